//! Turns typed text into values and reports all errors at once.

use std::collections::BTreeSet;

use super::identity::{SCIENTIFIC, nik, odd_nik, odd_passport, odd_phone, outside, passport, phone, scientific};
use super::name::{name, odd_name};
use super::seen::{ditto, failed, garbled, is_broken, seen, turns};
use super::shape::{LINK, LONG, OFFICER, YEARS};
use super::time::time;
use super::values::missing;
use super::{Field, FieldKind, Form, Value, Values, day, number};
use crate::period::Day;
use crate::problem::FieldError;
use crate::reference::Reference;

/// A form that was read without errors, with warnings that do not block it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The values.
    pub values: Values,
    /// Warnings, such as a NIK that looks odd.
    pub warnings: Vec<FieldError>,
}

/// Reads a form by its fields. `today` decides what lies in the future.
///
/// # Errors
/// Every field that is wrong, missing or unknown.
pub fn parse(fields: &[&Field], form: &Form, reference: &Reference, today: Day) -> Result<Parsed, Vec<FieldError>> {
    parse_as(fields, form, reference, today, |_| false)
}

/// Reads what is stored already, or is looked for among what is stored: words that may be used no more are read as well, and names stay
/// as they were typed.
///
/// # Errors
/// As [`parse`].
pub fn recall(fields: &[&Field], form: &Form, reference: &Reference, today: Day) -> Result<Parsed, Vec<FieldError>> {
    parse_as(fields, form, reference, today, |_| true)
}

/// As [`parse`]; of the fields that are `stored` as [`recall`].
pub(super) fn parse_as(
    fields: &[&Field],
    form: &Form,
    reference: &Reference,
    today: Day,
    stored: impl Fn(&Field) -> bool,
) -> Result<Parsed, Vec<FieldError>> {
    let mut parsed = Parsed::default();
    let mut errors = Vec::new();
    for field in fields {
        let typed = seen(form.get(field.key).map_or("", String::as_str));
        let typed = typed.trim();
        if typed.is_empty() {
            if field.required {
                errors.push(missing(field.key));
            }
            continue;
        }
        let stands = stored(field);
        let field = &if stands { as_stored(field) } else { **field };
        let value = clean(typed).and_then(|text| read(field, text, reference, today));
        match value.and_then(|value| if stands { Ok(value) } else { in_use(field, value, reference) }) {
            Ok(value) => {
                let remark = remark(field, typed, &value, reference);
                parsed.warnings.extend(remark.map(|remark| FieldError::new(field.key, remark)));
                parsed.values.0.insert(field.key, value);
            }
            Err(detail) => errors.push(FieldError::new(field.key, detail)),
        }
    }
    for key in form.keys().filter(|key| !fields.iter().any(|f| f.key == key.as_str())) {
        errors.push(FieldError::new(key, "Isian ini tidak dikenal."));
    }
    if errors.is_empty() { Ok(parsed) } else { Err(errors) }
}

/// Joins the ticked boxes of a page: `alasan.phk` and `alasan.cuti` become `alasan` with both words. A field with no tick is
/// empty, since the page also sends its bare name.
pub fn gather_ticks(form: &mut Form) {
    let ticks: Vec<(String, String)> = form
        .keys()
        .filter_map(|key| key.split_once('.').map(|(field, word)| (field.to_owned(), word.to_owned())))
        .collect();
    for (field, word) in ticks {
        form.remove(&[field.as_str(), ".", &word].concat());
        let text = form.entry(field).or_default();
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&word);
    }
}

/// The error message for text with a control character.
pub const ILLEGIBLE: &str = "Berisi karakter yang tidak terbaca. Ketik ulang isian ini.";

