//! The worksheet as JSON.

use axum::Json;
use kernel::{CatatanId, Day, figure};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Routes};

use super::model::{ONE_STAYS, Part, Row, said_of};
use super::{Asked, View, view};

const PATH: &str = "/api/v1/nilai/zi";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// Which worksheet is asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AskedSheet {
    /// Tahun lembar kerja; tanpa ini tahun ini.
    #[schemars(range(min = 2000, max = 2200))]
    tahun: Option<i32>,
    /// Kode kantor; tanpa ini kantor Anda.
    kantor: Option<String>,
}

/// A worksheet.
#[derive(Serialize, JsonSchema)]
struct Worksheet {
    tahun: i32,
    kantor: String,
    /// Apakah angka IKU tahun ini dihitung dari butir.
    dari_butir: bool,
    /// Menurut pokja.
    pokja: Vec<Group>,
    /// Jumlah semua pokja.
    jumlah: Group,
    /// Yang perlu dilihat.
    periksa: Vec<String>,
    butir: Vec<Item>,
}

/// A working group, or all of them.
#[derive(Serialize, JsonSchema)]
struct Group {
    /// Kata dari daftar `pokja_zi`; `null` untuk jumlah.
    pokja: Option<String>,
    /// Angka sebagai teks, tidak dibulatkan.
    bobot: String,
    /// Bobot kali bagian yang terpenuhi; `null` selama belum ada yang dinilai.
    nilai: Option<String>,
    butir: usize,
    belum_dinilai: usize,
    dinilai: usize,
    diverifikasi: usize,
    /// Dinilai tanpa berkas.
    tanpa_bukti: usize,
}

/// An item.
#[derive(Serialize, JsonSchema)]
struct Item {
    id: CatatanId,
    nomor: String,
    pokja: String,
    kode: String,
    bobot: String,
    nilai: Option<String>,
    /// Hari penilaian yang berlaku.
    dinilai_pada: Option<String>,
    /// Penilaian sebelumnya, yang paling lama dahulu: angka triwulan yang sudah berakhir memakainya.
    penilaian_sebelumnya: Vec<Earlier>,
    status: &'static str,
    /// Apakah ada berkasnya.
    ada_bukti: bool,
}

/// An assessment before the one that holds.
#[derive(Serialize, JsonSchema)]
struct Earlier {
    /// Hari penilaian.
    pada: String,
    /// Bagian yang terpenuhi, dalam persen.
    terpenuhi: String,
    nilai: String,
}

/// A number as text, so that nobody rounds it.
fn text(scaled: i64) -> String {
    figure::from_scaled(scaled).normalize().to_string()
}

impl Group {
    fn of(view: &View, group: Option<&str>) -> Self {
        let many = |part| view.sheet.of(group, part).len();
        Self {
            pokja: group.map(str::to_owned),
            bobot: text(view.sheet.weight(group)),
            nilai: view.sheet.score(group).map(text),
            butir: many(Part::All),
            belum_dinilai: many(Part::Open),
            dinilai: many(Part::Assessed),
            diverifikasi: many(Part::Verified),
            tanpa_bukti: many(Part::Bare),
        }
    }
}

impl Item {
    fn of(row: &Row) -> Self {
        Self {
            id: row.id,
            nomor: row.number.clone(),
            pokja: row.group.clone(),
            kode: row.code.clone(),
            bobot: text(row.weight),
            nilai: row.points().map(text),
            dinilai_pada: row.assessed.map(|day| day.to_string()),
            penilaian_sebelumnya: row.earlier.iter().map(|one| Earlier::of(row, *one)).collect(),
            status: row.status.code(),
            ada_bukti: row.proven,
        }
    }
}

impl Earlier {
    fn of(row: &Row, (day, share): (Day, i64)) -> Self {
        Self { pada: day.to_string(), terpenuhi: text(share), nilai: text(row.at(share)) }
    }
}

/// What is worth a look, doubles with the numbers of their records.
fn told(view: &View) -> Vec<String> {
    let double = |rows: &Vec<&Row>| {
        let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
        format!("{}: {}. {ONE_STAYS}", said_of(rows), numbers.join(", "))
    };
    let mut all = view.sheet.told();
    all.extend(view.sheet.doubles().iter().map(double));
    all
}

async fn show(Api(ctx): Api, AppQuery(asked): AppQuery<AskedSheet>) -> Result<Json<Worksheet>, Failure> {
    let asked = Asked { tahun: asked.tahun, kantor: asked.kantor, ..Asked::default() };
    let view = view(&ctx, &asked).await?;
    let listed = super::listed(&ctx);
    Ok(Json(Worksheet {
        tahun: view.year,
        kantor: view.office.code.clone(),
        dari_butir: view.counted,
        pokja: view.sheet.groups(&listed).into_iter().map(|group| Group::of(&view, Some(group))).collect(),
        jumlah: Group::of(&view, None),
        periksa: told(&view),
        butir: view.sheet.rows.iter().map(Item::of).collect(),
    }))
}

/// Adds the description of the operation.
pub(crate) fn describe(all: &mut Description) {
    let name = ("lembar-zi", "Nilai", "Lembar kerja ZI setahun: bobot, nilai dan bukti menurut pokja");
    all.get(PATH, name, |one| one.asks::<AskedSheet>().answers::<Worksheet>(200));
}
