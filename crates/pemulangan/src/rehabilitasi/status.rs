//! The states of a rehabilitation (Perban 6/2023 arts 13 to 16).

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
            (KEY.ditolak_pada, Self::Ditolak),
            (KEY.selesai_pada, Self::Selesai),
            (KEY.pelaporan_pada, Self::Pelaporan),
            (KEY.pemantauan_pada, Self::Pemantauan),
            (KEY.pelaksanaan_pada, Self::Pelaksanaan),
            (KEY.identifikasi_pada, Self::Identifikasi),
        ];
        stages.into_iter().find(|(field, _)| values.has(*field)).map_or(Self::Pendataan, |(_, status)| status)
    }
}