/// Whether a text has no control characters except line ends and tabs. `PostgreSQL` cannot store NUL, and an escape sequence
/// could forge a log line. `web` checks all incoming text with this; fields check typed text once more.
#[must_use]
pub fn legible(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

pub(super) fn clean(text: &str) -> Result<&str, String> {
    if !legible(text) {
        return Err(ILLEGIBLE.to_owned());
    }
    if text.chars().any(turns) {
        return Err("Berisi tanda yang membalik arah tulisan. Ketik ulang isian ini.".to_owned());
    }
    if text.chars().any(is_broken) {
        return Err("Berisi huruf rusak (�). Simpan berkas sebagai UTF-8, atau ketik ulang isian ini.".to_owned());
    }
    if garbled(text) {
        return Err("Berisi huruf yang rusak karena salah simpan (misalnya â€™ untuk ’). Simpan ulang berkas sebagai \"CSV UTF-8\", \
                    atau ketik ulang isian ini."
            .to_owned());
    }
    Ok(text)
}

/// The field of what is stored: a name is as it was typed.
fn as_stored(field: &Field) -> Field {
    match field.kind {
        FieldKind::Named(_, most) => Field { kind: FieldKind::Text(most), ..*field },
        _ => *field,
    }
}

/// Refuses words that may be used no more, or not yet.
fn in_use(field: &Field, value: Value, reference: &Reference) -> Result<Value, String> {
    let refusal = match (field.kind, &value) {
        (FieldKind::Term(vocabulary), Value::Text(code)) => reference.refusal(vocabulary, code),
        (FieldKind::Terms(vocabulary), Value::Text(codes)) => {
            codes.split(',').find_map(|code| reference.refusal(vocabulary, code))
        }
        _ => None,
    };
    refusal.map_or(Ok(value), Err)
}

/// What is odd about a name of a register: that it is not there, or may be used no more.
fn odd_named(vocabulary: &str, typed: &str, reference: &Reference) -> Option<String> {
    match reference.term(vocabulary, typed) {
        Some(term) => reference.refusal(vocabulary, &term.code),
        None => Some(format!("{typed} belum ada di daftar. Tersimpan seperti diketik; periksa ejaannya.")),
    }
}

/// What is odd about a value, or was understood though the text leaves it open.
fn remark(field: &Field, typed: &str, value: &Value, reference: &Reference) -> Option<String> {
    match (field.kind, value) {
        (FieldKind::Nik, Value::Text(nik)) => odd_nik(nik, reference),
        (FieldKind::Passport, Value::Text(number)) => odd_passport(number),
        (FieldKind::Phone, Value::Text(number)) => odd_phone(number),
        (FieldKind::Name, _) => odd_name(typed),
        (FieldKind::Named(vocabulary, _), _) => odd_named(vocabulary, typed, reference),
        (kind, value) if kind.is_day() => day::remark(typed, value),
        _ => None,
    }
}

fn read(field: &Field, text: &str, reference: &Reference, today: Day) -> Result<Value, String> {
    if failed(text) {
        return Err(format!("{text} adalah galat dari Excel, bukan isi. Tulis isinya, atau kosongkan."));
    }
    if ditto(text) {
        return Err("Tanda \"sama dengan di atas\" tidak dibaca. Tulis isinya di setiap baris.".to_owned());
    }
    if scientific(text) && matches!(field.kind, FieldKind::Outside(_) | FieldKind::Passport | FieldKind::Phone) {
        return Err(SCIENTIFIC.to_owned());
    }
    match field.kind {
        FieldKind::Name => name(text),
        FieldKind::Outside(max) => outside(text).and_then(|()| limited(text, max)),
        FieldKind::Text(max) => limited(text, max),
        FieldKind::Long => limited(text, LONG),
        kind @ (FieldKind::Day
        | FieldKind::DayAhead
        | FieldKind::DayWithin(_)
        | FieldKind::Born
        | FieldKind::BornAbout) => day::read(kind, text, today),
        FieldKind::Count => number::count(text).map(Value::Int),
        FieldKind::Year => match text.parse() {
            Ok(year) if YEARS.contains(&year) => Ok(Value::Int(year)),
            _ => Err(format!("Tulis tahun dengan empat angka, dari {} sampai {}.", YEARS.start(), YEARS.end())),
        },
        FieldKind::Money => number::money(text).map(Value::Int),
        FieldKind::Score => number::score(text).map(Value::Int),
        FieldKind::YesNo => match text.to_lowercase().as_str() {
            "ya" | "y" | "iya" | "yes" | "true" | "1" | "✓" | "✔" | "√" => Ok(Value::Flag(true)),
            "tidak" | "t" | "tdk" | "no" | "n" | "false" | "0" => Ok(Value::Flag(false)),
            _ => Err("Tulis ya atau tidak.".to_owned()),
        },
        FieldKind::Term(vocabulary) => reference
            .term(vocabulary, text)
            .map(|t| Value::Text(t.code.clone()))
            .ok_or_else(|| unknown_term(reference, vocabulary)),
        FieldKind::Terms(vocabulary) => terms(text, reference, vocabulary),
        FieldKind::Named(vocabulary, max) => match reference.term(vocabulary, text) {
            Some(term) => Ok(Value::Text(term.label.clone())),
            None => limited(text, max),
        },
        FieldKind::Country => reference.country(text).map(|c| Value::Text(c.code.clone())).ok_or_else(|| {
            "Negara tidak dikenal. Tulis namanya, misalnya Malaysia, atau kodenya, misalnya MY.".to_owned()
        }),
        FieldKind::Area => match reference.area(text) {
            Some(area) => Ok(Value::Text(area.code.clone())),
            None => Err(unknown_area(reference, text)),
        },
        FieldKind::Office => reference
            .office(text)
            .map(|office| Value::Text(office.code.clone()))
            .ok_or_else(|| "Kantor tidak dikenal. Tulis kodenya, misalnya BP3MI-BANTEN.".to_owned()),
        FieldKind::Officer => limited(text, OFFICER).map(|_| Value::Text(text.to_lowercase())),
        FieldKind::Time => time(text),
        FieldKind::Link(_) => limited(text, LINK).map(|_| Value::Link { number: text.to_uppercase(), id: None }),
        FieldKind::Nik => nik(text),
        FieldKind::Passport => passport(text),
        FieldKind::Phone => phone(text),
    }
}

pub(super) fn limited(text: &str, max: usize) -> Result<Value, String> {
    let length = text.chars().count();
    if length > max {
        return Err(format!("Terlalu panjang: {length} huruf, paling banyak {max}."));
    }
    Ok(Value::Text(text.to_owned()))
}

/// Reads several words with commas or semicolons between them. The result has each code once, in alphabetical order.
fn terms(text: &str, reference: &Reference, vocabulary: &str) -> Result<Value, String> {
    let mut codes = BTreeSet::new();
    for word in text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        let term = reference.term(vocabulary, word).ok_or_else(|| unknown_term(reference, vocabulary))?;
        codes.insert(term.code.as_str());
    }
    Ok(Value::Text(codes.into_iter().collect::<Vec<_>>().join(",")))
}

