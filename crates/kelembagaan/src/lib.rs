//! Kelembagaan: cooperation agreements, their action plans, and activities.

pub mod kegiatan;
pub mod kerja_sama;
pub mod rencana_aksi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 3] =
    [&Of::<kerja_sama::KerjaSama>::new(), &Of::<rencana_aksi::RencanaAksi>::new(), &Of::<kegiatan::Kegiatan>::new()];
