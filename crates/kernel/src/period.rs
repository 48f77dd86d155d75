//! Days, quarters and years of the office: always in Asia/Jakarta (WIB), whatever the host's time zone.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Jakarta;
use serde::{Deserialize, Serialize};

/// A calendar day in WIB.
pub type Day = NaiveDate;

/// The WIB day on which an instant falls.
#[must_use]
pub fn day_of(at: DateTime<Utc>) -> Day {
    at.with_timezone(&Jakarta).date_naive()
}

/// A day as people write it: 31/12/2025.
#[must_use]
pub fn written(day: Day) -> String {
    day.format("%d/%m/%Y").to_string()
}

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// The name of a month, 1 to 12; nothing for another number.
#[must_use]
pub fn month(number: u32) -> &'static str {
    usize::try_from(number).ok().and_then(|at| MONTHS.get(at.checked_sub(1)?)).copied().unwrap_or_default()
}

/// A day as letters and reports write it: `2 Juni 2025`.
#[must_use]
pub fn spelled(day: Day) -> String {
    format!("{} {} {}", day.day(), month(day.month()), day.year())
}

/// The instant at which a WIB day begins. Jakarta has no daylight saving time, so it is always exactly one.
#[must_use]
pub fn start_of(day: Day) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    Jakarta.from_local_datetime(&midnight).earliest().map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}

/// The instant at which a WIB day ends: the start of the next.
#[must_use]
pub fn end_of(day: Day) -> DateTime<Utc> {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// A half-open interval of WIB days: `from` is in it, `until` is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The day after the last.
    pub until: Day,
}

impl Period {
    /// The calendar year. A year that chrono cannot represent becomes 1970.
    #[must_use]
    pub fn year(year: i32) -> Self {
        let from = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        Self { from, until: from.checked_add_months(Months::new(12)).unwrap_or(from) }
    }

    /// A month of the calendar year, 1 to 12.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Self {
        let start = Self::year(year).from;
        let from = start.checked_add_months(Months::new(month.saturating_sub(1))).unwrap_or(start);
        Self { from, until: from.checked_add_months(Months::new(1)).unwrap_or(from) }
    }

    /// Whether the day lies in the interval.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day < self.until
    }

    /// The same interval, ending at the latest after `day`.
    #[must_use]
    pub fn cut_after(self, day: Day) -> Self {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        Self { until: self.until.min(next), ..self }
    }
}

/// A quarter (triwulan, TW) of the calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Triwulan {
    /// January to March.
    Tw1,
    /// April to June.
    Tw2,
    /// July to September.
    Tw3,
    /// October to December.
    Tw4,
}

impl Triwulan {
    /// The four quarters in order.
    pub const ALL: [Self; 4] = [Self::Tw1, Self::Tw2, Self::Tw3, Self::Tw4];

    /// 0 to 3.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// As the office writes it: TW1 … TW4.
    #[must_use]
    pub fn label(self) -> &'static str {
        ["TW1", "TW2", "TW3", "TW4"].get(self.index()).copied().unwrap_or_default()
    }

    /// The quarter in which a day lies.
    #[must_use]
    pub fn of(day: Day) -> Self {
        match day.month0() / 3 {
            0 => Self::Tw1,
            1 => Self::Tw2,
            2 => Self::Tw3,
            _ => Self::Tw4,
        }
    }

    /// The days of the quarter in a year.
    #[must_use]
    pub fn period(self, year: i32) -> Period {
        let start = Period::year(year).from;
        let months = u32::try_from(self.index()).unwrap_or_default() * 3;
        let from = start.checked_add_months(Months::new(months)).unwrap_or(start);
        Period { from, until: from.checked_add_months(Months::new(3)).unwrap_or(from) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quarter_ends_at_midnight_in_jakarta() {
        let last = Utc.with_ymd_and_hms(2025, 3, 31, 16, 59, 59).unwrap();
        let first = Utc.with_ymd_and_hms(2025, 3, 31, 17, 0, 0).unwrap();
        assert_eq!(Triwulan::of(day_of(last)), Triwulan::Tw1);
        assert_eq!(Triwulan::of(day_of(first)), Triwulan::Tw2);
        assert_eq!(end_of(day_of(last)), first);
    }

    #[test]
    fn twelve_months_are_the_year_without_gap_or_overlap() {
        let months: Vec<Period> = (1..=12).map(|month| Period::month(2024, month)).collect();
        assert_eq!((months[0].from, months[11].until), (Period::year(2024).from, Period::year(2024).until));
        assert!(months.windows(2).all(|pair| pair[0].until == pair[1].from));
    }

    #[test]
    fn four_quarters_are_the_year_without_gap_or_overlap() {
        for year in [2024, 2025, 2100] {
            let quarters = Triwulan::ALL.map(|q| q.period(year));
            assert_eq!(quarters[0].from, Period::year(year).from);
            assert_eq!(quarters[3].until, Period::year(year).until);
            for pair in quarters.windows(2) {
                assert_eq!(pair[0].until, pair[1].from);
            }
        }
    }
}
