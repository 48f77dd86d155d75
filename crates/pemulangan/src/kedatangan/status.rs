//! The states of an arrival.

use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Announced.
    Tercatat,
    /// Its people are being received.
    Berlangsung,
    /// Everybody was met or is known not to have come.
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
            Self::Tercatat => Stage::New,
            Self::Berlangsung => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(began: Option<Day>, done: Option<Day>) -> Self {
        match (began, done) {
            (_, Some(_)) => Self::Selesai,
            (Some(_), None) => Self::Berlangsung,
            (None, None) => Self::Tercatat,
        }
    }
}
