//! Penempatan: placements, the rosters of the orientation before departure (OPP), and requests for a passport recommendation.

pub mod opp;
pub mod penempatan;
pub mod rekomendasi_paspor;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 3] =
    [&Of::<penempatan::Penempatan>::new(), &Of::<opp::Opp>::new(), &Of::<rekomendasi_paspor::RekomendasiPaspor>::new()];
