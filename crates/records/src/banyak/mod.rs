//! Many records at once, of every kind that people enter: pasted, from a file, or keyed in a table. What is wrong is corrected in
//! place, before anything is saved; what stands already is told, not entered twice. A server keeps nothing of it between the pages.

mod api;
mod describe;
mod grid;
pub mod judul;
mod sent;
mod start;
mod table;

use axum::extract::Extension;
use axum::response::{IntoResponse, Response};
use kernel::form::Form;
use kernel::{Ctx, Problem};
use maud::{Markup, html};
use web::{App, Failure, Routes, heavy, layout};

pub use describe::describe;

use crate::surface::This;
use crate::{AnyKind, Registry};

type Answer = Result<Response, Failure>;

/// The most bytes of a table with its corrections, or of a file.
const BYTES: usize = 16 * 1024 * 1024;

/// The routes of all kinds that people enter, in the console and in the api.
pub fn router(registry: &Registry) -> Routes {
    let entered = registry.all().iter().filter(|kind| kind.info().more.made_by.is_none());
    entered.fold(Routes::new(), |router, kind| {
        let base = address(*kind);
        let routes = Routes::new()
            .get(&base, start::show)
            .post(&base, heavy::upload(start::look, BYTES))
            .get(&format!("{base}/contoh"), heavy::work(start::template))
            .post(&format!("{base}/ketik"), start::keyed)
            .post(&format!("{base}/periksa"), heavy::upload(table::check, BYTES))
            .post(&format!("{base}/simpan"), heavy::upload(table::save, BYTES))
            .post(&format!("/api/v1/{}/impor", kind.info().name), heavy::upload(api::import, BYTES))
            .layer(Extension(This(*kind)))
            .layer(Extension(registry.clone()));
        router.merge(routes)
    })
}

/// Where a kind's page is.
fn address(kind: &dyn AnyKind) -> String {
    format!("/{}/banyak", kind.info().name)
}

/// The frame of all pages.
fn frame(app: &App, ctx: &Ctx, kind: &dyn AnyKind, below: &Markup) -> Markup {
    let (title, base) = (kind.info().title, format!("/{}", kind.info().name));
    let body = html! {
        ol.crumb { li { a href=(base) { (title) } } li { "Catat banyak" } }
        div.head { div {
            h1 { "Catat banyak: " (title.to_lowercase()) }
            p.lead { "Tempel dari Excel, pilih berkas, atau ketik di tabel. Diperiksa dahulu; belum ada yang disimpan." }
        } }
        (below)
    };
    layout::page(app, ctx, "Catat banyak", &base, &body)
}

/// What cannot be used as a table stands on the first page again, with what was typed and what to do.
fn refused(app: &App, ctx: &Ctx, kind: &dyn AnyKind, typed: &Form, problem: Problem) -> Answer {
    match problem {
        Problem::Malformed(detail) => {
            Ok(frame(app, ctx, kind, &start::forms(app, kind, typed, Some(&detail))).into_response())
        }
        other => Err(other.into()),
    }
}
