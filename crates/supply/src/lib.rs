//! Supply: job seekers, the events at which they are recorded, and document verification for government placement.

pub mod belum_visa;
pub mod corong;
mod orang;
pub mod pencari_kerja;
pub mod peserta;
pub mod verifikasi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 2] = [&Of::<pencari_kerja::PencariKerja>::new(), &Of::<verifikasi::Verifikasi>::new()];
