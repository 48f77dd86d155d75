//! The states of a complaint. Selesai, ditutup and dilimpahkan are never mixed.

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Received.
    Diterima,
    /// Verified.
    Diverifikasi,
    /// Referred.
    Dilimpahkan,
    /// Solved.
    Selesai,
    /// Closed unsolved, on a stated ground.
    Ditutup,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Diterima => "diterima",
            Self::Diverifikasi => "diverifikasi",
            Self::Dilimpahkan => "dilimpahkan",
            Self::Selesai => "selesai",
            Self::Ditutup => "ditutup",
        }
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Diterima => Stage::New,
            Self::Diverifikasi | Self::Dilimpahkan => Stage::Running,
            Self::Selesai => Stage::Done,
            Self::Ditutup => Stage::Dropped,
        }
    }
}

impl Status {
    /// The state that the days say: the furthest stage since the last reopening.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let reopened = values.day("dibuka_kembali_pada");
        let since = |field: &str| values.day(field).is_some_and(|day| reopened.is_none_or(|again| day > again));
        if since("selesai_pada") {
            Self::Selesai
        } else if since("ditutup_pada") {
            Self::Ditutup
        } else if since("dilimpahkan_pada") {
            Self::Dilimpahkan
        } else if values.day("diverifikasi_pada").is_some() || reopened.is_some() {
            Self::Diverifikasi
        } else {
            Self::Diterima
        }
    }
}
