//! The states of a difference.

use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
        self.into()
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
