//! The table of states and verbs of a service, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// End.
    Akhiri,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const END: &str = "Asumsi: layanan berakhir sekali";

const ENDED: &str = "layanan ini sudah berakhir.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Akhiri => ended(status),
        }
    }
}

fn ended(status: Status) -> Cell<Status> {
    match status {
        Status::Berjalan => Cell::To(Status::Selesai, END),
        Status::Selesai => Cell::No(ENDED),
    }
}
