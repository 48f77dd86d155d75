//! The table of states and verbs of a job seeker, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a job seeker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// The person is registered at `SIAPkerja`.
    DaftarSiapkerja,
    /// The person is registered for a government programme.
    DaftarGtog,
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

const SIAPKERJA: &str = "Asumsi: pendaftaran SIAPkerja dicatat setelah dilihat petugas";
const GTOG: &str = "Asumsi: pendaftaran G to G dicatat setelah dilihat petugas, juga tanpa catatan SIAPkerja";
const BEHIND: &str = "Asumsi: pendaftaran SIAPkerja boleh menyusul di catatan";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const REGISTERED: &str = "pencari kerja ini sudah dicatat terdaftar di SIAPkerja.";
const IN_PROGRAMME: &str = "pencari kerja ini sudah dicatat terdaftar G to G.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str =
        "pendaftaran SIAPkerja dicatat sekali; yang tidak bersedia dihubungi tidak dicatat kontaknya.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::DaftarSiapkerja => match status {
                Status::Tercatat => Cell::To(Status::TerdaftarSiapkerja, SIAPKERJA),
                Status::TerdaftarSiapkerja => Cell::No(REGISTERED),
                Status::TerdaftarGtog => Cell::Stays(BEHIND),
            },
            Self::DaftarGtog => match status {
                Status::Tercatat | Status::TerdaftarSiapkerja => Cell::To(Status::TerdaftarGtog, GTOG),
                Status::TerdaftarGtog => Cell::No(IN_PROGRAMME),
            },
            Self::CatatKontak | Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}
