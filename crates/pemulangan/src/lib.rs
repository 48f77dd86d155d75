//! Pemulangan: arrivals, returns, rehabilitation and empowerment.

pub mod giliran;
pub mod kedatangan;
pub mod kepulangan;
pub mod manifes;
pub mod meja;
pub mod papan;
pub mod pemberdayaan;
pub mod rehabilitasi;
pub mod selisih;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 5] = [
    &Of::<kepulangan::Kepulangan>::new(),
    &Of::<kedatangan::Kedatangan>::new(),
    &Of::<rehabilitasi::Rehabilitasi>::new(),
    &Of::<pemberdayaan::Pemberdayaan>::new(),
    &Of::<selisih::Selisih>::new(),
];
