//! What leaves the house as a file: the pages of figures as workbooks, with numbers as numbers, by the same rights and masks as the pages.

mod cells;
mod dashboard;
mod figure;
mod members;
mod pok;

use serde_json::{Value, json};
use web::openapi::Description;
use web::{Routes, heavy};

use crate::explain::api::AskedSides;
use crate::query::{self, Asked, AskedMembers};

pub(crate) use cells::{percent, target, value};
pub(crate) use members::listed;

/// The routes. The shelf of agreements is laid over them by who merges them.
pub(crate) fn router() -> Routes {
    let of = |what: &str| format!("/indikator/{{perjanjian}}/{{no}}/{what}");
    Routes::new()
        .get("/dasbor.xlsx", heavy::work(dashboard::workbook))
        .get("/laporan-pok.xlsx", heavy::work(pok::workbook))
        .get(&of("penjelasan.xlsx"), heavy::work(figure::workbook))
        .get(&of("anggota.xlsx"), heavy::work(members::workbook))
}

/// Where the api has the same files: the address of the same figures as JSON, with the ending of the file.
const TABLE: &str = "/api/v1/iku.xlsx";
const POK: &str = "/api/v1/laporan-pok.xlsx";
const FIGURE: &str = "/api/v1/iku/{perjanjian}/{no}/penjelasan.xlsx";
const MEMBERS: &str = "/api/v1/iku/{perjanjian}/{no}/anggota.xlsx";

/// The routes of the api.
pub(crate) fn api_router() -> Routes {
    Routes::new()
        .get(TABLE, heavy::work(dashboard::sent))
        .get(POK, heavy::work(pok::sent))
        .get(FIGURE, heavy::work(figure::sent))
        .get(MEMBERS, heavy::work(members::sent))
}

/// An answer that is a workbook.
pub(crate) fn told() -> Value {
    json!({ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {} })
}

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    let name = ("iku-xlsx", "Indikator", "Tabel indikator sebagai XLSX");
    all.get(TABLE, name, |one| one.asks::<Asked>().shows(200, &told()));
    let name = ("laporan-pok-xlsx", "Indikator", "Laporan triwulanan dalam bentuk POK sebagai XLSX");
    all.get(POK, name, |one| one.asks::<pok::AskedQuarter>().shows(200, &told()));
    let name =
        ("iku-penjelasan-xlsx", "Indikator", "Tahun-tahun dan sebaran sebuah angka sebagai XLSX; sel kecil disamarkan");
    all.get(FIGURE, name, |one| query::at(one).asks_of::<AskedSides>(&["tw", "per"]).shows(200, &told()));
    let name = ("iku-anggota-xlsx", "Indikator", "Semua catatan di balik angka sebagai XLSX");
    all.get(MEMBERS, name, |one| query::at(one).asks_of::<AskedMembers>(&["tw", "peran", "per"]).shows(200, &told()));
}
