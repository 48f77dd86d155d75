//! Bandara: the airport. Manifests and the people whom they announce, the desk that goes on without a line and what it says
//! otherwise, the shift and its report, the board. It stands above the returns that it makes.

pub mod giliran;
pub mod manifes;
pub mod meja;
pub mod papan;
pub mod selisih;
mod terima;

use std::sync::Arc;

use giliran::Shifts;
use kernel::House;
use kernel::reference::Reference;
use records::{AnyKind, Of, Registry};
use web::Routes;
use web::openapi::Description;

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<selisih::Selisih>::new()];

/// The routes beside those that every kind has; the fonts are for what is printed.
pub fn router(registry: &Registry, house: &Arc<House>, shifts: Arc<Shifts>, fonts: &cetak::Fonts) -> Routes {
    Routes::new()
        .merge(meja::router(registry, house))
        .merge(giliran::router(shifts, fonts))
        .merge(papan::router())
        .merge(manifes::router(registry))
}

/// Adds the description of these operations.
pub fn describe(reference: &Reference, all: &mut Description) {
    meja::describe(all);
    giliran::describe(all);
    manifes::describe(reference, all);
}
