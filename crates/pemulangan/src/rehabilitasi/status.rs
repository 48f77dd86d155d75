//! The states of a rehabilitation (Perban 6/2023 arts 13 to 16).

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// On the list.
    Pendataan,
    /// Needs assessed.
    Identifikasi,
    /// Under way.
    Pelaksanaan,
    /// Being looked after and evaluated.
    Pemantauan,
    /// Reported.
    Pelaporan,
    /// Done, with what followed.
    Selesai,
    /// Declined, in writing.
    Ditolak,
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
            Self::Pendataan => Stage::New,
            Self::Identifikasi | Self::Pelaksanaan | Self::Pemantauan | Self::Pelaporan => Stage::Running,
            Self::Selesai => Stage::Done,
            Self::Ditolak => Stage::Dropped,
        }
    }
}

impl Status {
    /// The state that the days say: the furthest stage reached.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stages = [
            ("ditolak_pada", Self::Ditolak),
            ("selesai_pada", Self::Selesai),
            ("pelaporan_pada", Self::Pelaporan),
            ("pemantauan_pada", Self::Pemantauan),
            ("pelaksanaan_pada", Self::Pelaksanaan),
            ("identifikasi_pada", Self::Identifikasi),
        ];
        stages.into_iter().find(|(field, _)| values.day(field).is_some()).map_or(Self::Pendataan, |(_, status)| status)
    }
}
