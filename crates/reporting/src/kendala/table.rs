//! The table of states and verbs of a problem, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Note what was done about it; as often as something was.
    TindakLanjut,
    /// Solve.
    Selesaikan,
    /// Carry over with a new deadline, also into the next year.
    Teruskan,
    /// Take up again.
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

const FOLLOW: &str = "LKj 2025 Bab IV: setiap permasalahan mempunyai upaya tindak lanjut";
const SOLVE: &str = "Asumsi: selesai dengan hasilnya, juga tanpa tindak lanjut yang tercatat";
const CARRY: &str =
    "Asumsi: yang belum selesai diteruskan dengan tenggat baru, dan tampil lagi di laporan tahun berikutnya";
const REOPEN: &str = "Asumsi: dibuka kembali dengan alasan; akhir yang pertama tetap tersimpan";
const WORK: &str = "Asumsi: urusan kantor, boleh selama belum selesai";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const SOLVED: &str = "kendala ini sudah selesai. Buka kembali dahulu bila masalahnya timbul lagi.";
const OPEN: &str = "kendala ini belum selesai.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::TindakLanjut => followed(status),
            Self::Selesaikan => solved(status),
            Self::Teruskan => carried(status),
            Self::BukaKembali => reopened(status),
            Self::Tugaskan => given(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn followed(status: Status) -> Cell<Status> {
    match status {
        Status::Tercatat => Cell::To(Status::Ditindaklanjuti, FOLLOW),
        Status::Ditindaklanjuti | Status::DibukaKembali => Cell::Stays(FOLLOW),
        Status::Selesai => Cell::No(SOLVED),
    }
}

fn solved(status: Status) -> Cell<Status> {
    match status {
        Status::Tercatat | Status::Ditindaklanjuti | Status::DibukaKembali => Cell::To(Status::Selesai, SOLVE),
        Status::Selesai => Cell::No(SOLVED),
    }
}

fn carried(status: Status) -> Cell<Status> {
    match status {
        Status::Tercatat | Status::Ditindaklanjuti | Status::DibukaKembali => Cell::Stays(CARRY),
        Status::Selesai => Cell::No(SOLVED),
    }
}

fn reopened(status: Status) -> Cell<Status> {
    match status {
        Status::Selesai => Cell::To(Status::DibukaKembali, REOPEN),
        Status::Tercatat | Status::Ditindaklanjuti | Status::DibukaKembali => Cell::No(OPEN),
    }
}

fn given(status: Status) -> Cell<Status> {
    match status {
        Status::Tercatat | Status::Ditindaklanjuti | Status::DibukaKembali => Cell::Stays(WORK),
        Status::Selesai => Cell::No(SOLVED),
    }
}
