//! The table of states and verbs of a placement company, with the rule behind each cell: it alone says
//! what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be noted of a company's licence. The ministry decides; the office keeps the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Note a licence, or its extension.
    Perpanjang,
    /// Note a suspension, or that it goes on.
    Skors,
    /// Note a revocation.
    Cabut,
    /// Note that the suspension or the revocation is over.
    PulihkanIzin,
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

const LICENCE: &str = "LKj 2025, fungsi h: SIP3MI diterbitkan dan diperpanjang; nomor dan masa berlakunya dicatat";
const MEANWHILE: &str = "Asumsi: izin dapat diperpanjang selama skorsing; skorsingnya tetap berlaku";
const SUSPEND: &str = "LKj 2025, arah kebijakan 1.2 e: skorsing SIP3MI; dasar dan suratnya dicatat";
const LONGER: &str = "Asumsi: skorsing dapat diteruskan dengan surat baru; hari mulainya tetap";
const REVOKE: &str = "LKj 2025, arah kebijakan 1.2 e: pencabutan SIP3MI; dasar dan suratnya dicatat";
const RESTORE: &str = "Asumsi: izin kembali ke keadaannya bila skorsing berakhir atau pencabutan dibatalkan";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const UNLICENSED: &str = "izin P3MI ini belum dicatat. Catat izinnya dahulu.";
const REVOKED: &str = "izin P3MI ini sudah dicabut. Pulihkan dahulu bila pencabutannya batal.";
const IN_FORCE: &str = "izin P3MI ini tidak sedang diskors dan tidak dicabut.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Perpanjang => licensed(status),
            Self::Skors => suspended(status),
            Self::Cabut => revoked(status),
            Self::PulihkanIzin => restored(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn licensed(status: Status) -> Cell<Status> {
    match status {
        Status::Terdaftar => Cell::To(Status::Berizin, LICENCE),
        Status::Berizin => Cell::Stays(LICENCE),
        Status::Diskors => Cell::Stays(MEANWHILE),
        Status::Dicabut => Cell::No(REVOKED),
    }
}

fn suspended(status: Status) -> Cell<Status> {
    match status {
        Status::Terdaftar => Cell::No(UNLICENSED),
        Status::Berizin => Cell::To(Status::Diskors, SUSPEND),
        Status::Diskors => Cell::Stays(LONGER),
        Status::Dicabut => Cell::No(REVOKED),
    }
}

fn revoked(status: Status) -> Cell<Status> {
    match status {
        Status::Terdaftar => Cell::No(UNLICENSED),
        Status::Berizin | Status::Diskors => Cell::To(Status::Dicabut, REVOKE),
        Status::Dicabut => Cell::No(REVOKED),
    }
}

fn restored(status: Status) -> Cell<Status> {
    match status {
        Status::Terdaftar | Status::Berizin => Cell::No(IN_FORCE),
        Status::Diskors | Status::Dicabut => Cell::Back(RESTORE),
    }
}
