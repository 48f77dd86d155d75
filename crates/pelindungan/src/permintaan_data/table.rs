//! The table of states and verbs of a request about somebody's data, with the rule behind each cell: the one place that says what may be
//! done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Begin to work on it.
    Kerjakan,
    /// Answer that it was met.
    Jawab,
    /// Refuse, with the reason.
    Tolak,
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

const BEGIN: &str = "Asumsi: dikerjakan sesudah diterima";
const ANSWER: &str = "UU 27/2022 pasal 30 dan 32: dipenuhi dan dijawab, juga langsung";
const REFUSE: &str =
    "UU 27/2022 pasal 33: ditolak dengan alasan, misalnya membahayakan atau mengungkap data orang lain";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const BEGUN: &str = "permintaan ini sudah dikerjakan. Jawab atau tolak.";
const ANSWERED: &str = "permintaan ini sudah dijawab. Betulkan catatannya bila keliru.";
const REFUSED: &str = "permintaan ini sudah ditolak. Catat permintaan baru bila diajukan lagi.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Kerjakan => begun(status),
            Self::Jawab => ended(status, Status::Dijawab, ANSWER),
            Self::Tolak => ended(status, Status::Ditolak, REFUSE),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn begun(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima => Cell::To(Status::Dikerjakan, BEGIN),
        Status::Dikerjakan => Cell::No(BEGUN),
        Status::Dijawab => Cell::No(ANSWERED),
        Status::Ditolak => Cell::No(REFUSED),
    }
}

fn ended(status: Status, to: Status, rule: &'static str) -> Cell<Status> {
    match status {
        Status::Diterima | Status::Dikerjakan => Cell::To(to, rule),
        Status::Dijawab => Cell::No(ANSWERED),
        Status::Ditolak => Cell::No(REFUSED),
    }
}
