//! Protection of personal data (UU 27/2022): who saw a person, all that is held of them, whose data an account saw, and what is processed
//! for what.
//!
//! It stands above the kinds of record and knows none of them: what a kind holds is read from its fields.

mod akun;
pub mod jejak;
pub mod kebocoran;
pub mod pemrosesan;
pub mod permintaan_data;
pub mod salinan;
mod tindakan;

use cetak::Fonts;
use records::{AnyKind, Of, Registry};
use web::Routes;
use web::openapi::Description;

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<permintaan_data::PermintaanData>::new()];

/// The routes; the fonts are for what is printed.
pub fn router(registry: &Registry, fonts: &Fonts) -> Routes {
    Routes::new()
        .merge(jejak::router(registry))
        .merge(salinan::router(registry, fonts))
        .merge(kebocoran::router(registry))
        .merge(pemrosesan::router(registry))
}

/// Adds the description of the operations.
pub fn describe(all: &mut Description) {
    jejak::describe(all);
    salinan::describe(all);
    kebocoran::describe(all);
    pemrosesan::describe(all);
}
