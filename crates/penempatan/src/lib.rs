//! Penempatan: placements, sessions of verification and orientation with the participants of the latter (OPP), the register of placement
//! companies with what the office recommends about them, and requests for a passport recommendation.

pub mod opp;
pub mod p3mi;
pub mod penempatan;
pub mod rekam;
pub mod rekomendasi_p3mi;
pub mod rekomendasi_paspor;
pub mod sesi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 6] = [
    &Of::<penempatan::Penempatan>::new(),
    &Of::<sesi::Sesi>::new(),
    &Of::<opp::Opp>::new(),
    &Of::<p3mi::P3mi>::new(),
    &Of::<rekomendasi_p3mi::RekomendasiP3mi>::new(),
    &Of::<rekomendasi_paspor::RekomendasiPaspor>::new(),
];
