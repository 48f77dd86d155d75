//! Penempatan: placements, and the rosters of the orientation before departure (OPP).

pub mod opp;
pub mod penempatan;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 2] = [&Of::<penempatan::Penempatan>::new(), &Of::<opp::Opp>::new()];
