//! The states of a referral.

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::KEY;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Sent, and not yet answered.
    Dikirim,
    /// Accepted: the other side has it.
    Diterima,
    /// Refused.
    Ditolak,
    /// Accepted and given back.
    Dikembalikan,
    /// The other side has done its part.
    Selesai,
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
            Self::Dikirim => Stage::New,
            Self::Diterima => Stage::Running,
            Self::Selesai => Stage::Done,
            Self::Ditolak | Self::Dikembalikan => Stage::Dropped,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stands = |field| values.has(field);
        match () {
            () if stands(KEY.selesai_pada) => Self::Selesai,
            () if stands(KEY.dikembalikan_pada) => Self::Dikembalikan,
            () if stands(KEY.ditolak_pada) => Self::Ditolak,
            () if stands(KEY.diterima_pada) => Self::Diterima,
            () => Self::Dikirim,
        }
    }
}
