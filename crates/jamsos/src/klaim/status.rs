//! The states of a claim.

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
    /// Filed.
    Diajukan,
    /// Passed to the centre.
    Dilimpahkan,
    /// Paid.
    Dibayar,
    /// Refused.
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
            Self::Diajukan => Stage::New,
            Self::Dilimpahkan => Stage::Running,
            Self::Dibayar => Stage::Done,
            Self::Ditolak => Stage::Dropped,
        }
    }
}

impl Status {
    /// The state that the days say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let stages = [
            (KEY.dibayar_pada, Self::Dibayar),
            (KEY.ditolak_pada, Self::Ditolak),
            (KEY.dilimpahkan_pada, Self::Dilimpahkan),
        ];
        stages.into_iter().find(|(field, _)| values.has(*field)).map_or(Self::Diajukan, |(_, status)| status)
    }
}
