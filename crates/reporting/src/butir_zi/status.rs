//! The states of an item.

use kernel::Stage;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status. It follows from the days of assessment and verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// On the worksheet, not assessed yet.
    BelumDinilai,
    /// Assessed by the office itself.
    Dinilai,
    /// The assessment was verified.
    Diverifikasi,
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
            Self::BelumDinilai => Stage::New,
            Self::Dinilai => Stage::Running,
            Self::Diverifikasi => Stage::Done,
        }
    }
}
