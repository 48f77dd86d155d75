//! The states of a brafaks.

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
    /// In the agenda, and not yet given to anybody.
    Diagenda,
    /// Given to somebody by the head.
    Didisposisi,
    /// Answered.
    Dijawab,
    /// Filed.
    Diarsipkan,
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
            Self::Diagenda => Stage::New,
            Self::Didisposisi | Self::Dijawab => Stage::Running,
            Self::Diarsipkan => Stage::Done,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stands = |field| values.has(field);
        match () {
            () if stands(KEY.diarsipkan_pada) => Self::Diarsipkan,
            () if stands(KEY.dijawab_pada) => Self::Dijawab,
            () if stands(KEY.disposisi_pada) => Self::Didisposisi,
            () => Self::Diagenda,
        }
    }
}
