//! Jaminan sosial: claims at BPJS Ketenagakerjaan, and what its branches make of them.

pub mod cabang;
pub mod klaim;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<klaim::Klaim>::new()];
