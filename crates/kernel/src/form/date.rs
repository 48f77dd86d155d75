//! Days as people write them here.

use crate::period::Day;

const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "peb", "pebruari", "february"],
    &["maret", "mar", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "agt", "ags", "agust", "agts", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct", "october"],
    &["november", "nov", "nop", "nopember"],
    &["desember", "des", "dec", "december"],
];

/// Reads a day: `2025-12-31`, `31/12/2025`, `31-12-2025`, `31.12.2025`, `31 Desember 2025`, `31-Des-2025`; a time of day after
/// it is ignored. None for anything else and for days that do not exist.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    let lower = text.trim().to_lowercase();
    if !lower.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = lower.split(['-', '/', '.', ' ', 't']).filter(|p| !p.is_empty()).collect();
    // "t" separates day and time in an ISO instant, but also occurs in Maret, Oktober and Agustus.
    if lower.chars().any(char::is_alphabetic) && !is_iso_instant(&lower) {
        let words: Vec<&str> = lower.split(['-', '/', '.', ' ']).filter(|p| !p.is_empty()).collect();
        let [day, month, year, ..] = words.as_slice() else { return None };
        let month = MONTHS.iter().position(|names| names.contains(month))?;
        return build(year, u32::try_from(month).ok()? + 1, day);
    }
    let [a, b, c, ..] = parts.as_slice() else { return None };
    if a.len() == 4 { build(a, b.parse().ok()?, c) } else { build(c, b.parse().ok()?, a) }
}

fn is_iso_instant(lower: &str) -> bool {
    lower.get(10..11) == Some("t") && lower.get(..10).is_some_and(|d| !d.chars().any(char::is_alphabetic))
}

fn build(year: &str, month: u32, day: &str) -> Option<Day> {
    if year.len() != 4 {
        return None;
    }
    Day::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
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
        for text in
            ["31/02/2025", "2025-02-31", "31 Februari 2025", "12/25", "besok", "01/02/25", "", "45992", "-1/-1/2025"]
        {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
