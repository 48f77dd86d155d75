//! Penempatan: placements, sessions of verification and orientation, and the participants of the orientation before departure (OPP).

pub mod opp;
pub mod penempatan;
pub mod sesi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 3] =
    [&Of::<penempatan::Penempatan>::new(), &Of::<sesi::Sesi>::new(), &Of::<opp::Opp>::new()];
