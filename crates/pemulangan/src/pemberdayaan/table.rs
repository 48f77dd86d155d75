//! The table of states and verbs of a participant, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Note that the person came.
    Hadir,
    /// Note that the person did not come.
    TidakHadir,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const CAME: &str = "Asumsi: kehadiran dicatat, dan dapat dibetulkan";

const KNOWN: &str = "sudah dicatat hadir.";
const MISSED: &str = "sudah dicatat tidak hadir.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "kehadiran dicatat sejak hari kegiatannya.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Hadir => came(status),
            Self::TidakHadir => missed(status),
        }
    }
}

fn came(status: Status) -> Cell<Status> {
    match status {
        Status::Terdaftar | Status::TidakHadir => Cell::To(Status::Hadir, CAME),
        Status::Hadir => Cell::No(KNOWN),
    }
}

fn missed(status: Status) -> Cell<Status> {
    match status {
        Status::Terdaftar | Status::Hadir => Cell::To(Status::TidakHadir, CAME),
        Status::TidakHadir => Cell::No(MISSED),
    }
}
