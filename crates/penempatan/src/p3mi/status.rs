//! The states of a placement company in the register.

use kernel::Stage;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status. That a licence has run out is no state, since that depends on the day on which one looks: a clock and a
/// remark tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// In the register, and no licence is known.
    Terdaftar,
    /// With a licence.
    Berizin,
    /// The licence is suspended.
    Diskors,
    /// The licence was revoked.
    Dicabut,
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
            Self::Terdaftar => Stage::New,
            Self::Berizin | Self::Diskors => Stage::Running,
            Self::Dicabut => Stage::Dropped,
        }
    }

    /// The state that the fields say.
    #[must_use]
    pub fn of(licensed: bool, suspended: bool, revoked: bool) -> Self {
        match () {
            () if revoked => Self::Dicabut,
            () if suspended => Self::Diskors,
            () if licensed => Self::Berizin,
            () => Self::Terdaftar,
        }
    }
}
