//! The pages of a manifest: paste, look through, list, receive.

mod flight;
mod grid;
mod person;
mod preview;
mod tanya;
mod tercatat;

use axum::extract::Extension;
use axum::response::Response;
use kernel::CatatanId;
use maud::{Markup, html};
use records::Registry;
use web::{Failure, Routes, heavy};

use pemulangan::kedatangan::entity::Model as Arrival;

type Answer = Result<Response, Failure>;

/// The menu entry that the pages belong to.
const MENU: &str = "/kedatangan";
/// The most that a pasted manifest or a file may hold, in bytes.
const BYTES: usize = 4 * 1024 * 1024;

pub(super) fn router(registry: &Registry) -> Routes {
    let base = "/kedatangan/{id}/manifes";
    let line = format!("{base}/{{baris}}");
    Routes::new()
        .get(base, flight::show)
        .post(&format!("{base}/periksa"), heavy::upload(preview::check, BYTES))
        .get(&format!("{base}/periksa"), flight::back)
        .post(&format!("{base}/berkas"), heavy::upload(preview::upload, BYTES))
        .get(&format!("{base}/berkas"), flight::back)
        .post(&format!("{base}/terima"), heavy::upload(preview::accept, BYTES))
        .get(&format!("{base}/terima"), flight::back)
        .post(&format!("{base}/berikutnya"), person::next)
        .get(&format!("{base}/berikutnya"), flight::back)
        .get(&format!("{base}/luar"), person::show_extra)
        .post(&format!("{base}/luar"), person::save_extra)
        .get(&line, person::show)
        .post(&line, person::save)
        .post(&format!("{line}/tidak-datang"), flight::not_come)
        .post(&format!("{line}/datang"), flight::come)
        .post(&format!("{line}/lepas"), flight::release)
        .layer(Extension(registry.clone()))
}

fn path(id: CatatanId) -> String {
    format!("/kedatangan/{id}/manifes")
}

fn crumb(arrival: &Arrival, here: Option<&str>) -> Markup {
    html! {
        ol.crumb {
            li { a href=(MENU) { "Kedatangan" } }
            li { a href={ (MENU) "/" (arrival.id) } { (arrival.nomor) } }
            @if let Some(here) = here {
                li { a href=(path(arrival.id)) { "Manifes" } }
                li { (here) }
            } @else { li { "Manifes" } }
        }
    }
}
