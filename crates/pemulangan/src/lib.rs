//! Pemulangan: arrivals, returns and what is done for them, people stopped from departing, rehabilitation and empowerment.

pub mod kedatangan;
pub mod kepulangan;
pub mod layanan;
pub mod manifes;
pub mod pemberdayaan;
pub mod pencegahan;
pub mod rehabilitasi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 6] = [
    &Of::<kepulangan::Kepulangan>::new(),
    &Of::<kedatangan::Kedatangan>::new(),
    &Of::<layanan::Layanan>::new(),
    &Of::<pencegahan::Pencegahan>::new(),
    &Of::<rehabilitasi::Rehabilitasi>::new(),
    &Of::<pemberdayaan::Pemberdayaan>::new(),
];
