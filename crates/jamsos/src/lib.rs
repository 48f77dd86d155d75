//! Jaminan sosial: claims at BPJS Ketenagakerjaan.

pub mod klaim;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 1] = [&Of::<klaim::Klaim>::new()];
