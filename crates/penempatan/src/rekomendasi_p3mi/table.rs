//! The table of states and verbs of a recommendation, with the rule behind each cell: it alone says what
//! may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Send.
    Kirim,
    /// Note the answer.
    CatatJawaban,
    /// Close its file, on a ground.
    Tutup,
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

const SEND: &str = "LKj 2025, fungsi h dan i: kantor memberi bahan rekomendasi; dikirim dengan surat";
const ANSWER: &str = "Asumsi: kementerian menjawab sesudah rekomendasinya dikirim";
const CLOSE: &str = "Asumsi: ditutup dengan alasannya, sesudah dijawab atau bila tidak diteruskan";
const WORK: &str = "Asumsi: urusan kantor, boleh selama belum ditutup";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const UNSENT: &str = "rekomendasi ini belum dikirim. Catat pengirimannya dahulu.";
const SENT: &str = "rekomendasi ini sudah dikirim.";
const ANSWERED: &str = "rekomendasi ini sudah dijawab. Bila jawabannya salah catat, betulkan lewat Ubah.";
const CLOSED: &str = "rekomendasi ini sudah ditutup.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Kirim => sent(status),
            Self::CatatJawaban => answered(status),
            Self::Tutup => worked_on(status, Cell::To(Status::Ditutup, CLOSE)),
            Self::Tugaskan => worked_on(status, Cell::Stays(WORK)),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn sent(status: Status) -> Cell<Status> {
    match status {
        Status::Diusulkan => Cell::To(Status::Dikirim, SEND),
        Status::Dikirim => Cell::No(SENT),
        Status::Dijawab => Cell::No(ANSWERED),
        Status::Ditutup => Cell::No(CLOSED),
    }
}

fn answered(status: Status) -> Cell<Status> {
    match status {
        Status::Diusulkan => Cell::No(UNSENT),
        Status::Dikirim => Cell::To(Status::Dijawab, ANSWER),
        Status::Dijawab => Cell::No(ANSWERED),
        Status::Ditutup => Cell::No(CLOSED),
    }
}

/// What is done with a recommendation whose file is open.
fn worked_on(status: Status, done: Cell<Status>) -> Cell<Status> {
    match status {
        Status::Diusulkan | Status::Dikirim | Status::Dijawab => done,
        Status::Ditutup => Cell::No(CLOSED),
    }
}
