//! The states of a return.

use kernel::form::Values;
use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::{KEY, Model};

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
        let days = Days {
            ill: values.get(KEY.dirawat_pada),
            left: values.get(KEY.pulih_pada),
            sheltered: values.get(KEY.ditampung_pada),
            departed: values.get(KEY.pulang_pada),
            ended: values.get(KEY.selesai_pada).or(values.get(KEY.serah_terima_pada)),
        };
        days.status()
    }
}

/// The days that say the state of a return.
pub(super) struct Days {
    ill: Option<Day>,
    left: Option<Day>,
    sheltered: Option<Day>,
    departed: Option<Day>,
    ended: Option<Day>,
}

impl Days {
    /// Those of a row.
    pub(super) fn of(record: &Model) -> Self {
        Self {
            ill: record.dirawat_pada,
            left: record.pulih_pada,
            sheltered: record.ditampung_pada,
            departed: record.pulang_pada,
            ended: record.selesai_pada.or(record.serah_terima_pada),
        }
    }

    /// The state: ended; else on the way; else in hospital, unless the person left it or went to the shelter later; else in the
    /// shelter.
    pub(super) fn status(&self) -> Status {
        if self.ended.is_some() {
            return Status::Selesai;
        }
        if self.departed.is_some() {
            return Status::Dipulangkan;
        }
        let ill = self.ill.filter(|ill| self.left.is_none_or(|left| left < *ill));
        match (ill, self.sheltered) {
            (Some(ill), sheltered) if sheltered.is_none_or(|day| day <= ill) => Status::Dirawat,
            (_, Some(_)) => Status::Ditampung,
            (_, None) => Status::Tiba,
        }
    }
}
