//! The states of a complaint. Selesai, ditutup and dilimpahkan are never mixed.

use kernel::form::{Key, Values};
use kernel::{Day, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::KEY;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Received.
    Diterima,
    /// Received, with documents missing.
    DokumenKurang,
    /// Verified.
    Diverifikasi,
    /// The one complained about was heard once.
    #[sea_orm(string_value = "klarifikasi_1")]
    #[strum(serialize = "klarifikasi_1")]
    Klarifikasi1,
    /// The one complained about was heard a second time.
    #[sea_orm(string_value = "klarifikasi_2")]
    #[strum(serialize = "klarifikasi_2")]
    Klarifikasi2,
    /// Both sides are brought together.
    Mediasi,
    /// Referred: somebody else has been asked to take it on.
    Dilimpahkan,
    /// Solved.
    Selesai,
    /// Closed unsolved, on a stated ground.
    Ditutup,
    /// Taken back by the one who complained.
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
            Self::Diterima => Stage::New,
            Self::Selesai => Stage::Done,
            Self::Ditutup | Self::Dicabut => Stage::Dropped,
            _ => Stage::Running,
        }
    }

    /// The state that the days say: the ending if there is one, else the furthest stage. Reopening takes the ending away,
    /// so an ending that is older than a reopening can only stand in records from before steps were kept.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        let reopened = values.get(KEY.dibuka_kembali_pada);
        let ended = |field| values.get(field).is_some_and(|day| reopened.is_none_or(|again| day >= again));
        match () {
            () if ended(KEY.dicabut_pada) => Self::Dicabut,
            () if ended(KEY.selesai_pada) => Self::Selesai,
            () if ended(KEY.ditutup_pada) => Self::Ditutup,
            () if ended(KEY.dilimpahkan_pada) => Self::Dilimpahkan,
            () => Self::furthest(|field| values.has(field)),
        }
    }

    /// The furthest stage that was reached, endings apart; `reached` says whether a day stands in a field.
    pub(super) fn furthest(reached: impl Fn(Key<Day>) -> bool) -> Self {
        let stages = [
            (KEY.mediasi_pada, Self::Mediasi),
            (KEY.klarifikasi_2_pada, Self::Klarifikasi2),
            (KEY.klarifikasi_1_pada, Self::Klarifikasi1),
            (KEY.diverifikasi_pada, Self::Diverifikasi),
            (KEY.dokumen_kurang_pada, Self::DokumenKurang),
        ];
        stages.into_iter().find(|(field, _)| reached(*field)).map_or(Self::Diterima, |(_, stage)| stage)
    }
}
