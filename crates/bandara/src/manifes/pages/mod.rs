//! The pages of a manifest: paste, look through, list, receive.

mod flight;
mod grid;
mod person;
mod preview;

use axum::Router;
use axum::extract::Extension;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::CatatanId;
use maud::{Markup, html};
use records::Registry;
use web::{App, Failure, heavy};

use pemulangan::kedatangan::entity::Model as Arrival;

type Answer = Result<Response, Failure>;

/// The menu entry that the pages belong to.
const MENU: &str = "/kedatangan";
/// The most that a pasted manifest or a file may hold, in bytes.
const BYTES: usize = 4 * 1024 * 1024;

pub(super) fn router(registry: &Registry) -> Router<App> {
    let base = "/kedatangan/{id}/manifes";
    let line = format!("{base}/{{baris}}");
    Router::new()
        .route(base, get(flight::show))
        .route(&format!("{base}/periksa"), post(heavy::upload(preview::check, BYTES)).get(flight::back))
        .route(&format!("{base}/berkas"), post(heavy::upload(preview::upload, BYTES)).get(flight::back))
        .route(&format!("{base}/terima"), post(heavy::upload(preview::accept, BYTES)).get(flight::back))
        .route(&format!("{base}/berikutnya"), post(person::next).get(flight::back))
        .route(&format!("{base}/luar"), get(person::show_extra).post(person::save_extra))
        .route(&line, get(person::show).post(person::save))
        .route(&format!("{line}/tidak-datang"), post(flight::not_come))
        .route(&format!("{line}/datang"), post(flight::come))
        .route(&format!("{line}/lepas"), post(flight::release))
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
