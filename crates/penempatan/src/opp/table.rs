//! The table of states and verbs of a participant, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// They came.
    Hadir,
    /// They did not.
    TidakHadir,
    /// Enter the scores of the tests before and after.
    Nilai,
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

const CAME: &str = "Asumsi: kehadiran dicatat menurut daftar hadir sesi";
const LATE: &str = "Asumsi: yang semula dicatat tidak hadir ternyata hadir";
const SCORE: &str = "Asumsi: nilai diisi bagi yang hadir";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const THERE: &str = "peserta ini sudah dicatat hadir.";
const AWAY: &str = "peserta ini sudah dicatat tidak hadir.";
const UNMARKED: &str = "kehadirannya belum dicatat. Catat hadir dahulu.";
const ABSENT: &str = "peserta ini tidak hadir. Jadwalkan ulang dari daftar sesinya.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "yang sudah bernilai tidak dapat dicatat tidak hadir.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Hadir => match status {
                Status::Terjadwal => Cell::To(Status::Hadir, CAME),
                Status::Hadir => Cell::No(THERE),
                Status::TidakHadir => Cell::To(Status::Hadir, LATE),
            },
            Self::TidakHadir => match status {
                Status::Terjadwal | Status::Hadir => Cell::To(Status::TidakHadir, CAME),
                Status::TidakHadir => Cell::No(AWAY),
            },
            Self::Nilai => match status {
                Status::Terjadwal => Cell::No(UNMARKED),
                Status::Hadir => Cell::Stays(SCORE),
                Status::TidakHadir => Cell::No(ABSENT),
            },
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}
