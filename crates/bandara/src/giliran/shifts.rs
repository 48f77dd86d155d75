//! The shifts of the airport desk (`config/referensi/giliran.toml`): which hours of a day and night belong to which.

use std::path::Path;

use chrono::{DateTime, Days, NaiveTime, Utc};
use chrono_tz::Asia::Jakarta;
use serde::Deserialize;

use kernel::{Day, Result, laid};

/// A shift.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Its code.
    #[serde(rename = "kode")]
    pub code: String,
    /// Its name.
    #[serde(rename = "nama")]
    pub name: String,
    /// The hour at which it begins, `HH:MM` in WIB.
    #[serde(rename = "dari")]
    pub from: String,
    /// The hour at which it ends; that minute belongs to the next.
    #[serde(rename = "sampai")]
    pub until: String,
}

impl Shift {
    /// Whether it goes on after midnight.
    #[must_use]
    pub fn crosses_midnight(&self) -> bool {
        self.until <= self.from
    }

    /// Whether an hour (`HH:MM`) lies in it, on whatever day.
    #[must_use]
    pub fn holds(&self, hour: &str) -> bool {
        let (after, before) = (hour >= self.from.as_str(), hour < self.until.as_str());
        if self.crosses_midnight() { after || before } else { after && before }
    }

    /// The day on which the shift began to which an hour of a day belongs.
    #[must_use]
    pub fn began(&self, day: Day, hour: &str) -> Day {
        let yesterday = self.crosses_midnight() && hour < self.until.as_str();
        day.checked_sub_days(Days::new(yesterday.into())).unwrap_or(day)
    }
}

/// All shifts of a day and night, each beginning where the one before ends.
#[derive(Clone, Debug, Default)]
pub struct Shifts(Vec<Shift>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftFile {
    giliran: Vec<Shift>,
}

impl Shifts {
    /// Reads shifts from TOML; `name` is how a refusal calls the file.
    ///
    /// # Errors
    /// [`crate::Problem::Malformed`] with file, place and what is wrong.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        Self::of(name, laid::parsed(name, text)?)
    }

    fn of(name: &str, ShiftFile { giliran: shifts }: ShiftFile) -> Result<Self> {
        for (at, shift) in shifts.iter().enumerate() {
            let Shift { code, from, until, .. } = shift;
            let is_hour = |text: &str| text.len() == 5 && NaiveTime::parse_from_str(text, "%H:%M").is_ok();
            if code.is_empty() || !code.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                return Err(laid::refused(name, &format_args!("kode \"{code}\": pakai huruf kecil dan garis bawah.")));
            }
            if !is_hour(from) || !is_hour(until) {
                return Err(laid::refused(name, &format_args!("{code}: tulis jam seperti 07:00.")));
            }
            if shifts.iter().take(at).any(|other| other.code == *code) {
                return Err(laid::refused(name, &format_args!("{code} tertulis dua kali.")));
            }
            if shifts.get((at + 1) % shifts.len()).is_some_and(|next| next.from != *until) {
                return Err(laid::refused(name, &format_args!("{code}: giliran berikutnya harus mulai {until}.")));
            }
        }
        if shifts.iter().filter(|shift| shift.crosses_midnight()).count() != 1 {
            return Err(laid::refused(name, &"semua giliran bersama-sama harus tepat sehari semalam."));
        }
        Ok(Self(shifts))
    }

    /// The shifts shipped with the program.
    ///
    /// # Errors
    /// As [`Shifts::parse`]; a test keeps that from happening.
    pub fn embedded() -> Result<Self> {
        Self::parse("config/referensi/giliran.toml", include_str!("../../../../config/referensi/giliran.toml"))
    }

    /// The shifts shipped with the program, or those of `giliran.toml` in a folder.
    ///
    /// # Errors
    /// As [`Shifts::parse`].
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        match laid::read(folder, "giliran.toml")? {
            Some((name, file)) => Self::of(&name, file),
            None => Self::embedded(),
        }
    }

    /// All, in the order of the day.
    #[must_use]
    pub fn all(&self) -> &[Shift] {
        &self.0
    }

    /// The shift of a code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Shift> {
        self.0.iter().find(|shift| shift.code == code)
    }

    /// The shift of an instant, and the day on which it began.
    #[must_use]
    pub fn at(&self, at: DateTime<Utc>) -> Option<(Day, &Shift)> {
        let local = at.with_timezone(&Jakarta);
        let hour = local.format("%H:%M").to_string();
        let shift = self.0.iter().find(|shift| shift.holds(&hour))?;
        Some((shift.began(local.date_naive(), &hour), shift))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::period::start_of;

    #[test]
    fn every_minute_belongs_to_one_shift() {
        let shifts = Shifts::embedded().unwrap();
        for minute in 0..24 * 60 {
            let hour = format!("{:02}:{:02}", minute / 60, minute % 60);
            assert_eq!(shifts.all().iter().filter(|shift| shift.holds(&hour)).count(), 1, "{hour}");
        }
    }

    #[test]
    fn the_night_belongs_to_the_day_on_which_it_began() {
        let shifts = Shifts::embedded().unwrap();
        let day: Day = "2025-07-02".parse().unwrap();
        for (minutes, code, began) in [
            (0, "malam", "2025-07-01"),
            (6 * 60 + 59, "malam", "2025-07-01"),
            (7 * 60, "pagi", "2025-07-02"),
            (15 * 60, "siang", "2025-07-02"),
            (23 * 60, "malam", "2025-07-02"),
        ] {
            let (of, shift) = shifts.at(start_of(day) + chrono::TimeDelta::minutes(minutes)).unwrap();
            assert_eq!((of.to_string().as_str(), shift.code.as_str()), (began, code), "{minutes}");
        }
    }

    #[test]
    fn shifts_that_leave_a_gap_or_overlap_are_refused_with_the_place() {
        let file = |rows: &[(&str, &str, &str)]| -> String {
            let row = |(code, from, until): &(&str, &str, &str)| {
                format!("[[giliran]]\nkode = \"{code}\"\nnama = \"Uji\"\ndari = \"{from}\"\nsampai = \"{until}\"\n")
            };
            if rows.is_empty() { "giliran = []".to_owned() } else { rows.iter().map(row).collect() }
        };
        let outcome = |rows: &[(&str, &str, &str)]| Shifts::parse("uji.toml", &file(rows)).map_err(|e| e.to_string());
        assert_eq!(outcome(&[("satu", "06:00", "18:00"), ("dua", "18:00", "06:00")]).unwrap().all().len(), 2);
        assert!(outcome(&[("satu", "06:00", "06:00")]).is_ok());
        for (rows, words) in [
            (vec![("satu", "06:00", "17:00"), ("dua", "18:00", "06:00")], "harus mulai 17:00"),
            (vec![("satu", "06:00", "18:00"), ("satu", "18:00", "06:00")], "dua kali"),
            (vec![("satu", "6", "18:00"), ("dua", "18:00", "6")], "07:00"),
            (vec![("satu", "06:00", "05:00"), ("dua", "05:00", "06:00")], ""),
            (vec![("satu", "22:00", "06:00"), ("dua", "06:00", "05:00"), ("tiga", "05:00", "22:00")], "sehari semalam"),
            (vec![], "sehari semalam"),
        ] {
            match outcome(&rows) {
                Err(error) => assert!(error.contains(words) && error.contains("uji.toml"), "{error}"),
                Ok(_) => assert!(words.is_empty(), "{rows:?}"),
            }
        }
    }
}
