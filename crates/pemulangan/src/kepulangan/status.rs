//! The states of a return.

use kernel::form::Values;
use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::Model;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
        self.into()
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
    /// The state that the days of a form say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        Self::said(|field| values.day(field))
    }

    /// The state that days say: ended; else on the way; else in hospital, unless the person left it or went to the shelter
    /// later; else in the shelter.
    pub(super) fn said(day: impl Fn(&str) -> Option<Day>) -> Self {
        if day("selesai_pada").or(day("serah_terima_pada")).is_some() {
            return Self::Selesai;
        }
        if day("pulang_pada").is_some() {
            return Self::Dipulangkan;
        }
        let (left, sheltered) = (day("pulih_pada"), day("ditampung_pada"));
        let ill = day("dirawat_pada").filter(|ill| left.is_none_or(|left| left < *ill));
        match (ill, sheltered) {
            (Some(ill), sheltered) if sheltered.is_none_or(|day| day <= ill) => Self::Dirawat,
            (_, Some(_)) => Self::Ditampung,
            (_, None) => Self::Tiba,
        }
    }
}

/// The days of a row that say its state, by field.
pub(super) fn days(record: &Model, field: &str) -> Option<Day> {
    match field {
        "dirawat_pada" => record.dirawat_pada,
        "pulih_pada" => record.pulih_pada,
        "ditampung_pada" => record.ditampung_pada,
        "pulang_pada" => record.pulang_pada,
        "serah_terima_pada" => record.serah_terima_pada,
        "selesai_pada" => record.selesai_pada,
        _ => None,
    }
}
