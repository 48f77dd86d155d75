//! The states of a session.

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::KEY;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Its day is fixed.
    Dijadwalkan,
    /// What became of everybody is entered.
    Selesai,
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
            Self::Dijadwalkan => Stage::New,
            Self::Selesai => Stage::Done,
            Self::Batal => Stage::Dropped,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        match (values.has(KEY.batal_pada), values.has(KEY.selesai_pada)) {
            (true, _) => Self::Batal,
            (false, true) => Self::Selesai,
            (false, false) => Self::Dijadwalkan,
        }
    }
}
