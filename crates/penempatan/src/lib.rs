//! Penempatan: placements, the rosters of the orientation before departure (OPP), and the register of placement
//! companies with what the office recommends about them.

pub mod opp;
pub mod p3mi;
pub mod penempatan;
pub mod rekam;
pub mod rekomendasi_p3mi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 4] = [
    &Of::<penempatan::Penempatan>::new(),
    &Of::<opp::Opp>::new(),
    &Of::<p3mi::P3mi>::new(),
    &Of::<rekomendasi_p3mi::RekomendasiP3mi>::new(),
];
