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
mod fresh;
mod mark;
mod op;
mod page;
mod receipt;
mod receive;
mod run;
mod simpanan;
mod takeover;
mod twice;
mod words;

use std::sync::Arc;

use axum::extract::Extension;
use axum::response::Redirect;
use kernel::House;
use records::Registry;
use web::Routes;

pub use describe::describe;
pub use receipt::Entity as ReceiptEntity;
pub use takeover::Entity as TakeoverEntity;

/// The routes of the page, of what it loads, and of its api.
pub fn router(registry: &Registry, house: &Arc<House>) -> Routes {
    Routes::new()
        .get("/meja", async || Redirect::permanent("/meja/"))
        .get("/meja/", assets::page)
        .get("/meja/{berkas}", assets::file)
        .layer(Extension(assets::Kept::new(house)))
        .post("/api/v1/meja/buka", api::open)
        .get("/api/v1/meja/sesi", api::entered)
        .post("/api/v1/meja/simpanan", simpanan::entrust)
        .post("/api/v1/meja/simpanan/buka", simpanan::open)
        .get("/api/v1/meja/kedatangan", api::arrivals)
        .get("/api/v1/meja/kedatangan/{id}", api::lines)
        .post("/api/v1/meja/periksa", twice::asked)
        .post("/api/v1/meja/kirim", api::send)
        .layer(Extension(registry.clone()))
}
