//! Days of fields: which century two digits of a year mean, and what is known of a birth date that nobody knows in full.

use chrono::{Datelike, Days};

use super::date::{Said, said};
use super::{FieldKind, Value};
use crate::period::{Day, written};

/// Nobody lives longer.
const OLDEST: i32 = 115;
/// Before this year no day of the work lies.
const WORK: i32 = 1970;
/// How many years ahead a deadline with two digits of its year may lie.
const AHEAD: i32 = 20;

/// Reads the day of a field. `today` decides what lies in the future and which century is meant.
///
/// # Errors
/// What is wrong and what to write instead.
pub(super) fn read(kind: FieldKind, text: &str, today: Day) -> Result<Value, String> {
    let Some(said) = said(text) else {
        return Err(unread(kind, text));
    };
    let said = if said.short { said.of(century(kind, said, today)?) } else { said };
    if !(1900..2200).contains(&said.year) {
        return Err("Tahun tidak masuk akal. Periksa tahunnya.".to_owned());
    }
    if said.day.is_none() {
        return part(kind, said, today);
    }
    let day =
        said.whole().ok_or("Bukan tanggal yang ada. Tulis misalnya 31/12/2025, 2025-12-31 atau 31 Desember 2025.")?;
    let here = format!("(hari ini {}). Periksa hari, bulan dan tahunnya.", written(today));
    let born = matches!(kind, FieldKind::Born | FieldKind::BornAbout);
    if (born && today.year() - said.year > OLDEST) || (!born && said.year < WORK) {
        return Err(format!(
            "Tahun {} tidak masuk akal di sini. Periksa tahunnya; bila tanggalnya tidak diketahui, kosongkan.",
            said.year
        ));
    }
    match kind {
        FieldKind::DayWithin(days) if day > today.checked_add_days(Days::new(days.into())).unwrap_or(today) => {
            return Err(format!("Tanggal ini lebih dari {days} hari lagi {here}"));
        }
        FieldKind::DayAhead | FieldKind::DayWithin(_) => {}
        _ if day > today => return Err(format!("Tanggal ini belum tiba {here}")),
        _ => {}
    }
    Ok(Value::Day(day))
}

/// What is wrong with a text that says no day.
fn unread(kind: FieldKind, text: &str) -> String {
    const ASKS: &str = "Tulis misalnya 31/12/2025, 2025-12-31 atau 31 Desember 2025.";
    if let Some(day) = serial(text) {
        return format!(
            "Ini nomor hari Excel untuk {}. Ubah format selnya menjadi tanggal, atau tulis tanggalnya.",
            written(day)
        );
    }
    let years = text.split(|one: char| !one.is_ascii_digit()).filter(|digits| digits.len() == 4).count();
    let lower = text.to_lowercase();
    if years > 1 || ["s.d", "s/d", " sampai ", " atau ", " sd "].iter().any(|word| lower.contains(word)) {
        return format!("Ini lebih dari satu tanggal. Tulis satu saja, yang lain di keterangan. {ASKS}");
    }
    let also = if kind == FieldKind::BornAbout { PART } else { "" };
    format!("Bukan tanggal yang ada. {ASKS}{also}")
}

/// The day that a spreadsheet stores as this number, if it is one of our time.
fn serial(text: &str) -> Option<Day> {
    let whole = text.split([',', '.']).next().unwrap_or_default();
    let number: u64 = whole.parse().ok().filter(|_| whole.len() == 5)?;
    let first = Day::from_ymd_opt(1899, 12, 30)?;
    (7_000..80_000).contains(&number).then(|| first.checked_add_days(Days::new(number)))?
}

const PART: &str = " Bila hanya tahunnya yang diketahui, tulis tahunnya saja, misalnya 1987.";

/// What was understood where a text leaves it open and it is plain nevertheless: two digits of a year.
pub(super) fn remark(text: &str, value: &Value) -> Option<String> {
    let note = text.split_once('(').is_some_and(|(_, note)| !note.trim_start().starts_with("hanya "));
    let short = said(text).is_some_and(|said| said.short);
    let read = match value {
        Value::Day(day) => written(*day),
        Value::Text(part) => shown(part),
        _ => return None,
    };
    if short {
        return Some(format!("Tahunnya dua angka; dibaca {read}. Bila bukan itu, tulis tahunnya dengan empat angka."));
    }
    note.then(|| format!("Dibaca {read}; yang di dalam kurung tidak dicatat."))
}

/// The year that two digits mean.
fn century(kind: FieldKind, said: Said, today: Day) -> Result<i32, String> {
    let (old, new) = (1900 + said.year, 2000 + said.year);
    let (month, day) = (said.month.unwrap_or(1), said.day.unwrap_or(1));
    // Of a month the first day decides, of 29 February in another year the day before.
    let first = Day::from_ymd_opt(new, month, day).or_else(|| Day::from_ymd_opt(new, month, 28)).unwrap_or(today);
    let come = first <= today;
    match kind {
        FieldKind::Born | FieldKind::BornAbout if !come => Ok(old),
        FieldKind::Born | FieldKind::BornAbout if today.year() - old > OLDEST => Ok(new),
        FieldKind::DayAhead | FieldKind::DayWithin(_) if (WORK..=today.year() + AHEAD).contains(&new) => Ok(new),
        FieldKind::Day if come => Ok(new),
        FieldKind::Day if old >= WORK => Ok(old),
        _ => {
            let example = said.of(new).whole().map_or_else(|| format!("11/{new}"), written);
            Err(format!(
                "Tahun {:02} bisa {old} atau {new}. Tulis tahunnya dengan empat angka, misalnya {example}.",
                said.year
            ))
        }
    }
}

