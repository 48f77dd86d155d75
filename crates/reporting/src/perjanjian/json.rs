//! Agreements as JSON.

use chrono::{DateTime, Utc};
use kernel::history;
use kernel::{Ctx, Day, FieldError, Result};
use schemars::JsonSchema;
use serde::Serialize;

use super::check;
use super::queries::Shown;
use super::status::Status;
use crate::agreement::{Agreements, Item};
use crate::serving::{Named, Tie};

/// A version of an agreement without its items, as it stands in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PerjanjianKinerja")]
pub struct Head {
    /// Id, atau kode dan versi untuk bawaan.
    id: String,
    kode: String,
    versi: u32,
    tahun: i32,
    kantor: String,
    judul: String,
    berlaku_sejak: Day,
    batas_capaian: Option<u32>,
    /// `bawaan`, `rancangan`, `ditandatangani`, `digantikan` atau `dibuang`.
    #[schemars(extend("enum" = ["bawaan", "rancangan", "ditandatangani", "digantikan", "dibuang"]))]
    status: &'static str,
    /// Mengapa direvisi.
    alasan: Option<String>,
    /// Naik satu setiap kali berubah.
    langkah: Option<i64>,
    disusun: Option<Step>,
    ditandatangani: Option<Step>,
    /// Banyaknya butir.
    butir: usize,
}

/// Who did a step, and when.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LangkahPerjanjian")]
pub struct Step {
    oleh: String,
    pada: DateTime<Utc>,
}

/// A version with all of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PerjanjianLengkap")]
pub struct Whole {
    #[serde(flatten)]
    perjanjian: Head,
    isi: Vec<Entry>,
    /// Kegiatan anggaran yang mendukung butirnya; `null` bila belum disebut di perjanjian ini.
    kegiatan: Option<Ties>,
    /// Yang harus dibetulkan sebelum ditandatangani.
    periksa: Vec<Remark>,
    riwayat: Vec<Line>,
}

/// An item.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ButirPerjanjian")]
struct Entry {
    no: u32,
    indikator: String,
    sasaran: String,
    judul: String,
    satuan: String,
    target_tahun: Option<String>,
    target_tw: Option<Vec<String>>,
}

/// Which activities of the budget serve the items.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "KegiatanPerjanjian")]
struct Ties {
    /// `asumsi`, atau `terverifikasi` bila dipastikan kantor.
    status: String,
    kaitan: Vec<OneTie>,
}

/// An activity, and what it serves.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "KaitanKegiatan")]
struct OneTie {
    kegiatan: String,
    /// Indikator butir yang didukungnya.
    indikator: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TemuanPerjanjian")]
struct Remark {
    tempat: String,
    pesan: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RiwayatPerjanjian")]
struct Line {
    dari: Option<String>,
    ke: String,
    alasan: String,
    pelaku: String,
    pada: DateTime<Utc>,
}

/// A version as it stands in a list.
pub(super) fn head(shown: &Shown) -> Head {
    let (agreement, row) = (&shown.agreement, shown.row.as_ref());
    let signed = row.and_then(|row| Some((row.ditandatangani_oleh.clone()?, row.ditandatangani_pada?)));
    Head {
        id: shown.id(),
        kode: agreement.code.clone(),
        versi: agreement.version,
        tahun: agreement.year,
        kantor: agreement.office.clone(),
        judul: agreement.title.clone(),
        berlaku_sejak: agreement.since,
        batas_capaian: agreement.cap,
        status: shown.status(),
        alasan: row.and_then(|row| row.alasan.clone()),
        langkah: row.map(|row| row.langkah),
        disusun: row.map(|row| Step { oleh: row.disusun_oleh.clone(), pada: row.disusun_pada }),
        ditandatangani: signed.map(|(oleh, pada)| Step { oleh, pada }),
        butir: agreement.items.len(),
    }
}

/// A version with all of it.
///
/// # Errors
/// Any database error.
pub(super) async fn whole(ctx: &Ctx, all: &Agreements, shown: &Shown) -> Result<Whole> {
    let draft = shown.row.as_ref().is_some_and(|row| row.status == Status::Rancangan);
    let found = if draft { check::findings(&shown.agreement, all) } else { Vec::new() };
    let remarks = found.into_iter().map(FieldError::from);
    let mut lines: Vec<Line> = shown.history(ctx).await?.into_iter().map(line).collect();
    lines.reverse();
    Ok(Whole {
        perjanjian: head(shown),
        isi: shown.agreement.items.iter().map(entry).collect(),
        kegiatan: shown.agreement.named.as_ref().map(ties),
        periksa: remarks.map(|error| Remark { tempat: error.field, pesan: error.detail }).collect(),
        riwayat: lines,
    })
}

fn entry(item: &Item) -> Entry {
    Entry {
        no: item.no,
        indikator: item.indicator.clone(),
        sasaran: item.goal.clone(),
        judul: item.title.clone(),
        satuan: item.unit.clone(),
        target_tahun: item.target(0).map(str::to_owned),
        target_tw: item.target_quarters.clone().map(Vec::from),
    }
}

fn ties(named: &Named) -> Ties {
    let tie = |one: &Tie| OneTie { kegiatan: one.activity.clone(), indikator: one.indicators.clone() };
    Ties { status: named.status.clone(), kaitan: named.all.iter().map(tie).collect() }
}

fn line(line: history::Model) -> Line {
    let history::Model { dari, ke, alasan, pelaku, dicatat_pada, .. } = line;
    Line { dari, ke, alasan, pelaku, pada: dicatat_pada }
}
