//! Bandara: the airport. Manifests and the people whom they announce, the desk that goes on without a line and what it says
//! otherwise, the shift and its report, the board. It stands above the returns that it makes.

pub mod giliran;
pub mod manifes;
pub mod meja;
pub mod papan;
pub mod selisih;
mod terima;

use std::sync::Arc;

use axum::Router;
use giliran::Shifts;
use kernel::reference::Reference;
use records::{AnyKind, Of, Registry};
use serde_json::{Map, Value};
use web::App;

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<selisih::Selisih>::new()];

/// The routes beside those that every kind has.
pub fn router(registry: &Registry, reference: &Reference, shifts: Arc<Shifts>) -> Router<App> {
    Router::new()
        .merge(meja::router(registry, reference))
        .merge(giliran::router(shifts))
        .merge(papan::router())
        .merge(manifes::router(registry))
}

/// Adds the description of these operations.
pub fn describe(reference: &Reference, paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    meja::describe(paths, schemas);
    giliran::describe(paths);
    manifes::describe(reference, paths);
}
