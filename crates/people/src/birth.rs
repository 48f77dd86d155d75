//! How days of birth stand to each other, with the slips that people make in them.

use chrono::Datelike;
use kernel::Day;

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
    let (left, right) = (digits(one), digits(other));
    let apart: Vec<usize> = (0..left.len()).filter(|at| left.get(*at) != right.get(*at)).collect();
    let turned = |a: usize, b: usize| b == a + 1 && left.get(a) == right.get(b) && left.get(b) == right.get(a);
    match apart.as_slice() {
        [_] => Dates::Digit,
        [a, b] if turned(*a, *b) => Dates::Digit,
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
