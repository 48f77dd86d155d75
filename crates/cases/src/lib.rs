//! Cases: complaints (pengaduan), their referral (pelimpahan), telegrams of missions (brafaks), and requests to see a person whom
//! another office holds (izin).

pub mod brafaks;
pub mod izin;
pub mod pelimpahan;
pub mod pengaduan;
pub mod siskop2mi;

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 4] = [
    &Of::<pengaduan::Pengaduan>::new(),
    &Of::<pelimpahan::Pelimpahan>::new(),
    &Of::<brafaks::Brafaks>::new(),
    &Of::<izin::Izin>::new(),
];
