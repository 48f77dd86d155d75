//! Cases: complaints (pengaduan), their referral (pelimpahan), and telegrams of missions (brafaks).

pub mod brafaks;
pub mod pelimpahan;
pub mod pengaduan;
pub mod siskop2mi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 3] =
    [&Of::<pengaduan::Pengaduan>::new(), &Of::<pelimpahan::Pelimpahan>::new(), &Of::<brafaks::Brafaks>::new()];
