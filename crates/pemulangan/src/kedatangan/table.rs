//! The table of states and verbs of an arrival, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// End: everybody was met, or is known not to have come.
    Selesai,
    /// Take up again.
    BukaKembali,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const END: &str = "Asumsi: selesai bila semua ditemui, atau diketahui tidak datang";
const REOPEN: &str = "Asumsi: dibuka kembali dengan alasan";

const ENDED: &str = "kedatangan ini sudah selesai.";
const NOT_ENDED: &str = "kedatangan ini belum selesai.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str =
        "selama masih ada yang belum ditemui, selesai hanya dengan menandai mereka tidak datang.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Selesai => ended(status),
            Self::BukaKembali => reopened(status),
        }
    }
}

fn ended(status: Status) -> Cell<Status> {
    match status {
        Status::Tercatat | Status::Berlangsung => Cell::To(Status::Selesai, END),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn reopened(status: Status) -> Cell<Status> {
    match status {
        Status::Tercatat | Status::Berlangsung => Cell::No(NOT_ENDED),
        Status::Selesai => Cell::Back(REOPEN),
    }
}
