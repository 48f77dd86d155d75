//! Manifes: the people whom a flight or a list announces, line by line. A line is no record yet: one is made of it, once, when
//! its person is met.

mod accept;
mod api;
mod arrival;
mod check;
mod claim;
mod columns;
mod describe;
pub mod entity;
mod intake;
pub mod kolom;
mod line;
mod meet;
mod names;
mod pages;
mod plan;
mod sheet;

pub use describe::describe;
pub use entity::{Entity, Model, Status};
pub use line::{Line, Said, lines};
pub(crate) use meet::unmeet;
pub use meet::{Met, absent, meet};

use axum::Router;
use records::Registry;
use web::App;

/// The most lines of a manifest.
pub const MOST: usize = 1_000;

/// The routes.
pub fn router(registry: &Registry) -> Router<App> {
    Router::new().merge(api::router(registry)).merge(pages::router(registry))
}
