//! The states of a claim.

use kernel::form::{Key, Values};
use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::KEY;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Reported, with documents still missing.
    Dilaporkan,
    /// All documents are there, and nothing is filed yet.
    Lengkap,
    /// Filed at a branch.
    Diajukan,
    /// BPJS asked for more after it was filed.
    PerluDilengkapi,
    /// Passed to the centre.
    Dilimpahkan,
    /// Approved, and not paid yet.
    Disetujui,
    /// Refused.
    Ditolak,
    /// Refused, and objected to.
    Keberatan,
    /// Paid.
    Dibayar,
    /// Paid, and its file closed.
    Selesai,
    /// Closed unpaid.
    Ditutup,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Dilaporkan => Stage::New,
            Self::Lengkap
            | Self::Diajukan
            | Self::PerluDilengkapi
            | Self::Dilimpahkan
            | Self::Disetujui
            | Self::Keberatan => Stage::Running,
            Self::Dibayar | Self::Selesai => Stage::Done,
            Self::Ditolak | Self::Ditutup => Stage::Dropped,
        }
    }

    /// The state that the days say: the end if there is one, else the furthest stage.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        Self::by(|field| values.has(field))
    }

    /// The same, where `stands` says whether a day stands in a field.
    pub(super) fn by(stands: impl Fn(Key<Day>) -> bool) -> Self {
        match () {
            () if stands(KEY.ditutup_pada) && stands(KEY.dibayar_pada) => Self::Selesai,
            () if stands(KEY.ditutup_pada) => Self::Ditutup,
            () if stands(KEY.dibayar_pada) => Self::Dibayar,
            () if stands(KEY.ditolak_pada) && stands(KEY.keberatan_pada) => Self::Keberatan,
            () if stands(KEY.ditolak_pada) => Self::Ditolak,
            () if stands(KEY.disetujui_pada) => Self::Disetujui,
            () if stands(KEY.diminta_lagi_pada) => Self::PerluDilengkapi,
            () if stands(KEY.dilimpahkan_pada) => Self::Dilimpahkan,
            () if stands(KEY.diajukan_pada) => Self::Diajukan,
            () if stands(KEY.lengkap_pada) => Self::Lengkap,
            () => Self::Dilaporkan,
        }
    }
}