/// A birth date of which only the month or the year is known: `1987-11`, `1987`.
fn part(kind: FieldKind, said: Said, today: Day) -> Result<Value, String> {
    if kind != FieldKind::BornAbout {
        return Err("Tulis tanggal lengkap dengan hari, bulan dan tahunnya, misalnya 31/12/2025.".to_owned());
    }
    if (said.year, said.month.unwrap_or(1)) > (today.year(), today.month()) {
        return Err(format!("Bulan ini belum tiba (hari ini {}). Periksa tahunnya.", written(today)));
    }
    Ok(Value::Text(said.month.map_or_else(|| said.year.to_string(), |month| format!("{}-{month:02}", said.year))))
}

/// A birth date that is known only in part, as people read it: `1987 (hanya tahun)`. Another text stays as it is.
#[must_use]
pub fn shown(part: &str) -> String {
    match said(part).filter(|said| !said.short && said.day.is_none()) {
        Some(Said { year, month: Some(month), .. }) => format!("{month:02}/{year} (hanya bulan dan tahun)"),
        Some(Said { year, .. }) => format!("{year} (hanya tahun)"),
        None => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn of(kind: FieldKind, text: &str) -> Result<String, String> {
        read(kind, text, day("2026-11-28")).map(|value| value.plain())
    }

    #[test]
    fn the_century_is_taken_where_it_is_plain_and_asked_where_not() {
        for (kind, text, expected) in [
            (FieldKind::Born, "12-Nov-87", "1987-11-12"),
            (FieldKind::Born, "12/11/87", "1987-11-12"),
            (FieldKind::Born, "12/11/05", "2005-11-12"),
            (FieldKind::Born, "29/11/26", "1926-11-29"),
            (FieldKind::BornAbout, "Nov-87", "1987-11"),
            (FieldKind::Day, "12/11/25", "2025-11-12"),
            (FieldKind::Day, "12/11/98", "1998-11-12"),
            (FieldKind::DayAhead, "12/11/30", "2030-11-12"),
            (FieldKind::DayWithin(30), "12/12/26", "2026-12-12"),
        ] {
            assert_eq!(of(kind, text).as_deref(), Ok(expected), "{text}");
        }
        for (kind, text, both) in [
            (FieldKind::Born, "12/11/24", ["1924", "2024"]),
            (FieldKind::Day, "12/11/31", ["1931", "2031"]),
            (FieldKind::DayAhead, "12/11/87", ["1987", "2087"]),
        ] {
            let refusal = of(kind, text).unwrap_err();
            assert!(both.iter().all(|year| refusal.contains(year)) && refusal.contains("empat angka"), "{refusal}");
        }
        assert!(of(FieldKind::Day, "29/11/26").is_err() && of(FieldKind::Born, "29/02/87").is_err());
        assert!(remark("12/11/87", &Value::Day(day("1987-11-12"))).is_some());
        assert_eq!(remark("12/11/1987", &Value::Day(day("1987-11-12"))), None);
        let note = remark("12/11/1987 (perkiraan)", &Value::Day(day("1987-11-12"))).unwrap();
        assert!(note.contains("12/11/1987") && note.contains("kurung"), "{note}");
    }

    #[test]
    fn what_is_no_day_is_told_by_what_it_is() {
        for (kind, text, told) in [
            (FieldKind::Day, "45973", "12/11/2025"),
            (FieldKind::BornAbout, "32093,5", "12/11/1987"),
            (FieldKind::Day, "12/11/2025 s.d. 14/11/2025", "lebih dari satu"),
            (FieldKind::Day, "12 s/d 14 Nov 2025", "lebih dari satu"),
            (FieldKind::Day, "01/01/1900", "tidak masuk akal"),
            (FieldKind::BornAbout, "01/01/1900", "tidak masuk akal"),
            (FieldKind::Born, "31/02/1987", "Bukan tanggal"),
        ] {
            let refusal = of(kind, text).unwrap_err();
            assert!(refusal.contains(told), "{text}: {refusal}");
        }
        assert_eq!(of(FieldKind::BornAbout, "31121912").as_deref(), Ok("1912-12-31"));
    }

    #[test]
    fn only_a_birth_date_may_be_known_in_part() {
        for (text, stored, read) in [
            ("1987", "1987", "1987 (hanya tahun)"),
            ("11/1987", "1987-11", "11/1987 (hanya bulan dan tahun)"),
            ("1987-00-00", "1987", "1987 (hanya tahun)"),
        ] {
            assert_eq!(of(FieldKind::BornAbout, text).as_deref(), Ok(stored));
            assert_eq!(shown(stored), read);
            assert_eq!(of(FieldKind::BornAbout, read).as_deref(), Ok(stored), "what is shown is read back");
            for kind in [FieldKind::Day, FieldKind::Born, FieldKind::DayAhead] {
                assert!(of(kind, text).unwrap_err().contains("lengkap"), "{text}");
            }
        }
        assert!(of(FieldKind::BornAbout, "12/2026").is_err() && of(FieldKind::BornAbout, "2027").is_err());
        assert_eq!(shown("1987-11-12"), "1987-11-12");
    }
}
