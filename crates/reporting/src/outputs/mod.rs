//! What leaves the house as a file: the pages of figures as workbooks, with numbers as numbers, by the same rights and masks as the pages.

mod cells;
mod dashboard;
mod figure;
mod members;
mod pok;

use web::{Routes, heavy};

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
