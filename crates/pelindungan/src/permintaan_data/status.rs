//! The states of a request about somebody's data.

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::KEY;

/// The result that the request was met, in `hasil_permintaan_data`.
pub(super) const MET: &str = "dipenuhi";
/// The result that it was refused.
pub(super) const REFUSED: &str = "ditolak";

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Received, and nobody has begun.
    Diterima,
    /// Being worked on.
    Dikerjakan,
    /// Met and answered.
    Dijawab,
    /// Refused, with the reason.
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
            Self::Diterima => Stage::New,
            Self::Dikerjakan => Stage::Running,
            Self::Dijawab => Stage::Done,
            Self::Ditolak => Stage::Dropped,
        }
    }

    /// The state that the fields say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        match (values.get(KEY.hasil).as_deref(), values.has(KEY.dikerjakan_pada)) {
            (Some(REFUSED), _) => Self::Ditolak,
            (Some(_), _) => Self::Dijawab,
            (None, true) => Self::Dikerjakan,
            (None, false) => Self::Diterima,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::reference::Reference;

    use super::*;

    #[test]
    fn the_results_are_those_that_can_be_chosen() {
        let reference = Reference::embedded().unwrap();
        let known: Vec<&str> = reference.terms("hasil_permintaan_data").iter().map(|term| term.code.as_str()).collect();
        assert_eq!(known, [MET, REFUSED]);
    }

    #[test]
    fn the_result_says_the_state_before_the_day_on_which_work_began() {
        let day: kernel::Day = "2025-06-01".parse().unwrap();
        let none = Values::default();
        assert_eq!(Status::of(&none), Status::Diterima);
        let begun = none.with(KEY.dikerjakan_pada, Some(day));
        assert_eq!(Status::of(&begun), Status::Dikerjakan);
        assert_eq!(Status::of(&begun.clone().with(KEY.hasil, Some(MET.to_owned()))), Status::Dijawab);
        assert_eq!(Status::of(&begun.with(KEY.hasil, Some(REFUSED.to_owned()))), Status::Ditolak);
    }
}
