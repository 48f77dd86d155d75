//! Working days: Monday to Friday, without the national holidays and the days of cuti bersama.
//!
//! They are data (`config/referensi/libur.toml`), since three ministers announce them a year ahead and change them in between. An
//! office adds days to those that are shipped and takes days away, each by its name, or says that its list of a year is all of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike, Days, Months, Weekday};
use serde::Deserialize;

use crate::laid;
use crate::period::Day;
use crate::problem::Result;

mod laid_over;
use laid_over::opens;

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

/// A day that is declared a holiday elsewhere, and is a working day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Working {
    #[serde(rename = "tanggal")]
    day: Day,
    #[serde(rename = "dasar_hukum")]
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    /// Years of which `libur` is the whole list: nothing else is a holiday in them.
    #[serde(default, rename = "tahun_lengkap")]
    whole: BTreeSet<i32>,
    #[serde(default)]
    libur: Vec<Holiday>,
    #[serde(default, rename = "bukan_libur")]
    working: Vec<Working>,
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
        Self::default().with(name, laid::parsed(name, text)?)
    }

    /// This calendar with what a file says: its holidays added, its working days taken away.
    fn with(mut self, name: &str, file: HolidayFile) -> Result<Self> {
        let refused = |why: &dyn std::fmt::Display| Err(laid::refused(name, why));
        let mut own = BTreeMap::new();
        for holiday in file.libur {
            let day = holiday.day;
            if holiday.name.trim().is_empty() || holiday.basis.trim().is_empty() {
                return refused(&format_args!("{day}: isi nama dan dasar_hukum."));
            }
            if own.insert(day, holiday).is_some() {
                return refused(&format_args!("{day} tertulis dua kali. Hapus salah satunya."));
            }
        }
        if let Some(year) = file.whole.iter().find(|year| !own.keys().any(|day| day.year() == **year)) {
            return refused(&format_args!(
                "tahun_lengkap menyebut {year}, tetapi tidak ada libur {year}. Tulis daftarnya."
            ));
        }
        let working: BTreeSet<Day> = file.working.iter().map(|working| working.day).collect();
        if let Some((year, lacking)) = self.unsaid(&own, &working, &file.whole) {
            return refused(&format_args!(
                "daftar {year} memuat 1 Januari tetapi tidak memuat {lacking}. Bila itu seluruh libur {year}, tulis \
                 tahun_lengkap = [{year}] di baris pertama; bila hanya menambah, hapus 1 Januari."
            ));
        }
        self.holidays.retain(|day, _| !file.whole.contains(&day.year()));
        self.years.extend(own.keys().filter(|day| opens(**day)).map(Datelike::year).chain(file.whole));
        for Working { day, basis } in &file.working {
            if basis.trim().is_empty() {
                return refused(&format_args!("bukan_libur {day}: isi dasar_hukum."));
            }
            if own.contains_key(day) || self.holidays.remove(day).is_none() {
                let why = if own.contains_key(day) { "tertulis juga sebagai libur" } else { "memang bukan libur" };
                return refused(&format_args!("bukan_libur {day}: hari itu {why}. Hapus salah satunya."));
            }
        }
        self.holidays.extend(own);
        Ok(self)
    }

    /// A year of which a file seems to have the whole list, since its first day is in it, but neither says so nor has all days that
    /// are known; with the first of those. Whether the others were forgotten or are no holidays cannot be told.
    fn unsaid(
        &self,
        own: &BTreeMap<Day, Holiday>,
        working: &BTreeSet<Day>,
        whole: &BTreeSet<i32>,
    ) -> Option<(i32, Day)> {
        let mut listed = own.keys().filter(|day| opens(**day)).map(Datelike::year).filter(|year| !whole.contains(year));
        let lacks = |year: i32| {
            self.holidays.keys().find(|day| day.year() == year && !own.contains_key(*day) && !working.contains(*day))
        };
        listed.find_map(|year| lacks(year).map(|day| (year, *day)))
    }

    /// The calendar shipped with the program.
    ///
    /// # Errors
    /// As [`Calendar::parse`]; a test ensures that this does not happen.
    pub fn embedded() -> Result<Self> {
        Self::parse("config/referensi/libur.toml", include_str!("../../../config/referensi/libur.toml"))
    }

    /// The calendar shipped with the program, and what a `libur.toml` in `folder` adds and takes away. Of a day that both have the
    /// folder's entry stands; a year in its `tahun_lengkap` has the folder's days only.
    ///
    /// # Errors
    /// [`crate::Problem::Malformed`] with file, place and what is wrong.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let calendar = Self::embedded()?;
        match laid::read(folder, "libur.toml")? {
            Some((name, file)) => calendar.with(&name, file),
            None => Ok(calendar),
        }
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

    /// Whether there is a whole list for a year: one with its 1 January, or that is said to be whole. If not, days of it are
    /// unknown, and a page should say so.
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

    fn entry(day: &str) -> String {
        let rest = "nama = \"Uji\"\njenis = \"nasional\"\ndasar_hukum = \"Uji\"\nstatus = \"asumsi\"\n";
        format!("[[libur]]\ntanggal = \"{day}\"\n{rest}")
    }

    fn working(day: &str, basis: &str) -> String {
        format!("[[bukan_libur]]\ntanggal = \"{day}\"\ndasar_hukum = \"{basis}\"\n")
    }

    fn laid(text: &str) -> Result<Calendar> {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let no = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("lindung-libur-{}-{no}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("libur.toml"), text).unwrap();
        let calendar = Calendar::load(Some(&folder));
        std::fs::remove_dir_all(&folder).unwrap();
        calendar
    }

    /// The days of which two calendars say different things.
    fn differing(one: &Calendar, other: &Calendar) -> Vec<String> {
        let days = day("2024-12-01").iter_days().take_while(|d| d.year() < 2029);
        days.filter(|d| one.holiday(*d).is_some() != other.holiday(*d).is_some()).map(|d| d.to_string()).collect()
    }

    #[test]
    fn a_file_that_adds_one_holiday_adds_one_holiday() {
        let shipped = Calendar::embedded().unwrap();
        let calendar = laid(&entry("2026-02-02")).unwrap();
        assert_eq!(differing(&shipped, &calendar), ["2026-02-02"]);
        let span = |calendar: &Calendar| calendar.add(day("2026-01-30"), 2, Unit::Kerja).to_string();
        assert_eq!([span(&shipped), span(&calendar)], ["2026-02-03", "2026-02-04"]);
        // Lebaran of the same year still counts as eight days.
        assert_eq!(calendar.add(day("2026-03-17"), 1, Unit::Kerja), day("2026-03-25"));
        // Of a day that is shipped the office's words stand.
        let renamed = laid(&entry("2026-03-19")).unwrap();
        assert_eq!(
            (differing(&shipped, &renamed).len(), renamed.holiday(day("2026-03-19")).unwrap().name.as_str()),
            (0, "Uji")
        );
        // One day of a year that nobody listed does not make its list whole.
        let ahead = laid(&entry("2027-06-01")).unwrap();
        assert_eq!((differing(&shipped, &ahead).len(), ahead.holds(2027)), (1, false));
        assert!(laid(&entry("2027-01-01")).unwrap().holds(2027));
    }

    #[test]
    fn a_holiday_is_taken_away_by_its_day_and_a_year_by_its_whole_list() {
        let shipped = Calendar::embedded().unwrap();
        let calendar = laid(&working("2026-03-20", "SKB Contoh")).unwrap();
        assert_eq!(differing(&shipped, &calendar), ["2026-03-20"]);
        assert_eq!(calendar.add(day("2026-03-17"), 1, Unit::Kerja), day("2026-03-20"));
        let both = laid(&[entry("2026-02-02"), working("2026-03-20", "SKB Contoh")].concat()).unwrap();
        assert_eq!(differing(&shipped, &both), ["2026-02-02", "2026-03-20"]);
        let whole = laid(&["tahun_lengkap = [2026]\n", &entry("2026-01-01"), &entry("2026-02-02")].concat()).unwrap();
        assert!(!whole.is_working(day("2026-02-02")) && whole.is_working(day("2026-03-19")) && whole.holds(2026));
        assert!(!whole.is_working(day("2025-03-31")));
    }

    #[test]
    fn what_cannot_be_told_of_a_file_is_asked() {
        let refusal = |text: String| laid(&text).unwrap_err().to_string();
        let half = refusal([entry("2026-01-01"), entry("2026-02-02")].concat());
        assert!(
            half.contains("libur.toml") && half.contains("tahun_lengkap = [2026]") && half.contains("2026-01-16"),
            "{half}"
        );
        let empty = refusal(["tahun_lengkap = [2027]\n", &entry("2026-02-02")].concat());
        assert!(empty.contains("2027"), "{empty}");
        for (text, word) in [
            (working("2026-03-20", " "), "isi dasar_hukum"),
            (working("2026-02-03", "SKB Contoh"), "memang bukan libur"),
            ([entry("2026-02-02"), working("2026-02-02", "SKB Contoh")].concat(), "juga sebagai libur"),
        ] {
            assert!(refusal(text.clone()).contains(word), "{}", refusal(text));
        }
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
