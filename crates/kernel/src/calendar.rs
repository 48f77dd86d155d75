//! Working days: Monday to Friday, without the national holidays and the days of cuti bersama.
//!
//! They are data (`config/referensi/libur.toml`), a list for each year, since three ministers announce them a year ahead and
//! change them in between.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike, Days, Months, Weekday};
use serde::Deserialize;

use crate::laid;
use crate::period::Day;
use crate::problem::Result;

/// How certain an entry of the reference data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Its source was read.
    Terverifikasi,
    /// It is assumed until the office confirms it.
    Asumsi,
}

/// Why a day is not a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A national holiday.
    Nasional,
    /// A day of collective leave next to a holiday.
    CutiBersama,
}

/// A day that is not a working day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day.
    #[serde(rename = "tanggal")]
    pub day: Day,
    /// Its name.
    #[serde(rename = "nama")]
    pub name: String,
    /// What it is.
    #[serde(rename = "jenis")]
    pub kind: HolidayKind,
    /// The joint decision that declares it.
    #[serde(rename = "dasar_hukum")]
    pub basis: String,
    /// How certain that is.
    pub status: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    libur: Vec<Holiday>,
}

/// The unit in which a span of time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Working days.
    Kerja,
    /// Calendar days.
    Kalender,
    /// Calendar months: ends on the same day of the month, or on the last day of a shorter month.
    Bulan,
}

impl Unit {
    /// As people read it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Kerja => "hari kerja",
            Self::Kalender => "hari",
            Self::Bulan => "bulan",
        }
    }
}

/// The calendar.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    holidays: BTreeMap<Day, Holiday>,
    years: BTreeSet<i32>,
}

/// The most units that a span may have. A longer span is cut to this, so that an error in the data cannot keep a process busy.
pub const LONGEST: u32 = 3_660;

