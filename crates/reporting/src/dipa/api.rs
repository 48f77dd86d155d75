//! The budget as JSON.

use axum::Json;
use axum::extract::Extension;
use kernel::{CatatanId, Day};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Routes};

use super::checks::{Check, checks};
use super::joined::{Joined, Served, join};
use super::model::{Activity, Budget, Part, Revision, Row, Sum, absorbed};
use super::{Asked, View, view};
use crate::query::Shelf;
use crate::render;
use crate::serving::Serving;

const PATH: &str = "/api/v1/dipa";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// A year's budget.
#[derive(Serialize, JsonSchema)]
struct Told {
    tahun: i32,
    kantor: String,
    /// Menurut tanggal catatan sampai dengan hari ini.
    pada: Day,
    /// Revisi yang lebih baru dari ini tidak dilihat; `null` bila semua dilihat.
    revisi: Option<i64>,
    /// Catatan yang tidak ikut karena bertanggal sesudah `pada`.
    sesudahnya: usize,
    revisi_tercatat: Vec<OneRevision>,
    kegiatan: Vec<Line>,
    /// Jumlah semua kegiatan.
    jumlah: Line,
    /// Jumlah semua kegiatan bulan demi bulan, sampai dengan bulan `pada`.
    bulan: Vec<Month>,
    /// Yang perlu dilihat, yang terberat dahulu.
    periksa: Vec<OneCheck>,
    /// Butir perjanjian di samping kegiatan yang mendukungnya; `null` bila tidak ada perjanjian yang dikaitkan.
    indikator: Option<Items>,
}

/// A revision.
#[derive(Serialize, JsonSchema)]
struct OneRevision {
    nomor: i64,
    tanggal: Day,
    /// Tanggal terakhir, bila catatannya tidak semua bertanggal sama.
    sampai: Option<Day>,
}

/// An amount with the records that it is the sum of.
#[derive(Serialize, JsonSchema)]
struct Amount {
    jumlah_rp: i64,
    catatan: Vec<Ref>,
}

/// A record.
#[derive(Serialize, JsonSchema)]
struct Ref {
    id: CatatanId,
    nomor: String,
}

/// The ceiling after a revision.
#[derive(Serialize, JsonSchema)]
struct Ceiling {
    revisi: i64,
    pagu: Amount,
    /// Dari revisi mana pagu ini, bila kegiatannya tidak disebut di revisi itu.
    dari_revisi: Option<i64>,
}

/// An activity, or all of them.
#[derive(Serialize, JsonSchema)]
struct Line {
    /// Nama kegiatan; `null` untuk jumlah.
    nama: Option<String>,
    /// Pagu sesudah tiap revisi; 0 pagu awal.
    pagu_menurut_revisi: Vec<Ceiling>,
    /// Pagu revisi terbaru yang berlaku pada `pada`.
    pagu: Amount,
    realisasi: Amount,
    sisa_rp: i64,
    /// Realisasi dibagi pagu, tidak dibulatkan, sebagai teks; `null` tanpa pagu.
    serapan: Option<String>,
    /// Realisasi Januari sampai Desember.
    realisasi_bulan: Vec<Amount>,
}

/// A month.
#[derive(Serialize, JsonSchema)]
struct Month {
    bulan: u32,
    realisasi_rp: i64,
    sampai_dengan_rp: i64,
    /// Realisasi sampai dengan bulan ini dibagi pagu yang berlaku pada `pada`, tidak dibulatkan.
    serapan: Option<String>,
}

/// What is worth a look.
#[derive(Serialize, JsonSchema)]
struct OneCheck {
    kode: &'static str,
    tingkat: &'static str,
    pesan: String,
    kegiatan: Option<String>,
    bulan: Option<u32>,
    catatan: Vec<Ref>,
}

/// The items of an agreement.
#[derive(Serialize, JsonSchema)]
struct Items {
    perjanjian: String,
    butir: Vec<Item>,
    /// Kegiatan yang tidak mendukung butir mana pun.
    kegiatan_tanpa_butir: Vec<String>,
}

/// An item with what serves it.
#[derive(Serialize, JsonSchema)]
struct Item {
    no: u32,
    judul: String,
    satuan: String,
    target: Option<String>,
    realisasi: Option<String>,
    capaian: Option<String>,
    capaian_dibatasi: Option<String>,
    kegiatan: Vec<Serves>,
    /// Kegiatan yang disebut mendukung tetapi tidak ada di anggaran.
    tidak_ada: Vec<String>,
    pagu: Amount,
    realisasi_anggaran: Amount,
    serapan: Option<String>,
}

/// Activities that are said to serve an item.
#[derive(Serialize, JsonSchema)]
struct Serves {
    nama: Vec<String>,
    status: String,
    dasar: String,
}

impl Ref {
    fn of(row: &Row) -> Self {
        Self { id: row.id, nomor: row.number.clone() }
    }
}

impl Amount {
    fn of(sum: &Sum<'_>) -> Self {
        Self { jumlah_rp: sum.amount, catatan: sum.rows.iter().map(|row| Ref::of(row)).collect() }
    }
}

