//! The table of states and verbs of a referral, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Accept.
    Terima,
    /// Refuse.
    Tolak,
    /// Give back what was accepted.
    Kembalikan,
    /// Note that the other side has done its part.
    Selesaikan,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const ANSWER: &str = "Asumsi: yang dituju menjawab, diterima atau ditolak, sebelum hal lain";
const RETURN: &str = "Asumsi: yang sudah diterima dapat dikembalikan; pengaduannya kembali ke tahap sebelumnya";
const DONE: &str = "Asumsi: penerima selesai dengan bagiannya; pengaduannya berakhir dengan langkahnya sendiri";

const UNANSWERED: &str = "pelimpahan ini belum dijawab. Catat dahulu diterima atau ditolak.";
const ACCEPTED: &str = "pelimpahan ini sudah diterima.";
const ENDED: &str = "pelimpahan ini sudah berakhir. Bila perlu, limpahkan lagi dari pengaduannya.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "bila tujuannya kantor BP3MI atau P4MI, hanya kantor itu yang mencatat jawabannya; penolakan juga dapat \
        dicatat pengirim.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Terima => answered(status, Status::Diterima),
            Self::Tolak => answered(status, Status::Ditolak),
            Self::Kembalikan => carried(status, Cell::To(Status::Dikembalikan, RETURN)),
            Self::Selesaikan => carried(status, Cell::To(Status::Selesai, DONE)),
        }
    }
}

fn answered(status: Status, to: Status) -> Cell<Status> {
    match status {
        Status::Dikirim => Cell::To(to, ANSWER),
        Status::Diterima => Cell::No(ACCEPTED),
        Status::Ditolak | Status::Dikembalikan | Status::Selesai => Cell::No(ENDED),
    }
}

/// What is done with a referral that was accepted.
fn carried(status: Status, done: Cell<Status>) -> Cell<Status> {
    match status {
        Status::Dikirim => Cell::No(UNANSWERED),
        Status::Diterima => done,
        Status::Ditolak | Status::Dikembalikan | Status::Selesai => Cell::No(ENDED),
    }
}
