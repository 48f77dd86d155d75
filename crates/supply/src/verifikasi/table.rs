//! The table of states and verbs of a verification, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// The candidate came; the documents are not examined yet.
    Hadir,
    /// The candidate did not come.
    TidakHadir,
    /// The documents are complete and genuine.
    Lengkap,
    /// Something is missing or not genuine.
    Kurang,
    /// What was missing is there.
    Perbaiki,
    /// The visa is in the system of the ministry.
    UnggahVisa,
    /// Somebody called, or tried to.
    CatatKontak,
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
const EXAMINED: &str = "LKj 2025, IKU 10: kelengkapan dan keaslian dokumen diperiksa";
const MENDED: &str = "Asumsi: kekurangan dilengkapi, tanpa pemeriksaan baru yang dihitung";
const VISA: &str = "LKj 2025 Bab IV 3d: visa SSW diunggah ke SISKOP2MI sesudah terbit";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const AWAY: &str = "calon ini sudah dicatat tidak hadir.";
const ABSENT: &str = "calon ini tidak hadir. Catat hadir dahulu, atau jadwalkan ulang dari daftar sesinya.";
const DONE: &str = "dokumen calon ini sudah diperiksa.";
const UNEXAMINED: &str = "dokumen calon ini belum diperiksa.";
const COMPLETE: &str = "dokumen calon ini sudah lengkap.";
const INCOMPLETE: &str = "dokumen calon ini belum lengkap. Catat perbaikannya dahulu.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "perbaikan hanya untuk yang hasilnya kurang; visa hanya untuk skema SSW.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Hadir => match status {
                Status::Terjadwal => Cell::Stays(CAME),
                Status::TidakHadir => Cell::To(Status::Terjadwal, LATE),
                Status::Diperiksa | Status::Terverifikasi => Cell::No(DONE),
            },
            Self::TidakHadir => match status {
                Status::Terjadwal => Cell::To(Status::TidakHadir, CAME),
                Status::TidakHadir => Cell::No(AWAY),
                Status::Diperiksa | Status::Terverifikasi => Cell::No(DONE),
            },
            Self::Lengkap => examined(status, Status::Terverifikasi),
            Self::Kurang => examined(status, Status::Diperiksa),
            Self::Perbaiki => match status {
                Status::Terjadwal => Cell::No(UNEXAMINED),
                Status::TidakHadir => Cell::No(ABSENT),
                Status::Diperiksa => Cell::To(Status::Terverifikasi, MENDED),
                Status::Terverifikasi => Cell::No(COMPLETE),
            },
            Self::UnggahVisa => match status {
                Status::Terjadwal => Cell::No(UNEXAMINED),
                Status::TidakHadir => Cell::No(ABSENT),
                Status::Diperiksa => Cell::No(INCOMPLETE),
                Status::Terverifikasi => Cell::Stays(VISA),
            },
            Self::CatatKontak | Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn examined(status: Status, to: Status) -> Cell<Status> {
    match status {
        Status::Terjadwal => Cell::To(to, EXAMINED),
        Status::TidakHadir => Cell::No(ABSENT),
        Status::Diperiksa | Status::Terverifikasi => Cell::No(DONE),
    }
}
