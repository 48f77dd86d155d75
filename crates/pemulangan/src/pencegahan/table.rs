//! The table of states and verbs of a pencegahan, with the rule behind each cell: the one place that says what may be done when.
//! Education is no condition: somebody may be handed to the police at once (assumption).

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a pencegahan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Teach how to leave by the rules.
    Edukasi,
    /// Send home, which makes the return.
    Pulangkan,
    /// Hand to the police.
    ProsesHukum,
    /// Place again by the rules.
    Tempatkan,
    /// Note something.
    Catatan,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const TEACH: &str = "Asumsi: diedukasi sekali, sebelum hasilnya diketahui";
const RESULT: &str = "Asumsi: hasilnya dicatat sekali, juga tanpa edukasi dahulu";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const TAUGHT: &str = "edukasinya sudah dicatat.";
const KNOWN: &str = "hasilnya sudah dicatat. Betulkan dengan Ubah bila keliru.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Edukasi => taught(status),
            Self::Pulangkan | Self::ProsesHukum | Self::Tempatkan => ended(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn taught(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima => Cell::To(Status::Diedukasi, TEACH),
        Status::Diedukasi => Cell::No(TAUGHT),
        Status::Selesai => Cell::No(KNOWN),
    }
}

fn ended(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima | Status::Diedukasi => Cell::To(Status::Selesai, RESULT),
        Status::Selesai => Cell::No(KNOWN),
    }
}
