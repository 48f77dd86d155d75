//! The lines at the foot of a passport or visa (ICAO 9303): TD3 with two lines of 44 signs, MRV-A of 44, MRV-B of 36. What its check digit
//! does not confirm is not taken. The desk reads them by the same rules (`bandara/assets/meja/mrz.js`).

use chrono::Datelike;
use kernel::Day;
use kernel::FieldError;
use kernel::form::Form;

use crate::key;

/// What a passport or visa says.
#[derive(Debug, PartialEq, Eq)]
pub struct Read {
    /// The fields of the person, as they are typed.
    pub form: Form,
    /// What its check digits do not confirm, each at its field where it has one.
    pub wrong: Vec<FieldError>,
    /// The nationality, by its three letters.
    pub nationality: String,
    /// Whether it is a visa, whose number may be its own.
    pub visa: bool,
    /// Whether the name may go on where the line ends.
    pub cut: bool,
}

/// Reads both lines, with or without a break between them; nothing where the text is none. Years of birth lie in the hundred years before
/// `today`.
#[must_use]
pub fn read(text: &str, today: Day) -> Option<Read> {
    let (first, second) = lines(text)?;
    let visa = first.starts_with('V');
    let mut form = Form::from([(key::NAMA.name.to_owned(), named(part(&first, 5, first.len())))]);
    let mut wrong = Vec::new();
    let number = part(&second, 0, 9);
    if fits(number, part(&second, 9, 10)) {
        form.insert(key::NOMOR_DOKUMEN.name.to_owned(), number.replace('<', ""));
        form.extend((!visa).then(|| (key::JENIS_DOKUMEN.name.to_owned(), "paspor".to_owned())));
    } else {
        wrong.push(differs(key::NOMOR_DOKUMEN.name, "nomor dokumen"));
    }
    let birth = part(&second, 13, 19);
    if fits(birth, part(&second, 19, 20)) {
        form.extend(born(birth, today).map(|born| (key::TANGGAL_LAHIR.name.to_owned(), born)));
    } else {
        wrong.push(differs(key::TANGGAL_LAHIR.name, "tanggal lahir"));
    }
    let sex = match part(&second, 20, 21) {
        "M" => Some("L"),
        "F" => Some("P"),
        _ => None,
    };
    form.extend(sex.map(|sex| (key::JENIS_KELAMIN.name.to_owned(), sex.to_owned())));
    if !fits(part(&second, 21, 27), part(&second, 27, 28)) {
        wrong.push(differs(LINES, "masa berlaku"));
    }
    if !visa && wrong.is_empty() && !whole(&second) {
        wrong.push(differs(LINES, "baris kedua"));
    }
    form.retain(|_, text| !text.is_empty());
    let nationality = part(&second, 10, 13).replace('<', "");
    Some(Read { form, wrong, nationality, visa, cut: !first.ends_with('<') })
}

/// The field in which the lines are pasted.
pub const LINES: &str = "mrz";

fn differs(field: &str, what: &str) -> FieldError {
    FieldError::new(field, format!("Angka pemeriksa {what} tidak cocok. Ketik dari dokumennya."))
}

/// The two lines of a text.
fn lines(text: &str) -> Option<(String, String)> {
    let plain: String = text.to_uppercase().chars().filter(|sign| !sign.is_whitespace()).collect();
    let known = |sign: char| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '<';
    if !plain.chars().all(known) || !matches!(plain.len(), 72 | 88) {
        return None;
    }
    let (first, second) = plain.split_at(plain.len() / 2);
    let begins = first.starts_with(['P', 'V']) && !first.bytes().any(|sign| sign.is_ascii_digit());
    (begins && (first.len() == 44 || first.starts_with('V'))).then(|| (first.to_owned(), second.to_owned()))
}

fn part(line: &str, from: usize, to: usize) -> &str {
    line.get(from..to).unwrap_or_default()
}

/// What a sign counts in a check digit.
fn worth(sign: char) -> u32 {
    sign.to_digit(36).unwrap_or_default()
}

/// Whether a check digit is that of a text: its signs weighed 7, 3 and 1 in turn. Of an empty text it may be left out.
fn fits(text: &str, digit: &str) -> bool {
    let sum: u32 = text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(sign, weight)| worth(sign) * weight).sum();
    (sum % 10).to_string() == digit || (digit == "<" && text.chars().all(|sign| sign == '<'))
}

/// Whether the last two digits of a passport fit, of which the last is that of the whole line.
fn whole(second: &str) -> bool {
    let all = [part(second, 0, 10), part(second, 13, 20), part(second, 21, 43)].concat();
    fits(part(second, 28, 42), part(second, 42, 43)) && fits(&all, part(second, 43, 44))
}

