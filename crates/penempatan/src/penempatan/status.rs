//! The states of a placement.

use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// In process.
    Proses,
    /// E-PMI issued.
    Terbit,
    /// Called off.
    Batal,
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
            Self::Proses => Stage::Running,
            Self::Terbit => Stage::Done,
            Self::Batal => Stage::Dropped,
        }
    }
}

impl Status {
    /// The state that the days say.
    #[must_use]
    pub fn of(issued: Option<Day>, called_off: Option<Day>) -> Self {
        match (issued, called_off) {
            (_, Some(_)) => Self::Batal,
            (Some(_), None) => Self::Terbit,
            (None, None) => Self::Proses,
        }
    }
}
