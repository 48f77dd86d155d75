//! The states of a request for a passport recommendation.

use kernel::Stage;
use kernel::form::Values;
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

use super::entity::KEY;

/// The answer that no recommendation is needed, in `jawaban_rekomendasi_paspor`.
pub(super) const NOT_NEEDED: &str = "tidak_diperlukan";
/// The answer that one was issued.
pub(super) const ISSUED: &str = "diterbitkan";
/// The answer that none is given.
pub(super) const REFUSED: &str = "ditolak";

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Asked for, and not answered yet.
    Diminta,
    /// Told that none is needed.
    Dijelaskan,
    /// Issued.
    Diterbitkan,
    /// Refused.
    Ditolak,
    /// What became of it at the immigration office is known.
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
            Self::Diminta => Stage::New,
            Self::Dijelaskan | Self::Diterbitkan => Stage::Running,
            Self::Ditolak => Stage::Dropped,
            Self::Selesai => Stage::Done,
        }
    }

    /// The state that the fields say.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        Self::by(values.get(KEY.jawaban).as_deref(), values.has(KEY.hasil_pada))
    }

    /// The state by the answer, and whether the result is known.
    pub(super) fn by(answer: Option<&str>, ended: bool) -> Self {
        match (answer, ended) {
            (_, true) => Self::Selesai,
            (None, false) => Self::Diminta,
            (Some(ISSUED), false) => Self::Diterbitkan,
            (Some(REFUSED), false) => Self::Ditolak,
            (Some(_), false) => Self::Dijelaskan,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::reference::Reference;

    use super::*;

    #[test]
    fn the_answers_are_those_that_can_be_chosen() {
        let reference = Reference::embedded().unwrap();
        let known: Vec<&str> =
            reference.terms("jawaban_rekomendasi_paspor").iter().map(|term| term.code.as_str()).collect();
        assert_eq!(known, [NOT_NEEDED, ISSUED, REFUSED]);
    }

    #[test]
    fn the_answer_says_the_state_until_the_result_is_known() {
        for (answer, status) in [
            (None, Status::Diminta),
            (Some(NOT_NEEDED), Status::Dijelaskan),
            (Some(ISSUED), Status::Diterbitkan),
            (Some(REFUSED), Status::Ditolak),
        ] {
            assert_eq!(Status::by(answer, false), status);
            assert_eq!(Status::by(answer, true), Status::Selesai);
        }
    }
}
