//! Cases: complaints (pengaduan).

pub mod pengaduan;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<pengaduan::Pengaduan>::new()];
