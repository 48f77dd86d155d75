//! The states of a return.

use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Arrived.
    Tiba,
    /// On the way home.
    Dipulangkan,
    /// Handed over.
    Selesai,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Tiba => "tiba",
            Self::Dipulangkan => "dipulangkan",
            Self::Selesai => "selesai",
        }
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Tiba => Stage::New,
            Self::Dipulangkan => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }
}

impl Status {
    /// The state that the days say.
    #[must_use]
    pub fn of(left: Option<Day>, handed_over: Option<Day>) -> Self {
        match (left, handed_over) {
            (_, Some(_)) => Self::Selesai,
            (Some(_), None) => Self::Dipulangkan,
            (None, None) => Self::Tiba,
        }
    }
}
