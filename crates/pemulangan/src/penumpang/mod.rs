//! The passengers of an arrival: who of it was met, and one step with many of them. Each is changed by a command of its own, by the
//! version that was seen, so that nothing is done by half and nobody's work is lost; where beds are given, all are taken in or nobody.

mod act;
mod api;
mod files;
mod form;
mod list;
mod page;
mod read;
mod tidur;

use cetak::Fonts;
use web::openapi::Description;
use web::{Routes, heavy};

pub(crate) use read::{Passenger, flight, passengers};

/// The routes; the fonts are those for letters that the program's own lack.
pub(crate) fn router(fonts: &Fonts) -> Routes {
    Routes::new()
        .get("/kedatangan/{id}/penumpang", page::show)
        .get("/kedatangan/{id}/penumpang.xlsx", heavy::work(files::workbook))
        .get("/kedatangan/{id}/penumpang.pdf", heavy::work(files::paper))
        .post("/kedatangan/{id}/penumpang/pilih", form::choose)
        .post("/kedatangan/{id}/penumpang/langkah", form::take)
        .get("/api/v1/kedatangan/{id}/penumpang", api::list)
        .post("/api/v1/kedatangan/{id}/penumpang/langkah", api::take)
        .layer(axum::Extension(fonts.clone()))
}

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    api::describe(all);
}
