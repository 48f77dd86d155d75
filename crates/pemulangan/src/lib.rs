//! Pemulangan: arrivals with the lines that announce people, returns and what is done for them, people stopped from departing, rehabilitation and empowerment.

pub mod baris;
mod berita_acara;
pub mod kedatangan;
pub mod kepulangan;
pub mod layanan;
pub mod pemberdayaan;
pub mod pencegahan;
mod penumpang;
pub mod rehabilitasi;

use kernel::reference::Reference;
use records::{AnyKind, Of};
use web::Routes;
use web::openapi::Description;

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 6] = [
    &Of::<kepulangan::Kepulangan>::new(),
    &Of::<layanan::Layanan>::new(),
    &Of::<kedatangan::Kedatangan>::new(),
    &Of::<pencegahan::Pencegahan>::new(),
    &Of::<rehabilitasi::Rehabilitasi>::new(),
    &Of::<pemberdayaan::Pemberdayaan>::new(),
];

/// The routes beside those that every kind has; the fonts are for what is printed.
pub fn router(fonts: &cetak::Fonts) -> Routes {
    Routes::new()
        .merge(berita_acara::router(fonts))
        .merge(penumpang::router(fonts))
        .merge(rehabilitasi::calon::router())
        .merge(pemberdayaan::kegiatan::router())
}

/// Adds the description of these operations.
pub fn describe(reference: &Reference, all: &mut Description) {
    berita_acara::describe(all);
    penumpang::describe(all);
    rehabilitasi::calon::describe(reference, all);
    pemberdayaan::kegiatan::describe(reference, all);
}
