//! The table of states and verbs of a brafaks, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a brafaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Give to somebody, with an instruction; once more while it is not answered.
    Disposisi,
    /// Answer.
    Jawab,
    /// File.
    Arsipkan,
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

const DISPOSE: &str = "Asumsi: kepala memberi disposisi, dan dapat menggantinya selama belum dijawab";
const ANSWER: &str = "Asumsi: dijawab sesudah didisposisi";
const FILE: &str = "Asumsi: diarsipkan sesudah dijawab";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const UNDISPOSED: &str = "brafaks ini belum didisposisi. Minta disposisi kepala dahulu.";
const UNANSWERED: &str = "brafaks ini belum dijawab. Catat jawabannya dahulu.";
const ANSWERED: &str = "brafaks ini sudah dijawab.";
const FILED: &str = "brafaks ini sudah diarsipkan.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "disposisi hanya oleh yang berhak memberi disposisi.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Disposisi => disposed(status),
            Self::Jawab => answered(status),
            Self::Arsipkan => filed(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn disposed(status: Status) -> Cell<Status> {
    match status {
        Status::Diagenda => Cell::To(Status::Didisposisi, DISPOSE),
        Status::Didisposisi => Cell::Stays(DISPOSE),
        Status::Dijawab => Cell::No(ANSWERED),
        Status::Diarsipkan => Cell::No(FILED),
    }
}

fn answered(status: Status) -> Cell<Status> {
    match status {
        Status::Diagenda => Cell::No(UNDISPOSED),
        Status::Didisposisi => Cell::To(Status::Dijawab, ANSWER),
        Status::Dijawab => Cell::No(ANSWERED),
        Status::Diarsipkan => Cell::No(FILED),
    }
}

fn filed(status: Status) -> Cell<Status> {
    match status {
        Status::Diagenda => Cell::No(UNDISPOSED),
        Status::Didisposisi => Cell::No(UNANSWERED),
        Status::Dijawab => Cell::To(Status::Diarsipkan, FILE),
        Status::Diarsipkan => Cell::No(FILED),
    }
}