/// A ratio as text, so that nobody rounds it.
fn ratio(number: Option<Decimal>) -> Option<String> {
    number.map(|number| number.normalize().to_string())
}

impl Line {
    fn of(budget: &Budget, one: Option<&Activity>) -> Self {
        let sum = |part| one.map_or_else(|| budget.total(part), |activity| activity.sum(part));
        let ceiling = |number: i64| {
            let stated = one.and_then(|activity| activity.ceiling(number, Day::MAX)?.revision());
            let pagu = Amount::of(&sum(Part::Revision(number)));
            Ceiling { revisi: number, pagu, dari_revisi: stated.filter(|stated| *stated != number) }
        };
        let (pagu, realisasi) = (sum(Part::Ceiling), sum(Part::Spent));
        Self {
            nama: one.map(|activity| activity.name.clone()),
            pagu_menurut_revisi: budget.revisions.iter().map(|revision| ceiling(revision.number)).collect(),
            sisa_rp: sum(Part::Left).amount,
            serapan: ratio(absorbed(realisasi.amount, pagu.amount)),
            pagu: Amount::of(&pagu),
            realisasi: Amount::of(&realisasi),
            realisasi_bulan: (1..=12).map(|number| Amount::of(&sum(Part::Month(number)))).collect(),
        }
    }
}

impl Month {
    fn of(budget: &Budget, bulan: u32) -> Self {
        let until = budget.total(Part::Until(bulan)).amount;
        Self {
            bulan,
            realisasi_rp: budget.total(Part::Month(bulan)).amount,
            sampai_dengan_rp: until,
            serapan: ratio(absorbed(until, budget.total(Part::Ceiling).amount)),
        }
    }
}

impl OneCheck {
    fn of(check: Check<'_>) -> Self {
        Self {
            kode: check.code,
            tingkat: check.level.code(),
            pesan: check.text,
            kegiatan: check.activity.map(str::to_owned),
            bulan: check.month,
            catatan: check.rows.into_iter().map(Ref::of).collect(),
        }
    }
}

impl Item {
    fn of(budget: &Budget, served: &Served, cap: Option<u32>) -> Self {
        let (line, year) = (&served.line, &served.line.year);
        let said = |one: &Serving| Serves {
            nama: one.activities.clone(),
            status: one.status.clone(),
            dasar: one.basis.clone(),
        };
        Self {
            no: line.item.no,
            judul: line.item.title.clone(),
            satuan: line.item.unit.clone(),
            target: year.target.clone(),
            realisasi: render::told(&year.value, line.indicator.decimals),
            capaian: year.capaian.map(|capaian| render::decimal(capaian, 2)),
            capaian_dibatasi: year.capped(cap).map(|capaian| render::decimal(capaian, 2)),
            kegiatan: served.serving.iter().map(said).collect(),
            tidak_ada: served.missing.clone(),
            pagu: Amount::of(&served.sum(budget, Part::Ceiling)),
            realisasi_anggaran: Amount::of(&served.sum(budget, Part::Spent)),
            serapan: ratio(served.absorbed(budget)),
        }
    }
}

impl Items {
    fn of(budget: &Budget, joined: &Joined) -> Self {
        Self {
            perjanjian: joined.agreement.code.clone(),
            butir: joined.lines.iter().map(|served| Item::of(budget, served, joined.agreement.cap)).collect(),
            kegiatan_tanpa_butir: joined.unnamed.clone(),
        }
    }
}

impl Told {
    fn of(view: &View, joined: Option<&Joined>) -> Self {
        let budget = &view.budget;
        let revision = |one: &Revision| OneRevision {
            nomor: one.number,
            tanggal: one.first,
            sampai: Some(one.last).filter(|last| *last != one.first),
        };
        Self {
            tahun: budget.year,
            kantor: view.office.code.clone(),
            pada: budget.on,
            revisi: view.revision,
            sesudahnya: budget.later,
            revisi_tercatat: budget.revisions.iter().map(revision).collect(),
            kegiatan: budget.activities.iter().map(|activity| Line::of(budget, Some(activity))).collect(),
            jumlah: Line::of(budget, None),
            bulan: (1..=budget.months()).map(|number| Month::of(budget, number)).collect(),
            periksa: checks(budget).into_iter().map(OneCheck::of).collect(),
            indikator: joined.map(|joined| Items::of(budget, joined)),
        }
    }
}

async fn show(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Told>, Failure> {
    let view = view(&ctx, &asked).await?;
    let joined = join(&ctx, &all, &view).await?;
    Ok(Json(Told::of(&view, joined.as_ref())))
}

/// Adds the description of the operation.
pub(crate) fn describe(all: &mut Description) {
    let name = ("dipa", "Anggaran", "Anggaran setahun: pagu menurut revisi, realisasi menurut bulan, serapan");
    all.get(PATH, name, |one| one.asks::<Asked>().answers::<Told>(200));
}
