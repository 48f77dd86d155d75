//! The states of a request.

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
    /// Asked, and not yet answered.
    Diminta,
    /// Agreed: the office that asked sees the person.
    Disetujui,
    /// Refused.
    Ditolak,
    /// Taken back by the office that asked.
    Dicabut,
    /// Agreed once, and ended by the office that had.
    Berakhir,
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
            Self::Diminta => Stage::New,
            Self::Disetujui => Stage::Done,
            Self::Ditolak | Self::Dicabut | Self::Berakhir => Stage::Dropped,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stands = |field| values.has(field);
        match () {
            () if stands(KEY.berakhir_pada) => Self::Berakhir,
            () if stands(KEY.dicabut_pada) => Self::Dicabut,
            () if stands(KEY.ditolak_pada) => Self::Ditolak,
            () if stands(KEY.disetujui_pada) => Self::Disetujui,
            () => Self::Diminta,
        }
    }
}
