//! The table of states and verbs of a rehabilitation, with the rule behind each cell: the one place that says what may be done when.
//! Its stages follow one another as the rules have them (Perban 6/2023 arts 13 to 16).

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a rehabilitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Assess the needs.
    Identifikasi,
    /// Begin.
    Laksanakan,
    /// Look after and evaluate.
    Pantau,
    /// Report.
    Laporkan,
    /// End, with what follows.
    TindakLanjuti,
    /// Note that the person declined.
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

const CHAIN: &str = "Perban BP2MI 6/2023 pasal 13 sampai 16: tahap demi tahap";
const DECLINE: &str = "Asumsi: menolak dengan surat pernyataan, sebelum pelaksanaan dimulai";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const ENDED: &str = "rehabilitasi ini sudah berakhir.";
const IN_TURN: &str = "tahapnya berurutan: identifikasi, pelaksanaan, pemantauan, pelaporan, tindak lanjut.";
const BEGUN: &str = "pelaksanaannya sudah dimulai. Selesaikan dengan pelaporan dan tindak lanjut.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Identifikasi => assessed(status),
            Self::Laksanakan => begun(status),
            Self::Pantau => looked_after(status),
            Self::Laporkan => reported(status),
            Self::TindakLanjuti => followed_up(status),
            Self::Tolak => declined(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn assessed(status: Status) -> Cell<Status> {
    match status {
        Status::Pendataan => Cell::To(Status::Identifikasi, CHAIN),
        Status::Identifikasi | Status::Pelaksanaan | Status::Pemantauan | Status::Pelaporan => Cell::No(IN_TURN),
        Status::Selesai | Status::Ditolak => Cell::No(ENDED),
    }
}

fn begun(status: Status) -> Cell<Status> {
    match status {
        Status::Identifikasi => Cell::To(Status::Pelaksanaan, CHAIN),
        Status::Pendataan | Status::Pelaksanaan | Status::Pemantauan | Status::Pelaporan => Cell::No(IN_TURN),
        Status::Selesai | Status::Ditolak => Cell::No(ENDED),
    }
}

fn looked_after(status: Status) -> Cell<Status> {
    match status {
        Status::Pelaksanaan => Cell::To(Status::Pemantauan, CHAIN),
        Status::Pendataan | Status::Identifikasi | Status::Pemantauan | Status::Pelaporan => Cell::No(IN_TURN),
        Status::Selesai | Status::Ditolak => Cell::No(ENDED),
    }
}

fn reported(status: Status) -> Cell<Status> {
    match status {
        Status::Pemantauan => Cell::To(Status::Pelaporan, CHAIN),
        Status::Pendataan | Status::Identifikasi | Status::Pelaksanaan | Status::Pelaporan => Cell::No(IN_TURN),
        Status::Selesai | Status::Ditolak => Cell::No(ENDED),
    }
}

fn followed_up(status: Status) -> Cell<Status> {
    match status {
        Status::Pelaporan => Cell::To(Status::Selesai, CHAIN),
        Status::Pendataan | Status::Identifikasi | Status::Pelaksanaan | Status::Pemantauan => Cell::No(IN_TURN),
        Status::Selesai | Status::Ditolak => Cell::No(ENDED),
    }
}

fn declined(status: Status) -> Cell<Status> {
    match status {
        Status::Pendataan | Status::Identifikasi => Cell::To(Status::Ditolak, DECLINE),
        Status::Pelaksanaan | Status::Pemantauan | Status::Pelaporan => Cell::No(BEGUN),
        Status::Selesai | Status::Ditolak => Cell::No(ENDED),
    }
}
