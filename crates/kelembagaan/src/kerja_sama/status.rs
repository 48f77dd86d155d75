//! The states of an agreement.

use kernel::Stage;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
        self.into()
    }

    /// How far it is. While it is in force it is under way: its last day is a task.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Berlaku => Stage::Running,
            Self::Berakhir => Stage::Dropped,
        }
    }
}
