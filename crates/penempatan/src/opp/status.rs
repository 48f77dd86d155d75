//! The states of a participant.

use kernel::Stage;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// On the roster.
    Terjadwal,
    /// Took part.
    Hadir,
    /// Did not come.
    TidakHadir,
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
            Self::Terjadwal => Stage::New,
            Self::Hadir => Stage::Done,
            Self::TidakHadir => Stage::Dropped,
        }
    }

    /// The state that attendance says.
    #[must_use]
    pub fn of(came: Option<bool>) -> Self {
        match came {
            None => Self::Terjadwal,
            Some(true) => Self::Hadir,
            Some(false) => Self::TidakHadir,
        }
    }
}
