//! What the office adds to the holidays and takes back while the program runs.

use chrono::{Datelike, NaiveDate};

use super::{Calendar, Holiday, HolidayKind};
use crate::period::Day;

/// Whether a day is 1 January, which every whole list has.
pub(super) fn opens(day: Day) -> bool {
    NaiveDate::from_ymd_opt(day.year(), 1, 1) == Some(day)
}

impl HolidayKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Nasional, Self::CutiBersama];

    /// The word that is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nasional => "nasional",
            Self::CutiBersama => "cuti_bersama",
        }
    }
}

impl Calendar {
    /// This calendar with what the office did to it, oldest first: a holiday on a day, or none any more.
    #[must_use]
    pub fn laid(&self, days: impl IntoIterator<Item = (Day, Option<Holiday>)>) -> Self {
        let mut laid = self.clone();
        for (day, holiday) in days {
            match holiday {
                Some(holiday) => {
                    laid.years.extend(opens(day).then(|| day.year()));
                    laid.holidays.insert(day, holiday);
                }
                None => {
                    laid.holidays.remove(&day);
                }
            }
        }
        laid
    }

    /// The holidays of a year, in their order.
    pub fn of_year(&self, year: i32) -> impl Iterator<Item = &Holiday> {
        self.holidays.values().filter(move |holiday| holiday.day.year() == year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Certainty;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn what_the_office_adds_and_takes_back_is_laid_over_what_is_shipped() {
        let shipped = Calendar::embedded().unwrap();
        let (added, taken) = (day("2025-06-11"), day("2025-06-09"));
        let holiday = Holiday {
            day: added,
            name: "Uji".to_owned(),
            kind: HolidayKind::Nasional,
            basis: "SKB Contoh".to_owned(),
            status: Certainty::Asumsi,
        };
        let laid = shipped.laid([(added, Some(holiday.clone())), (taken, None)]);
        assert!(!laid.is_working(added) && laid.is_working(taken) && !shipped.is_working(taken));
        assert_eq!(laid.of_year(2025).count(), shipped.of_year(2025).count());
        let undone = laid.laid([(added, None)]);
        assert!(undone.is_working(added), "the later entry stands");
        let first = Holiday { day: day("2031-01-01"), ..holiday };
        assert!(!shipped.holds(2031) && shipped.laid([(first.day, Some(first))]).holds(2031));
    }
}
