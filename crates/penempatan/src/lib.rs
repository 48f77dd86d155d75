//! Penempatan: placements, sessions of verification and orientation with the participants of the latter (OPP), and requests for a passport
//! recommendation.

pub mod opp;
pub mod penempatan;
pub mod rekomendasi_paspor;
pub mod sesi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 4] = [
    &Of::<penempatan::Penempatan>::new(),
    &Of::<sesi::Sesi>::new(),
    &Of::<opp::Opp>::new(),
    &Of::<rekomendasi_paspor::RekomendasiPaspor>::new(),
];
