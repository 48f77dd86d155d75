//! The states of a service.

use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Being given.
    Berjalan,
    /// Ended.
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
            Self::Berjalan => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }

    /// The state that the day of the end says.
    #[must_use]
    pub fn of(ended: Option<Day>) -> Self {
        if ended.is_some() { Self::Selesai } else { Self::Berjalan }
    }
}
