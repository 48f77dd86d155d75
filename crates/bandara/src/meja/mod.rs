//! The airport desk: a page that goes on working without a line, and the operations that it sends when the line is back.
//!
//! The page (`assets/meja`) keeps everything sealed in the browser. Each operation has an id of the client and leaves a
//! receipt in the transaction that it is applied in, so it may come any number of times and in any order (ADR 0019).

mod amend;
mod api;
mod assets;
mod combine;
mod describe;
mod differing;
mod mark;
mod op;
mod page;
mod receipt;
mod receive;
mod run;
mod words;

use axum::Router;
use axum::extract::Extension;
use axum::response::Redirect;
use axum::routing::{get, post};
use kernel::reference::Reference;
use records::Registry;
use web::App;

pub use describe::describe;
pub use receipt::Entity as ReceiptEntity;

/// The routes of the page, of what it loads, and of its api.
pub fn router(registry: &Registry, reference: &Reference) -> Router<App> {
    Router::new()
        .route("/meja", get(async || Redirect::permanent("/meja/")))
        .route("/meja/", get(assets::page))
        .route("/meja/{berkas}", get(assets::file))
        .layer(Extension(assets::Kept::new(reference)))
        .route("/api/v1/meja/buka", post(api::open))
        .route("/api/v1/meja/kedatangan", get(api::arrivals))
        .route("/api/v1/meja/kedatangan/{id}", get(api::lines))
        .route("/api/v1/meja/kirim", post(api::send))
        .layer(Extension(registry.clone()))
}
