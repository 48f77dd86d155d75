//! The states of a verification.

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
    /// Scheduled.
    Terjadwal,
    /// Did not come.
    TidakHadir,
    /// Examined.
    Diperiksa,
    /// Complete and genuine.
    Terverifikasi,
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
            Self::Terjadwal => Stage::New,
            Self::Diperiksa => Stage::Running,
            Self::Terverifikasi => Stage::Done,
            Self::TidakHadir => Stage::Dropped,
        }
    }
}

impl Status {
    /// The state that attendance, examination and outcome say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        match (values.get(KEY.hadir), values.get(KEY.diperiksa_pada), values.get(KEY.hasil).as_deref()) {
            (Some(false), _, _) => Self::TidakHadir,
            (_, Some(_), Some("lengkap")) => Self::Terverifikasi,
            (_, Some(_), _) => Self::Diperiksa,
            _ => Self::Terjadwal,
        }
    }
}
