//! Layanan: a service given to somebody who returns, made by the step of the return.

mod bed;
mod beds;
pub mod entity;
mod kind;
mod status;
mod table;

pub(crate) use bed::same;
pub use beds::{Bed, Given, beds};
pub use kind::Layanan;
pub use status::Status;

use kernel::Day;
use records::Head;

use entity::Model;

/// The service of a bed at the shelter.
pub(crate) const SHELTER: &str = "rumah_ramah";

/// Whether a service is given in one go, so that it has ended when it is written down.
#[must_use]
pub(crate) fn at_once(kind: &str) -> bool {
    !matches!(kind, SHELTER | "rumah_sakit" | "pendampingan")
}

/// The service after its end.
pub(crate) fn ended(record: &Model, day: Day, head: &Head) -> Model {
    Model {
        status: Status::Selesai,
        selesai_pada: Some(day),
        versi: head.version,
        diubah_pada: head.changed,
        ..record.clone()
    }
}
