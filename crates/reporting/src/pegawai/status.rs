//! The states of a position.

use kernel::Stage;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status. It follows from whether a last day is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// In the position.
    Menjabat,
    /// No more in the position.
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
            Self::Menjabat => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }
}
