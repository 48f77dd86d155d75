//! The states of a return.

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Arrived.
    Tiba,
    /// In hospital.
    Dirawat,
    /// In the shelter.
    Ditampung,
    /// On the way home.
    Dipulangkan,
    /// Handed over, or home.
    Selesai,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Tiba => "tiba",
            Self::Dirawat => "dirawat",
            Self::Ditampung => "ditampung",
            Self::Dipulangkan => "dipulangkan",
            Self::Selesai => "selesai",
        }
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Tiba => Stage::New,
            Self::Dirawat | Self::Ditampung | Self::Dipulangkan => Stage::Running,
            Self::Selesai => Stage::Done,
        }
    }
}

impl Status {
    /// The state that the days say: ended; else on the way; else the later of hospital and shelter, the hospital on the same day.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let day = |field: &str| values.day(field);
        if day("selesai_pada").or(day("serah_terima_pada")).is_some() {
            return Self::Selesai;
        }
        if day("pulang_pada").is_some() {
            return Self::Dipulangkan;
        }
        match (day("dirawat_pada"), day("ditampung_pada")) {
            (Some(ill), sheltered) if sheltered.is_none_or(|day| day <= ill) => Self::Dirawat,
            (_, Some(_)) => Self::Ditampung,
            (_, None) => Self::Tiba,
        }
    }
}
