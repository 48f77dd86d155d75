//! The states of a problem.

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
    /// Noted, and nothing was done about it yet.
    Tercatat,
    /// Something was done about it.
    Ditindaklanjuti,
    /// Solved.
    Selesai,
    /// Taken up again after it was solved.
    DibukaKembali,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// What a report says of it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Tercatat => "Belum ditindaklanjuti",
            Self::Ditindaklanjuti => "Ditindaklanjuti",
            Self::Selesai => "Selesai",
            Self::DibukaKembali => "Dibuka kembali",
        }
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Tercatat => Stage::New,
            Self::Ditindaklanjuti | Self::DibukaKembali => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }

    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stands = |field| values.has(field);
        match () {
            () if stands(KEY.selesai_pada) => Self::Selesai,
            () if stands(KEY.dibuka_kembali_pada) => Self::DibukaKembali,
            () if stands(KEY.ditindaklanjuti_pada) => Self::Ditindaklanjuti,
            () => Self::Tercatat,
        }
    }
}
