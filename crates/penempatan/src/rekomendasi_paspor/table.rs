//! The table of states and verbs of a request for a passport recommendation, with the rule behind each cell: the one
//! place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Tell that none is needed, and by what.
    Jelaskan,
    /// Issue one; also where the immigration office still wants it after that was told.
    Terbitkan,
    /// Refuse.
    Tolak,
    /// Note what became of it at the immigration office.
    CatatHasil,
    /// Take up again: the result first, then the answer.
    BukaKembali,
    /// Give to somebody.
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

const EXPLAIN: &str = "LKj 2025 Bab IV: pemohon diberi surat edaran Kemenkumham, bahwa rekomendasi tidak diperlukan";
const ISSUE: &str = "Asumsi: diterbitkan bila tetap perlu, juga sesudah dijelaskan bila kantor imigrasi memintanya";
const REFUSE: &str = "Asumsi: ditolak dengan alasannya";
const RESULT: &str = "Asumsi: hasil di kantor imigrasi menyusul sesudah jawaban, apa pun jawabannya";
const REOPEN: &str =
    "Asumsi: dibuka kembali satu tahap, dengan alasan: dari hasil ke jawaban, dari jawaban ke permintaan";
const WORK: &str = "Asumsi: urusan kantor, boleh selama belum berakhir";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const UNANSWERED: &str = "permintaan ini belum dijawab. Jelaskan, terbitkan atau tolak dahulu.";
const TOLD: &str =
    "permintaan ini sudah dijawab: rekomendasi tidak diperlukan. Buka kembali dahulu bila jawabannya berubah.";
const GIVEN: &str = "rekomendasinya sudah diterbitkan. Buka kembali dahulu bila jawabannya berubah.";
const REFUSED: &str = "permintaan ini sudah ditolak. Buka kembali dahulu bila jawabannya berubah.";
const ENDED: &str = "permintaan ini sudah selesai. Buka kembali dahulu.";
const OPEN: &str = "permintaan ini memang belum dijawab.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Jelaskan => explained(status),
            Self::Terbitkan => issued(status),
            Self::Tolak => refused(status),
            Self::CatatHasil => ended(status),
            Self::BukaKembali => reopened(status),
            Self::Tugaskan => worked_on(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn explained(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta => Cell::To(Status::Dijelaskan, EXPLAIN),
        Status::Dijelaskan => Cell::No(TOLD),
        Status::Diterbitkan => Cell::No(GIVEN),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn issued(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta | Status::Dijelaskan => Cell::To(Status::Diterbitkan, ISSUE),
        Status::Diterbitkan => Cell::No(GIVEN),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn refused(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta => Cell::To(Status::Ditolak, REFUSE),
        Status::Dijelaskan => Cell::No(TOLD),
        Status::Diterbitkan => Cell::No(GIVEN),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn ended(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta => Cell::No(UNANSWERED),
        Status::Dijelaskan | Status::Diterbitkan | Status::Ditolak => Cell::To(Status::Selesai, RESULT),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn reopened(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta => Cell::No(OPEN),
        Status::Dijelaskan | Status::Diterbitkan | Status::Ditolak => Cell::To(Status::Diminta, REOPEN),
        Status::Selesai => Cell::Back(REOPEN),
    }
}

fn worked_on(status: Status) -> Cell<Status> {
    match status {
        Status::Diminta | Status::Dijelaskan | Status::Diterbitkan => Cell::Stays(WORK),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Selesai => Cell::No(ENDED),
    }
}
