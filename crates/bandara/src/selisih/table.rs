//! The table of states and verbs of a difference, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// The two ways to decide a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Take what the other side says.
    PakaiDiajukan,
    /// Keep what stands in the return.
    Pertahankan,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const DECIDE: &str = "Asumsi: selisih diputuskan sekali, oleh orang";

const DECIDED: &str = "selisih ini sudah diputuskan.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "isian yang merupakan data orang tidak dipakai dari sini: diubah di halaman orangnya.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::PakaiDiajukan | Self::Pertahankan => decided(status),
        }
    }
}

fn decided(status: Status) -> Cell<Status> {
    match status {
        Status::Terbuka => Cell::To(Status::Selesai, DECIDE),
        Status::Selesai => Cell::No(DECIDED),
    }
}
