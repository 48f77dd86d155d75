//! How days of birth stand to each other, with the slips that people make in them.

use chrono::Datelike;
use kernel::Day;
use kernel::form::Values;

use crate::key;

/// How two birth dates stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    Same,
    /// The same 1 January, which also stands for a day that nobody knows.
    SameFirst,
    Swapped,
    Digit,
    /// The same year, and one of them 1 January.
    Year,
    Missing,
    Other,
}

/// What is known of a birth date: the year, and perhaps the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    year: i32,
    month: Option<u32>,
}

impl Part {
    /// Reads `1987` or `1987-11`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').map_or((text, None), |(year, month)| (year, Some(month)));
        Some(Self { year: year.parse().ok()?, month: month.and_then(|month| month.parse().ok()) })
    }

    /// What of a whole day can be compared; of 1 January only the year, since it also stands for a day that nobody knows.
    pub(crate) fn of(day: Day) -> Self {
        Self { year: day.year(), month: (!is_first(day)).then(|| day.month()) }
    }
}

/// How what is known of two birth dates stands to each other. A slip of one digit tells nothing either way.
pub(crate) fn parts(one: Option<Part>, other: Option<Part>) -> Dates {
    let (Some(one), Some(other)) = (one, other) else { return Dates::Missing };
    let months = one.month.zip(other.month);
    let text =
        |year: i32, month: Option<u32>| format!("{year:04}{}", month.map_or_else(String::new, |m| format!("{m:02}")));
    let left = text(one.year, months.map(|(month, _)| month)).into_bytes();
    let right = text(other.year, months.map(|(_, month)| month)).into_bytes();
    match apart(&left, &right) {
        Apart::Nothing => Dates::Year,
        Apart::Slip => Dates::Missing,
        Apart::More => Dates::Other,
    }
}

/// How far two rows of digits are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Apart {
    Nothing,
    /// One digit, or two that stand side by side and are exchanged.
    Slip,
    More,
}

fn apart(left: &[u8], right: &[u8]) -> Apart {
    let places: Vec<usize> = (0..left.len()).filter(|at| left.get(*at) != right.get(*at)).collect();
    let turned = |a: usize, b: usize| b == a + 1 && left.get(a) == right.get(b) && left.get(b) == right.get(a);
    match places.as_slice() {
        [] => Apart::Nothing,
        [_] => Apart::Slip,
        [a, b] if turned(*a, *b) => Apart::Slip,
        _ => Apart::More,
    }
}

/// The earliest day that a row says somebody was born on: the day, or the first of the month or year that is known.
#[must_use]
pub fn earliest(row: &Values) -> Option<Day> {
    let part = || Part::read(&row.get(key::LAHIR_SEBAGIAN)?);
    let first = |part: Part| Day::from_ymd_opt(part.year, part.month.unwrap_or(1), 1);
    row.get(key::TANGGAL_LAHIR).or_else(|| part().and_then(first))
}

fn digits(day: Day) -> Vec<u8> {
    day.format("%Y%m%d").to_string().into_bytes()
}

fn is_first(day: Day) -> bool {
    day.ordinal() == 1
}

/// How one day of birth stands to another.
pub(crate) fn dates(one: Option<Day>, other: Option<Day>) -> Dates {
    let (Some(one), Some(other)) = (one, other) else { return Dates::Missing };
    if one == other {
        return if is_first(one) { Dates::SameFirst } else { Dates::Same };
    }
    // Where nobody knows the day, its digits tell nothing of a slip.
    if is_first(one) && is_first(other) {
        return Dates::Other;
    }
    if one.year() == other.year() && one.day() == other.month() && one.month() == other.day() {
        return Dates::Swapped;
    }
    match apart(&digits(one), &digits(other)) {
        Apart::Slip => Dates::Digit,
        _ if one.year() == other.year() && (is_first(one) || is_first(other)) => Dates::Year,
        _ => Dates::Other,
    }
}

/// The days that [`judge`] takes for nearly the same as one: another digit, two turned round, day for month, and 1 January.
#[must_use]
pub fn near(day: Day) -> Vec<Day> {
    let read = |text: &[u8]| {
        let text = std::str::from_utf8(text).ok()?;
        Day::parse_from_str(text, "%Y%m%d").ok().filter(|day| (1900..2100).contains(&day.year()))
    };
    let plain = digits(day);
    let mut days = vec![day];
    for at in 0..plain.len() {
        for digit in b'0'..=b'9' {
            let mut other = plain.clone();
            if let Some(place) = other.get_mut(at) {
                *place = digit;
            }
            days.extend(read(&other));
        }
        if at + 1 < plain.len() {
            let mut other = plain.clone();
            other.swap(at, at + 1);
            days.extend(read(&other));
        }
    }
    days.extend(Day::from_ymd_opt(day.year(), day.day(), day.month()));
    days.extend(Day::from_ymd_opt(day.year(), 1, 1));
    days.retain(|other| *other == day || !(is_first(day) && is_first(*other)));
    days.sort_unstable();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::{Dates, dates, near};

    fn day(text: &str) -> Option<kernel::Day> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[test]
    fn days_that_are_nearly_the_same_are_told_from_others_and_are_sought() {
        for (one, other, expected) in [
            ("1990-03-17", "1990-03-17", Dates::Same),
            ("1990-01-01", "1990-01-01", Dates::SameFirst),
            ("1990-03-04", "1990-04-03", Dates::Swapped),
            ("1990-03-17", "1980-03-17", Dates::Digit),
            ("1968-03-17", "1986-03-17", Dates::Digit),
            ("1990-03-17", "1990-01-01", Dates::Year),
            ("1990-03-17", "1991-03-18", Dates::Other),
            ("1990-01-01", "1980-01-01", Dates::Other),
            ("1990-03-17", "", Dates::Missing),
        ] {
            assert_eq!(dates(day(one), day(other)), expected, "{one} {other}");
            let sought = day(other).is_some_and(|other| near(day(one).unwrap()).contains(&other));
            assert_eq!(sought, !matches!(expected, Dates::Other | Dates::Missing), "{one} {other}");
        }
        assert!(near(day("2000-12-31").unwrap()).len() < 80);
    }
}
