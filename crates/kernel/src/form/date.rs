//! Days as people write them here: the one place that reads them.

use chrono::Datelike;

use super::seen::straight;
use crate::period::Day;

const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "peb", "pebruari", "february"],
    &["maret", "mar", "march", "mrt"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "agt", "ags", "agust", "agts", "agus", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct", "october"],
    &["november", "nov", "nop", "nopember"],
    &["desember", "des", "dec", "december"],
];
/// Words that may stand before a day and say nothing more.
const BEFORE: [&str; 26] = [
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "jum'at",
    "sabtu",
    "minggu",
    "ahad",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "tgl",
    "tanggal",
    "hari",
];
/// Words that may stand before a year alone.
const YEAR: [&str; 4] = ["tahun", "thn", "th", "year"];

/// Months as letters and decrees number them.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
/// Words that may stand before or behind a time of day.
const CLOCK: [&str; 9] = ["pukul", "pkl", "jam", "wib", "wita", "wit", "am", "pm", "m"];

/// What a text says of a day: all of it, with two digits of the year, or only its month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// As written: 1987, or 87.
    pub year: i32,
    /// Whether the year has two digits only.
    pub short: bool,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

impl Said {
    /// The day, if all of it is said and it exists.
    pub(super) fn whole(self) -> Option<Day> {
        if self.short { None } else { Day::from_ymd_opt(self.year, self.month?, self.day?) }
    }

    /// The same in a year that is written in full.
    pub(super) fn of(self, year: i32) -> Self {
        Self { year, short: false, ..self }
    }
}

/// Reads a day: `2025-12-31`, `31/12/2025`, `31-12-2025`, `31.12.2025`, `31 Desember 2025`, `31-Des-2025`, `31/XII/2025`,
/// `Dec 31, 2025`, `31122025`; a weekday before it and a time of day after it are ignored. None for anything else, for two days, and
/// for days that do not exist.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    said(text)?.whole()
}

/// The same, also where the year has two digits: then the day nearest to another is meant.
#[must_use]
pub fn day_near(text: &str, near: Day) -> Option<Day> {
    let said = said(text)?;
    if !said.short {
        return said.whole();
    }
    let century = near.year().div_euclid(100) * 100;
    let all = [century - 100, century, century + 100].map(|century| said.of(century + said.year).whole());
    all.into_iter().flatten().min_by_key(|day| (*day - near).abs())
}

/// What a text says of a day. Of a day that does not exist something may be said.
pub(super) fn said(text: &str) -> Option<Said> {
    let lower = straight(text.trim()).to_lowercase();
    // A remark in brackets, such as "(hanya tahun)".
    let lower = lower.split('(').next().unwrap_or_default().trim();
    // "t" separates day and time in an ISO instant, but also occurs in Maret, Oktober and Agustus.
    let lower = if is_iso_instant(lower) { lower.get(..10)? } else { lower };
    let words: Vec<(&str, usize)> = words(lower).skip_while(|(word, _)| BEFORE.contains(word)).collect();
    if lower.starts_with(['-', '/', '.', ',']) {
        return None;
    }
    let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    if let [_, _, (_, end), ..] = words.as_slice()
        && !is_clock(lower.get(*end..).unwrap_or_default())
    {
        return None;
    }
    match all.as_slice() {
        [word, year] if YEAR.contains(word) => of_year(year),
        [digits] if digits.len() == 8 => joined(digits),
        [year] => of_year(year),
        [day, month, year, ..] if month_of(month).is_some() => build(year, month_of(month)?, day),
        [month, day, year, ..] if month_of(month).is_some() => build(year, month_of(month)?, day),
        [day, month, year, ..] if ROMAN.contains(month) => build(year, roman(month)?, day),
        [month, year] if month_of(month).is_some() => {
            let (year, short) = year_of(year)?;
            Some(Said { year, short, month: month_of(month), day: None })
        }
        [year, month] if year.len() == 4 => part(year, month),
        [month, year] if year.len() == 4 => part(year, month),
        [year, month, day, ..] if year.len() == 4 => build(year, number(month)?, day),
        [day, month, year, ..] => build(year, number(month)?, day),
        _ => None,
    }
}

/// The words of a text, each with the byte behind it.
fn words(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut end = 0;
    let words = text.split_inclusive(['-', '/', '.', ' ', ',']).map(move |part| {
        end += part.len();
        let word = part.trim_end_matches(['-', '/', '.', ' ', ',']);
        (word.trim_start_matches('\''), end - (part.len() - word.len()))
    });
    words.filter(|(word, _)| !word.is_empty())
}

/// Whether what stands behind a day is a time of day at most, so that nothing is lost with it.
fn is_clock(text: &str) -> bool {
    let mut numbers = 0;
    let plain = text.trim_start().trim_start_matches([',', '.']);
    // A second day is no time of day: 12/11/25-14/11/25.
    if plain.contains('/') || plain.starts_with('-') {
        return false;
    }
    plain.split([' ', ',', '.', ':', '+', '-']).filter(|word| !word.is_empty()).all(|word| {
        let word = word.trim_end_matches('z');
        let counts = word.len() < 7 && word.bytes().all(|one| one.is_ascii_digit());
        numbers += usize::from(counts && !word.is_empty());
        numbers < 7 && (word.is_empty() || CLOCK.contains(&word) || (counts && (numbers > 3 || word.len() < 3)))
    })
}

/// A day in eight digits without signs, the year first or last.
fn joined(digits: &str) -> Option<Said> {
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    let first = build(part(0..4), number(part(4..6))?, part(6..8));
    let last = || build(part(4..8), number(part(2..4))?, part(0..2));
    let real = |said: &Said| (1900..2200).contains(&said.year) && said.day.is_some() && said.whole().is_some();
    first.filter(real).or_else(|| last().filter(real))
}