fn unknown_area(reference: &Reference, text: &str) -> String {
    let names: Vec<&str> = reference.areas_like(text).iter().map(|area| area.name.as_str()).collect();
    let hint = if names.is_empty() { String::new() } else { format!(" Mungkin {}?", names.join(" atau ")) };
    format!(
        "Daerah tidak dikenal.{hint} Tulis provinsi atau kabupaten/kota, misalnya Kabupaten Tangerang, atau kodenya, misalnya 36.03."
    )
}

fn unknown_term(reference: &Reference, vocabulary: &str) -> String {
    let terms: Vec<_> = reference.terms(vocabulary).iter().map(|t| t.code.as_str()).collect();
    format!("Pilihan tidak dikenal. Pilih salah satu: {}.", terms.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::Key;
    use super::*;

    const FIELDS: [Field; 6] = [
        Field::new(Key::<String>::new("nama"), "Nama", FieldKind::Text(10)).required(),
        Field::new(Key::<String>::new("nik"), "NIK", FieldKind::Nik),
        Field::new(Key::<Day>::new("tiba"), "Tiba", FieldKind::Day),
        Field::new(Key::<String>::new("negara"), "Negara", FieldKind::Country),
        Field::new(Key::<i64>::new("biaya"), "Biaya", FieldKind::Money),
        Field::new(Key::<i64>::new("nilai"), "Nilai", FieldKind::Score),
    ];

    fn run(pairs: &[(&str, &str)]) -> Result<Parsed, Vec<FieldError>> {
        let form = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let fields: Vec<&Field> = FIELDS.iter().collect();
        let today = Day::from_ymd_opt(2025, 6, 1).unwrap();
        parse(&fields, &form, &Reference::embedded().unwrap(), today)
    }

    #[test]
    fn all_errors_come_at_once() {
        let errors = run(&[
            ("nik", "360399010190000"),
            ("tiba", "31/02/2025"),
            ("negara", "Atlantis"),
            ("biaya", "-5"),
            ("nilai", "1,23456"),
            ("hantu", "x"),
        ])
        .unwrap_err();
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["nama", "nik", "tiba", "negara", "biaya", "nilai", "hantu"]);
    }

    #[test]
    fn the_future_and_control_characters_are_refused() {
        assert_eq!(run(&[("nama", "A"), ("tiba", "02/06/2025")]).unwrap_err()[0].field, "tiba");
        assert_eq!(run(&[("nama", "A\u{1b}[2J")]).unwrap_err()[0].field, "nama");
        assert_eq!(run(&[("nama", "A\0")]).unwrap_err()[0].field, "nama");
        assert!(run(&[("nama", "sebelas huruf")]).is_err());
    }

    #[test]
    fn odd_niks_warn_and_do_not_block() {
        let parsed = run(&[("nama", "A"), ("nik", "99.0199 0101 9000 01")]).unwrap();
        assert_eq!(parsed.values.get(Key::<String>::new("nik")).unwrap(), "9901990101900001");
        assert_eq!(parsed.warnings.len(), 1);
        assert!(run(&[("nama", "A"), ("nik", "3603994101900001")]).unwrap().warnings.is_empty());
    }

    #[test]
    fn what_excel_made_of_a_number_is_said() {
        let reference = Reference::embedded().unwrap();
        let today = Day::from_ymd_opt(2025, 6, 1).unwrap();
        for kind in [FieldKind::Nik, FieldKind::Passport, FieldKind::Phone, FieldKind::Outside(60)] {
            for text in ["3.60299121187E+15", "3,60299E+15", "8.1299e10"] {
                let refusal = read(&Field::asked("isian", "Isian", kind), text, &reference, today).unwrap_err();
                assert!(refusal.contains("ilmiah") && refusal.contains("teks"), "{kind:?} {text}: {refusal}");
            }
        }
        let typed = run(&[("nama", "A"), ("tiba", "31/05/25")]).unwrap();
        assert_eq!(typed.values.get(Key::<Day>::new("tiba")), Day::from_ymd_opt(2025, 5, 31));
        assert!(typed.warnings[0].detail.contains("31/05/2025"), "{:?}", typed.warnings);
    }

    #[test]
    fn marks_for_the_same_and_broken_letters_are_refused_in_every_field() {
        let reference = Reference::embedded().unwrap();
        let today = Day::from_ymd_opt(2025, 6, 1).unwrap();
        for kind in [FieldKind::Text(20), FieldKind::Day, FieldKind::Name, FieldKind::Area, FieldKind::Long] {
            for text in ["sda", "\"", "Idem"] {
                let refusal = read(&Field::asked("isian", "Isian", kind), text, &reference, today).unwrap_err();
                assert!(refusal.contains("setiap baris"), "{kind:?} {text}: {refusal}");
            }
        }
        assert!(clean("Nurâ€™aini").unwrap_err().contains("rusak") && clean("José").is_ok());
    }

    #[test]
    fn an_announced_day_lies_not_far_ahead() {
        let today = Day::from_ymd_opt(2025, 6, 1).unwrap();
        let soon = |text| day::read(FieldKind::DayWithin(30), text, today);
        assert!(soon("01/07/2025").is_ok());
        assert!(soon("2025-07-02").is_err());
        assert!(soon("01/06/2026").is_err());
    }

    #[test]
    fn several_words_stand_once_and_in_order() {
        let reference = Reference::embedded().unwrap();
        let read = |text| terms(text, &reference, "alasan_pulang");
        assert_eq!(read("phk; Cuti,phk,"), Ok(Value::Text("cuti,phk".to_owned())));
        assert!(read("cuti,entah").is_err());
    }

    #[test]
    fn ticked_words_become_one_field() {
        let mut form: Form = [("alasan", ""), ("alasan.phk", "ya"), ("alasan.cuti", "ya"), ("nama", "A")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into();
        gather_ticks(&mut form);
        assert_eq!(form, [("alasan", "cuti,phk"), ("nama", "A")].map(|(k, v)| (k.to_owned(), v.to_owned())).into());
    }

    #[test]
    fn the_text_of_a_value_is_read_as_the_same_value() {
        let reference = Reference::embedded().unwrap();
        let today = Day::from_ymd_opt(2025, 6, 1).unwrap();
        for (kind, text) in [
            (FieldKind::Text(20), "Siti Contoh"),
            (FieldKind::Day, "31/05/2025"),
            (FieldKind::Count, "1.250"),
            (FieldKind::Year, "2025"),
            (FieldKind::Money, "Rp1.250.000"),
            (FieldKind::Score, "79,4925"),
            (FieldKind::Score, "80"),
            (FieldKind::Score, "3125"),
            (FieldKind::Score, "3,125"),
            (FieldKind::Born, "12/11/87"),
            (FieldKind::BornAbout, "12/11/87"),
            (FieldKind::BornAbout, "11/1987"),
            (FieldKind::YesNo, "Ya"),
            (FieldKind::YesNo, "0"),
            (FieldKind::Country, "Malaysia"),
            (FieldKind::Time, "7.05"),
            (FieldKind::Link("pengaduan"), "pgd-2025-000001"),
            (FieldKind::Phone, "+62 812 0000 0000"),
        ] {
            let field = Field::asked("isian", "Isian", kind);
            let value = read(&field, text, &reference, today).unwrap();
            assert_eq!(read(&field, &value.text(kind), &reference, today), Ok(value), "{kind:?} {text}");
        }
    }

    #[test]
    fn values_are_normal_forms() {
        let v = run(&[("nama", "A"), ("negara", "UEA"), ("biaya", "Rp1.250.000"), ("nilai", "79,49")]).unwrap().values;
        assert_eq!(v.get(Key::<String>::new("negara")).unwrap(), "AE");
        assert_eq!(v.get(Key::<i64>::new("biaya")), Some(1_250_000));
        assert_eq!(v.get(Key::<i64>::new("nilai")), Some(794_900));
    }
}
