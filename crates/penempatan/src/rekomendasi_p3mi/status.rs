//! The states of a recommendation.

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
    /// Proposed within the office.
    Diusulkan,
    /// Sent, and not yet answered.
    Dikirim,
    /// Answered.
    Dijawab,
    /// Its file is closed.
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
            Self::Diusulkan => Stage::New,
            Self::Dikirim | Self::Dijawab => Stage::Running,
            Self::Ditutup => Stage::Done,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stands = |field| values.has(field);
        match () {
            () if stands(KEY.ditutup_pada) => Self::Ditutup,
            () if stands(KEY.dijawab_pada) => Self::Dijawab,
            () if stands(KEY.dikirim_pada) => Self::Dikirim,
            () => Self::Diusulkan,
        }
    }
}
