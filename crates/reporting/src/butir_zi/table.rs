//! The table of states and verbs of an item, with the rule behind each cell.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Assess it for the first time.
    Nilai,
    /// Verify the assessment.
    Verifikasi,
    /// Assess it again.
    NilaiUlang,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const ASSESS: &str = "Asumsi: dinilai sekali, sesudahnya dinilai ulang";
const VERIFY: &str = "Asumsi: yang dinilai kantor diverifikasi penilai";
const AGAIN: &str =
    "Asumsi: boleh dinilai ulang kapan saja; penilaian triwulan sebelumnya tetap, dan verifikasinya dimulai lagi";

const OPEN: &str = "butir ini belum dinilai. Pakai Nilai dahulu.";
const ASSESSED: &str = "butir ini sudah dinilai. Pakai Nilai ulang bila dinilai lagi.";
const VERIFIED: &str = "butir ini sudah diverifikasi.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Nilai => assessed(status),
            Self::Verifikasi => verified(status),
            Self::NilaiUlang => again(status),
        }
    }
}

fn assessed(status: Status) -> Cell<Status> {
    match status {
        Status::BelumDinilai => Cell::To(Status::Dinilai, ASSESS),
        Status::Dinilai | Status::Diverifikasi => Cell::No(ASSESSED),
    }
}

fn verified(status: Status) -> Cell<Status> {
    match status {
        Status::BelumDinilai => Cell::No(OPEN),
        Status::Dinilai => Cell::To(Status::Diverifikasi, VERIFY),
        Status::Diverifikasi => Cell::No(VERIFIED),
    }
}

fn again(status: Status) -> Cell<Status> {
    match status {
        Status::BelumDinilai => Cell::No(OPEN),
        Status::Dinilai => Cell::Stays(AGAIN),
        Status::Diverifikasi => Cell::To(Status::Dinilai, AGAIN),
    }
}
