//! The states of an agreement.

use kernel::Stage;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// In force.
    Berlaku,
    /// Ended.
    Berakhir,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Berlaku => "berlaku",
            Self::Berakhir => "berakhir",
        }
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Berlaku => Stage::Done,
            Self::Berakhir => Stage::Dropped,
        }
    }
}
