//! The shift report of the airport desk: who came, in one shift of one day.
//!
//! All numbers are counted over the very rows that are listed. A return belongs to the shift in which its person was met; one
//! without an hour belongs to none and stands under its day in a line of its own. A shift that goes on after midnight belongs
//! to the day on which it began, while IKU 6 counts by the day of arrival. Beside them stand the flights with who did not come, the beds of the
//! shelter, and who wrote the returns down.

mod api;
mod beside;
mod page;
mod print;
mod report;
mod shifts;
mod table;

use std::sync::Arc;

use axum::extract::Extension;
use web::{Routes, heavy};

pub use api::describe;
pub use report::{Came, Group, Narrow, Part, Report, Which, read};
pub use shifts::{Shift, Shifts};
pub use table::{lines, totals};

/// The routes; the shifts are those of the office, the fonts for letters that the program's own lack.
pub fn router(shifts: Arc<Shifts>, fonts: &cetak::Fonts) -> Routes {
    Routes::new()
        .get("/meja/laporan", page::show)
        .get("/meja/laporan.xlsx", heavy::work(page::workbook))
        .get("/meja/laporan.pdf", heavy::work(print::pdf))
        .get("/api/v1/kepulangan/laporan", api::one)
        .layer(Extension(shifts))
        .layer(Extension(fonts.clone()))
}
