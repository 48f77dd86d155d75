//! The states of a job seeker.

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
    /// On file.
    Tercatat,
    /// Registered at `SIAPkerja`.
    TerdaftarSiapkerja,
    /// Registered for a government programme.
    TerdaftarGtog,
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
            Self::Tercatat => Stage::New,
            Self::TerdaftarSiapkerja => Stage::Running,
            Self::TerdaftarGtog => Stage::Done,
        }
    }

    /// The state that the days of registration say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        if values.has(KEY.gtog_pada) {
            Self::TerdaftarGtog
        } else if values.has(KEY.siapkerja_pada) {
            Self::TerdaftarSiapkerja
        } else {
            Self::Tercatat
        }
    }
}
