//! The table of states and verbs of a request, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Agree.
    Setujui,
    /// Refuse.
    Tolak,
    /// Take back.
    Cabut,
    /// End what was agreed.
    Akhiri,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const ANSWER: &str = "Asumsi: kantor yang diminta menjawab, dengan alasannya";
const TAKE_BACK: &str = "Asumsi: yang meminta dapat mencabut selama belum dijawab";
const END: &str = "Asumsi: kantor yang menyetujui dapat mengakhirinya kapan saja";

const UNANSWERED: &str = "permintaan ini belum dijawab.";
const AGREED: &str = "permintaan ini sudah disetujui.";
const ENDED: &str = "permintaan ini sudah berakhir. Bila perlu, mintalah lagi dari halaman orangnya.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "hanya kantor yang meminta yang mencabut, dan hanya kantor yang diminta yang menyetujui, menolak atau mengakhiri.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Setujui => open(status, Cell::To(Status::Disetujui, ANSWER)),
            Self::Tolak => open(status, Cell::To(Status::Ditolak, ANSWER)),
            Self::Cabut => open(status, Cell::To(Status::Dicabut, TAKE_BACK)),
            Self::Akhiri => ended(status),
        }
    }
}

/// What is done with a request that nobody has answered.
fn open(status: Status, done: Cell<Status>) -> Cell<Status> {
    match status {
        Status::Diminta => done,
        Status::Disetujui => Cell::No(AGREED),
        Status::Ditolak | Status::Dicabut | Status::Berakhir => Cell::No(ENDED),
    }
}

fn ended(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta => Cell::No(UNANSWERED),
        Status::Disetujui => Cell::To(Status::Berakhir, END),
        Status::Ditolak | Status::Dicabut | Status::Berakhir => Cell::No(ENDED),
    }
}
