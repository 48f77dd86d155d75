//! The states of a difference.

use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Nobody has decided yet.
    Terbuka,
    /// Decided.
    Selesai,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Terbuka => "terbuka",
            Self::Selesai => "selesai",
        }
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Terbuka => Stage::New,
            Self::Selesai => Stage::Done,
        }
    }

    /// The state that the day of the decision says.
    #[must_use]
    pub fn of(decided: Option<Day>) -> Self {
        if decided.is_some() { Self::Selesai } else { Self::Terbuka }
    }
}