impl Calendar {
    /// Reads a calendar from TOML; `name` is the file name shown in errors.
    ///
    /// # Errors
    /// [`crate::Problem::Malformed`] with file, place and what is wrong.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        Self::of(name, laid::parsed(name, text)?)
    }

    fn of(name: &str, file: HolidayFile) -> Result<Self> {
        let mut calendar = Self::default();
        for holiday in file.libur {
            let day = holiday.day;
            if holiday.name.trim().is_empty() || holiday.basis.trim().is_empty() {
                return Err(laid::refused(name, &format_args!("{day}: isi nama dan dasar_hukum.")));
            }
            calendar.years.insert(day.year());
            if calendar.holidays.insert(day, holiday).is_some() {
                return Err(laid::refused(name, &format_args!("{day} tertulis dua kali. Hapus salah satunya.")));
            }
        }
        Ok(calendar)
    }

    /// The calendar shipped with the program.
    ///
    /// # Errors
    /// As [`Calendar::parse`]; a test ensures that this does not happen.
    pub fn embedded() -> Result<Self> {
        Self::parse("config/referensi/libur.toml", include_str!("../../../config/referensi/libur.toml"))
    }

    /// The calendar shipped with the program. A `libur.toml` in `folder` replaces every year that it contains.
    ///
    /// # Errors
    /// [`crate::Problem::Malformed`] with file, place and what is wrong.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let mut calendar = Self::embedded()?;
        if let Some((name, file)) = laid::read(folder, "libur.toml")? {
            let own = Self::of(&name, file)?;
            calendar.holidays.retain(|day, _| !own.years.contains(&day.year()));
            calendar.holidays.extend(own.holidays);
            calendar.years.extend(own.years);
        }
        Ok(calendar)
    }

    /// The holiday or cuti bersama on a day, if there is one.
    #[must_use]
    pub fn holiday(&self, day: Day) -> Option<&Holiday> {
        self.holidays.get(&day)
    }

    /// Whether the office works on a day. In a year without data, it works every Monday to Friday.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains_key(&day)
    }

    /// Whether there is data for a year. If not, only weekends are known, and a page should say so.
    #[must_use]
    pub fn holds(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// The last day of a span of `count` units that begins with an event on `day`. The day of the event is not counted: one
    /// working day after a Friday is the Monday. A span in calendar days or months may end on a day that is not a working day.
    ///
    /// Two assumptions: the first day is not counted, and an end on a holiday is not moved. No rule of the ministry was found
    /// for either.
    #[must_use]
    pub fn add(&self, day: Day, count: u32, unit: Unit) -> Day {
        let count = count.min(LONGEST);
        match unit {
            Unit::Kalender => day.checked_add_days(Days::new(count.into())).unwrap_or(day),
            Unit::Bulan => day.checked_add_months(Months::new(count)).unwrap_or(day),
            Unit::Kerja => {
                day.iter_days().skip(1).filter(|d| self.is_working(*d)).take(count as usize).last().unwrap_or(day)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn after(start: &str, count: u32) -> String {
        Calendar::embedded().unwrap().add(day(start), count, Unit::Kerja).to_string()
    }

    #[test]
    fn the_numbers_of_days_are_those_that_were_announced() {
        let calendar = Calendar::embedded().unwrap();
        let count = |year, kind| calendar.holidays.values().filter(|h| h.day.year() == year && h.kind == kind).count();
        assert_eq!([count(2025, HolidayKind::Nasional), count(2025, HolidayKind::CutiBersama)], [17, 11]);
        assert_eq!([count(2026, HolidayKind::Nasional), count(2026, HolidayKind::CutiBersama)], [17, 8]);
        assert!(calendar.holds(2025) && calendar.holds(2026) && !calendar.holds(2027));
    }

    #[test]
    fn weekends_and_the_day_of_the_event_are_not_counted() {
        assert_eq!(after("2025-07-04", 1), "2025-07-07");
        assert_eq!(after("2025-07-05", 1), "2025-07-07");
        assert_eq!(after("2025-07-07", 5), "2025-07-14");
        assert_eq!(after("2025-07-07", 0), "2025-07-07");
    }

    /// Thursday 27 March 2025, then Nyepi and Lebaran with cuti bersama: the next working day is Tuesday 8 April.
    #[test]
    fn lebaran_of_2025_lasts_eleven_days() {
        assert_eq!(after("2025-03-26", 1), "2025-03-27");
        assert_eq!(after("2025-03-27", 1), "2025-04-08");
        assert_eq!(after("2025-03-27", 5), "2025-04-14");
        // Good Friday, 18 April, falls within fifteen days.
        assert_eq!(after("2025-03-27", 15), "2025-04-29");
    }

    /// Tuesday 17 March 2026, then Nyepi and Lebaran with cuti bersama: the next working day is Wednesday 25 March.
    #[test]
    fn lebaran_of_2026_lasts_seven_days() {
        assert_eq!(after("2026-03-16", 1), "2026-03-17");
        assert_eq!(after("2026-03-17", 1), "2026-03-25");
        assert_eq!(after("2026-03-17", 7), "2026-04-02");
        assert_eq!(after("2026-03-17", 8), "2026-04-06");
    }

    #[test]
    fn a_span_crosses_the_new_year() {
        // 25 and 26 December and 1 January are off.
        assert_eq!(after("2025-12-24", 1), "2025-12-29");
        assert_eq!(after("2025-12-24", 4), "2026-01-02");
        assert_eq!(after("2026-12-31", 1), "2027-01-01");
    }

    #[test]
    fn calendar_days_and_months_take_no_heed_of_holidays() {
        let calendar = Calendar::embedded().unwrap();
        assert_eq!(calendar.add(day("2025-03-01"), 30, Unit::Kalender), day("2025-03-31"));
        assert_eq!(calendar.add(day("2025-08-31"), 6, Unit::Bulan), day("2026-02-28"));
    }

    #[test]
    fn cuti_bersama_that_came_late_is_known() {
        let calendar = Calendar::embedded().unwrap();
        assert_eq!(calendar.holiday(day("2025-08-18")).unwrap().kind, HolidayKind::CutiBersama);
        assert!(!calendar.is_working(day("2025-08-18")) && calendar.is_working(day("2025-08-19")));
    }

    #[test]
    fn a_year_of_the_folder_takes_the_place_of_the_year_that_is_shipped() {
        let folder = std::env::temp_dir().join(format!("lindung-libur-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let own = "[[libur]]\ntanggal = \"2026-02-02\"\nnama = \"Uji\"\njenis = \"nasional\"\n\
            dasar_hukum = \"Uji\"\nstatus = \"asumsi\"\n";
        std::fs::write(folder.join("libur.toml"), own).unwrap();
        let calendar = Calendar::load(Some(&folder)).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(!calendar.is_working(day("2026-02-02")) && calendar.is_working(day("2026-03-19")));
        assert!(!calendar.is_working(day("2025-03-31")));
    }

    #[test]
    fn what_is_wrong_is_said_with_file_and_place() {
        let entry = |basis: &str, kind: &str| {
            format!(
                "[[libur]]\ntanggal = \"2026-02-02\"\nnama = \"Uji\"\njenis = \"{kind}\"\ndasar_hukum = \"{basis}\"\nstatus = \"asumsi\"\n"
            )
        };
        let refusal = |text: &str| Calendar::parse("uji.toml", text).unwrap_err().to_string();
        assert!(refusal(&entry(" ", "nasional")).contains("uji.toml tidak dapat dipakai: 2026-02-02"));
        assert!(refusal(&entry("SKB", "lokal")).contains("line 4"), "{}", refusal(&entry("SKB", "lokal")));
        assert!(refusal(&entry("SKB", "nasional").repeat(2)).contains("dua kali"));
    }
}
