//! Cases: complaints (pengaduan).

pub mod pengaduan;
pub mod siskop2mi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<pengaduan::Pengaduan>::new()];
