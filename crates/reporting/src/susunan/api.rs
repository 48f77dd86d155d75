//! The staff as of a day as JSON.

use axum::Json;
use kernel::{CatatanId, Day};
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Routes};

use super::model::Row;
use super::{Asked, Tally, view};

const PATH: &str = "/api/v1/pegawai/susunan";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// The staff of an office as of a day.
#[derive(Serialize, JsonSchema)]
struct StaffTold {
    kantor: String,
    /// Yang menjabat pada hari ini.
    pada: Day,
    /// Banyaknya pegawai: satu catatan satu orang dalam satu jabatan.
    jumlah: usize,
    /// Tabel 1 sampai 6 laporan kinerja.
    tabel: Vec<TableTold>,
    /// Yang perlu dilihat.
    periksa: Vec<String>,
    /// Catatan yang dihitung.
    pegawai: Vec<RowTold>,
}

/// A table of counts.
#[derive(Serialize, JsonSchema)]
struct TableTold {
    nomor: usize,
    judul: &'static str,
    /// Judul kolom teks.
    kolom: Vec<&'static str>,
    /// Judul kolom hitungan; yang terakhir jumlahnya.
    hitungan: Vec<String>,
    baris: Vec<LineTold>,
    /// Jumlah semua baris, menurut `hitungan`.
    jumlah: Vec<usize>,
}

/// A line of a table.
#[derive(Serialize, JsonSchema)]
struct LineTold {
    /// Menurut `kolom`.
    teks: Vec<String>,
    /// Menurut `hitungan`.
    banyak: Vec<usize>,
}

/// A row that is counted.
#[derive(Serialize, JsonSchema)]
struct RowTold {
    id: CatatanId,
    nomor: String,
    kode: String,
    unit: String,
    jabatan: String,
    sejak: Day,
    sampai: Option<Day>,
}

impl TableTold {
    fn of(one: Tally) -> Self {
        let line = |(teks, banyak): (Vec<String>, Vec<usize>)| LineTold { teks, banyak };
        Self {
            nomor: one.no,
            judul: one.title,
            kolom: one.heads,
            hitungan: one.counted,
            baris: one.lines.into_iter().map(line).collect(),
            jumlah: one.total,
        }
    }
}

impl RowTold {
    fn of(row: &Row) -> Self {
        Self {
            id: row.id,
            nomor: row.number.clone(),
            kode: row.code.clone(),
            unit: row.unit.label.clone(),
            jabatan: row.position.clone(),
            sejak: row.since,
            sampai: row.until,
        }
    }
}

async fn show(Api(ctx): Api, AppQuery(asked): AppQuery<Asked>) -> Result<Json<StaffTold>, Failure> {
    let view = view(&ctx, &asked).await?;
    Ok(Json(StaffTold {
        kantor: view.office.code.clone(),
        pada: view.on,
        jumlah: view.staff.rows.len(),
        tabel: view.staff.tallies().into_iter().map(TableTold::of).collect(),
        pegawai: view.staff.rows.iter().map(RowTold::of).collect(),
        periksa: view.told,
    }))
}

/// Adds the description of the operation.
pub(crate) fn describe(all: &mut Description) {
    let name = (
        "susunan-pegawai",
        "Pegawai",
        "Pegawai kantor menurut keadaan pada suatu hari: Tabel 1 sampai 6 laporan kinerja",
    );
    all.get(PATH, name, |one| one.asks::<Asked>().answers::<StaffTold>(200));
}