/// A name as people write it: given names first.
fn named(field: &str) -> String {
    let (surname, given) = field.split_once("<<").unwrap_or((field, ""));
    let word = |word: &str| {
        let (head, rest) = word.split_at_checked(1)?;
        Some([head, &rest.to_lowercase()].concat())
    };
    let given = given.split("<<").next().unwrap_or_default();
    given.split('<').chain(surname.split('<')).filter_map(word).collect::<Vec<_>>().join(" ")
}

/// A day of birth as people write it; of one that is known only in part, the month or the year.
fn born(text: &str, today: Day) -> Option<String> {
    let number = |from: usize| part(text, from, from + 2).parse::<u32>().ok();
    let year = i32::try_from(number(0)?).ok()? + 2000;
    let year = if year > today.year() { year - 100 } else { year };
    let more = [number(4), number(2)].into_iter().flatten().filter(|part| *part > 0).map(|part| format!("{part:02}/"));
    Some([more.collect::<String>(), year.to_string()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of ICAO 9303, parts 4 and 7.
    const PASSPORT: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    const VISA_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
    const VISA_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<L8988901C4XXX4009078F9612109<<<<<<<<";

    fn today() -> Day {
        Day::from_ymd_opt(2026, 1, 5).unwrap()
    }

    fn said(read: &Read, key: &str) -> String {
        read.form.get(key).cloned().unwrap_or_default()
    }

    #[test]
    fn a_passport_fills_in_its_person() {
        let read = read(PASSPORT, today()).unwrap();
        assert_eq!((read.wrong.len(), read.nationality.as_str(), read.visa, read.cut), (0, "UTO", false, false));
        for (key, text) in [
            ("nama", "Anna Maria Eriksson"),
            ("nomor_dokumen", "L898902C3"),
            ("jenis_dokumen", "paspor"),
            ("tanggal_lahir", "12/08/1974"),
            ("jenis_kelamin", "P"),
        ] {
            assert_eq!(said(&read, key), text, "{key}");
        }
    }

    #[test]
    fn a_visa_of_either_size_is_read_and_its_number_is_no_passports() {
        for text in [VISA_A, VISA_B] {
            let read = read(text, today()).unwrap();
            assert!(read.wrong.is_empty() && read.visa, "{read:?}");
            assert_eq!(
                (said(&read, "tanggal_lahir"), said(&read, "jenis_dokumen")),
                ("07/09/1940".to_owned(), String::new())
            );
        }
    }

    #[test]
    fn a_single_name_and_a_birth_date_known_in_part_are_read() {
        let text = PASSPORT.replace("ERIKSSON<<ANNA<MARIA", "SITI<<<<<<<<<<<<<<<<");
        assert_eq!(said(&read(&text, today()).unwrap(), "nama"), "Siti");
        assert_eq!(born("74<<<<", today()).as_deref(), Some("1974"));
        assert_eq!(born("7408<<", today()).as_deref(), Some("08/1974"));
        assert_eq!(born("260105", today()).as_deref(), Some("05/01/2026"));
        assert_eq!(born("<<<<<<", today()), None);
    }

    #[test]
    fn every_single_slip_in_what_is_checked_is_found() {
        let at = PASSPORT.find('\n').unwrap() + 1;
        for place in (0..10).chain(13..20).chain(21..28) {
            for sign in "0123456789".chars() {
                let mut text = PASSPORT.to_owned();
                let own = text[at + place..].chars().next().unwrap();
                // Signs that differ by ten weigh the same: no check digit tells them apart.
                if worth(own) % 10 == worth(sign) % 10 {
                    continue;
                }
                text.replace_range(at + place..=at + place, &sign.to_string());
                let read = read(&text, today()).unwrap();
                assert!(!read.wrong.is_empty(), "{place} {sign}");
                let field = match place {
                    0..10 => "nomor_dokumen",
                    13..20 => "tanggal_lahir",
                    _ => LINES,
                };
                assert_eq!(read.wrong[0].field, field, "{place} {sign}");
                assert_eq!(said(&read, field), "", "what is not confirmed is not taken");
            }
        }
    }

    #[test]
    fn no_other_text_is_taken_for_a_passport() {
        for text in ["", "Siti Contoh", &PASSPORT[..60], &PASSPORT.replace('P', "X"), &PASSPORT.replace('<', "é")] {
            assert_eq!(read(text, today()), None, "{text}");
        }
    }
}
