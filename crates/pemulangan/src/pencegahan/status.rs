//! The states of somebody who was stopped from departing.

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
    /// Handed to the office.
    Diterima,
    /// Was taught how to leave by the rules.
    Diedukasi,
    /// What became of it is known.
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
            Self::Diterima => Stage::New,
            Self::Diedukasi => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        match (values.get(KEY.edukasi_pada), values.get(KEY.hasil_pada)) {
            (_, Some(_)) => Self::Selesai,
            (Some(_), None) => Self::Diedukasi,
            (None, None) => Self::Diterima,
        }
    }
}
