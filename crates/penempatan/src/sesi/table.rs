//! The table of states and verbs of a session, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Close it: what became of everybody is entered.
    Tutup,
    /// Call it off.
    BatalkanSesi,
    /// Open it again, because something was left out.
    BukaKembali,
    /// Give it to an officer.
    Tugaskan,
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

const CLOSE: &str = "Asumsi: ditutup sesudah hasil semua peserta diisi";
const CALL_OFF: &str = "Asumsi: dibatalkan selama belum ditutup; pesertanya dijadwalkan ulang";
const REOPEN: &str = "Asumsi: dibuka kembali bila ada hasil yang tertinggal";
const ASSIGN: &str = "Asumsi: petugas ditetapkan selama sesinya berjalan";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const OPEN: &str = "sesi ini belum ditutup.";
const CLOSED: &str = "sesi ini sudah ditutup. Buka kembali dahulu.";
const CALLED_OFF: &str = "sesi ini sudah dibatalkan. Buka kembali dahulu.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "ditutup hanya bila kehadiran semua peserta sudah diisi, dan tidak sebelum harinya.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Tutup => ends(status, Status::Selesai, CLOSE),
            Self::BatalkanSesi => ends(status, Status::Batal, CALL_OFF),
            Self::BukaKembali => match status {
                Status::Dijadwalkan => Cell::No(OPEN),
                Status::Selesai | Status::Batal => Cell::To(Status::Dijadwalkan, REOPEN),
            },
            Self::Tugaskan => match status {
                Status::Dijadwalkan => Cell::Stays(ASSIGN),
                Status::Selesai => Cell::No(CLOSED),
                Status::Batal => Cell::No(CALLED_OFF),
            },
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn ends(status: Status, to: Status, rule: &'static str) -> Cell<Status> {
    match status {
        Status::Dijadwalkan => Cell::To(to, rule),
        Status::Selesai => Cell::No(CLOSED),
        Status::Batal => Cell::No(CALLED_OFF),
    }
}