fn roman(word: &str) -> Option<u32> {
    let at = ROMAN.iter().position(|month| *month == word)?;
    u32::try_from(at).ok().map(|at| at + 1)
}

fn is_iso_instant(lower: &str) -> bool {
    lower.get(10..11) == Some("t") && lower.get(..10).is_some_and(|d| !d.chars().any(char::is_alphabetic))
}

fn month_of(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at).ok().map(|at| at + 1)
}

fn number(digits: &str) -> Option<u32> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|one| one.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

fn year_of(digits: &str) -> Option<(i32, bool)> {
    let plain = digits.bytes().all(|one| one.is_ascii_digit()) && matches!(digits.len(), 2 | 4);
    digits.parse().ok().filter(|_| plain).map(|year| (year, digits.len() == 2))
}

/// A year alone, written in full.
fn of_year(digits: &str) -> Option<Said> {
    let (year, short) = year_of(digits)?;
    (!short && (1900..2200).contains(&year)).then_some(Said { year, short, month: None, day: None })
}

/// A month of a year; "00" is a month that nobody knows.
fn part(year: &str, month: &str) -> Option<Said> {
    let whole = of_year(year)?;
    match number(month)? {
        0 => Some(whole),
        month @ 1..=12 => Some(Said { month: Some(month), ..whole }),
        _ => None,
    }
}

fn build(year: &str, month: u32, day: &str) -> Option<Said> {
    let (written, short) = year_of(year)?;
    match (number(day)?, month) {
        (0, 0) => of_year(year),
        (0, 1..=12) => of_year(year).map(|whole| Said { month: Some(month), ..whole }),
        (day @ 1..=31, 1..=12) => Some(Said { year: written, short, month: Some(month), day: Some(day) }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_daily_work_are_read() {
        let last = Day::from_ymd_opt(2025, 8, 31).unwrap();
        for text in [
            "2025-08-31",
            "31/08/2025",
            "31-8-2025",
            "31.08.2025",
            "31 Agustus 2025",
            "31-agu-2025",
            "2025-08-31T10:00:00",
            "2025-08-31 00:00:00",
            " 31 AUG 2025 ",
            "31 Agust 2025",
            "Minggu, 31 Agustus 2025",
            "August 31, 2025",
            "31/08/2025, 10.00",
            "Tgl. 31-08-2025",
            "31/VIII/2025",
            "31-viii-2025",
            "31\u{2011}08\u{2011}2025",
            "31–08–2025",
            "31−08−2025",
            "31⁄08⁄2025",
            "31082025",
            "20250831",
            "Jum’at, 31-08-2025",
            "31/08/2025 pukul 10.20 WIB",
            "2025-08-31 10:20:00+07:00",
            "31/08/2025 10:20:15.123",
            "31 Agustus 2025 M",
        ] {
            assert_eq!(parse_day(text), Some(last), "{text}");
        }
        assert_eq!(parse_day("1 Maret 2025"), Day::from_ymd_opt(2025, 3, 1));
        assert_eq!(parse_day("2-Peb-2025"), Day::from_ymd_opt(2025, 2, 2));
        assert_eq!(parse_day("10 Nop 2025"), Day::from_ymd_opt(2025, 11, 10));
        assert_eq!(parse_day("5 Oktober 2025"), Day::from_ymd_opt(2025, 10, 5));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "31/02/2025",
            "2025-02-31",
            "31 Februari 2025",
            "12/25",
            "besok",
            "01/02/25",
            "",
            "45992",
            "-1/-1/2025",
            "1987",
            "11/1987",
            "00/00/1987",
            "+1/+1/2025",
            "001/1/2025",
            "12/XIII/2025",
            "31/II/2025",
            "12/11/2025 s.d. 14/11/2025",
            "12/11/2025 - 14/11/2025",
            "12/11/2025-14/11/2025",
            "12/11/25-14/11/25",
            "12/11/2025 atau 13/11/2025",
            "12-11-2025 13-11-2025",
            "12 Nov 2025 sore",
            "31022025",
            "12345678",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_said_only_in_part_is_known_as_that() {
        let of = |text: &str| said(text).map(|said| (said.year, said.short, said.month, said.day));
        for text in ["12/11/87", "12-Nov-87", "12 Nop '87", "Nov 12, 87", "12.11.87"] {
            assert_eq!(of(text), Some((87, true, Some(11), Some(12))), "{text}");
        }
        for text in ["1987", "tahun 1987", "Thn. 1987", "00/00/1987", "1987-00-00", "1987 (hanya tahun)"] {
            assert_eq!(of(text), Some((1987, false, None, None)), "{text}");
        }
        for text in ["11/1987", "1987-11", "November 1987", "Nop 1987", "00-11-1987", "11/1987 (hanya bulan dan tahun)"]
        {
            assert_eq!(of(text), Some((1987, false, Some(11), None)), "{text}");
        }
        assert_eq!(of("Nov-87"), Some((87, true, Some(11), None)));
        for text in ["87", "13/1987", "45992", "1875", "-1987", "lahir 1987"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn two_digits_of_a_year_mean_the_nearest() {
        let near = Day::from_ymd_opt(2025, 11, 30).unwrap();
        for (text, day) in [
            ("28/11/25", (2025, 11, 28)),
            ("1-Jan-87", (1987, 1, 1)),
            ("1/1/30", (2030, 1, 1)),
            ("1/1/1925", (1925, 1, 1)),
        ] {
            assert_eq!(day_near(text, near), Day::from_ymd_opt(day.0, day.1, day.2), "{text}");
        }
    }
}
