//! One cell of a manifest: what it holds, what is wrong with it, and what it was read as.

use kernel::form::{Field, FieldKind, Form, Holds as Sort, day_near, seen};
use web::parts;

use super::arrival;
use super::ask::{self, EMPTY, SERIAL, YES};
use super::check::{Person, With, keep, plain};
use super::columns::Holds;
use super::resolve;
use super::sheet::Sheet;
use pemulangan::kedatangan::entity::Model as Arrival;

/// Under which head the place of birth is kept.
const BIRTHPLACE: &str = "Tempat lahir";

/// How long the flight of somebody who was stopped may be, as in its record.
const FLIGHT: usize = 80;

/// Reads a cell into the form of its person. A column that is passed over is nobody's concern, whatever stands in it.
pub(super) fn read(with: With<'_>, person: &mut Person, form: &mut Form, (column, holds, typed): (usize, Holds, &str)) {
    let sheet = with.sheet;
    if matches!(holds, Holds::Number) {
        return;
    }
    if let Some(merge) = sheet.merged(person.at, column).filter(|_| typed.is_empty() && !holds.code().is_empty()) {
        person.wrong(column, holds.code(), merge.advice());
        return;
    }
    let text = plain(typed);
    if text.is_empty() {
        return;
    }
    let formula = text.starts_with('=');
    match holds {
        Holds::Field(_) | Holds::Flight | Holds::Day if formula => {
            person.wrong(column, holds.code(), "Sel ini berisi rumus. Ketik nilainya.");
        }
        Holds::Field(field) => of_field(with, person, form, (column, field, text)),
        Holds::Flight if arrival::stopped(with.arrival) => flight(person, form, column, text),
        Holds::Flight => {
            if let Some(detail) = other_flight(with.arrival, text) {
                person.wrong(column, holds.code(), detail);
            }
        }
        Holds::Day => {
            if let Some(detail) = other_day(with.arrival, &with.days.text((person.at, column), text)) {
                person.wrong(column, holds.code(), detail);
            }
        }
        // What a formula came to is not known here, and nobody asked for it; the sheet says so once.
        Holds::Age | Holds::Other if !formula => keep(&mut person.said, &head(sheet, column), text),
        Holds::Age | Holds::Other | Holds::Number => {}
    }
}

/// The flight that somebody was stopped from taking: in a list of Imigrasi it may be another for each.
fn flight(person: &mut Person, form: &mut Form, column: usize, text: &str) {
    if text.chars().count() > FLIGHT {
        person.wrong(column, Holds::Flight.code(), format!("Penerbangan paling banyak {FLIGHT} huruf."));
    } else {
        form.insert(Holds::Flight.code().to_owned(), text.to_owned());
    }
}

/// The head of a column, or its letter.
fn head(sheet: &Sheet, column: usize) -> String {
    let head = sheet.heads.get(column).filter(|head| !head.is_empty()).cloned();
    head.unwrap_or_else(|| format!("Kolom {}", baca::column_name(column)))
}

/// Leaves a cell out because somebody said so; what stands in it is kept.
pub(super) fn emptied(sheet: &Sheet, person: &mut Person, (column, field): (usize, &'static str), text: &str) {
    let text = text.trim_start_matches('≈');
    if !text.is_empty() {
        keep(&mut person.said, &head(sheet, column), text);
    }
    person.told(column, field, "Dikosongkan menurut jawaban; aslinya tetap disimpan.".to_owned());
}

fn of_field(
    with: With<'_>,
    person: &mut Person,
    form: &mut Form,
    (column, field, text): (usize, &'static Field, &str),
) {
    let reference = &with.ctx.house.reference;
    if field.kind == FieldKind::Nik && rounded(text) {
        let detail =
            "NIK tersimpan sebagai angka, padahal Excel membulatkan angka ke-16. Ketik ulang NIK dari kartunya.";
        return person.wrong(column, field.key, detail);
    }
    if field.kind.holds() == Sort::Text && rounded(text) {
        let detail =
            "Angka ini lebih panjang dari 15 angka, jadi Excel sudah membulatkan ujungnya. Ketik ulang nomornya.";
        return person.wrong(column, field.key, detail);
    }
    let text = text.trim_start_matches('≈');
    match with.choices.answer(field.key, &ask::same_text(text)) {
        Some(EMPTY) => return emptied(with.sheet, person, (column, field.key), text),
        Some(answer) => {
            let read = parts::readable(reference, field, answer);
            person.told(column, field.key, format!("Dibaca {read}, menurut jawaban."));
            form.insert(field.key.to_owned(), answer.to_owned());
            return;
        }
        None => {}
    }
    let read = if field.kind.is_day() {
        day(with, person, (column, field), text)
    } else {
        let visible = seen(text);
        match resolve::resolved(field, visible.trim(), reference) {
            Some(one) => {
                person.told(column, field.key, format!("Dibaca {}.", one.said));
                if one.more {
                    keep(&mut person.said, &head(with.sheet, column), text);
                }
                one.text
            }
            None => text.to_owned(),
        }
    };
    form.insert(field.key.to_owned(), read);
}

/// A day with the day first, without the place before it, and out of a spreadsheet's number where somebody said so.
fn day(with: With<'_>, person: &mut Person, (column, field): (usize, &'static Field), text: &str) -> String {
    let asked = with.choices.answer(field.key, SERIAL) == Some(YES);
    if let Some(day) = resolve::serial(text).filter(|_| asked) {
        person.told(column, field.key, format!("Nomor hari Excel, dibaca {}.", parts::day(day)));
        return day.to_string();
    }
    let sheet = with.sheet;
    let (place, rest) = resolve::place(sheet.heads.get(column).map_or("", String::as_str), text);
    if let Some(place) = place {
        keep(&mut person.said, BIRTHPLACE, place);
        person.told(column, field.key, format!("Dibaca {rest}; tempat lahir {place} disimpan tersendiri."));
    }
    with.days.text((person.at, column), rest).into_owned()
}

fn rounded(text: &str) -> bool {
    text.starts_with('≈')
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether one text stands in the other, and its numbers are whole there: MH 72 is not in MH 725.
fn within(short: &str, long: &str) -> bool {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    long.match_indices(short).any(|(at, hit)| {
        let (before, after) = (long.get(..at).unwrap_or_default(), long.get(at + hit.len()..).unwrap_or_default());
        let cut = |one: Option<char>, other: Option<char>| digit(one) && digit(other);
        !cut(before.chars().next_back(), hit.chars().next()) && !cut(hit.chars().next_back(), after.chars().next())
    })
}

fn other_flight(arrival: &Arrival, text: &str) -> Option<String> {
    let (own, theirs) = (letters(&arrival.penerbangan), letters(text));
    let same = within(&own, &theirs) || within(&theirs, &own);
    (!same).then(|| {
        format!(
            "Baris ini untuk penerbangan {text}, sedangkan kedatangan ini {}. Buka kedatangan yang benar.",
            arrival.penerbangan
        )
    })
}

fn other_day(arrival: &Arrival, text: &str) -> Option<String> {
    let Some(day) = day_near(text, arrival.tiba_pada) else {
        return Some("Bukan tanggal yang ada. Tulis misalnya 31/12/2025.".to_owned());
    };
    (day != arrival.tiba_pada).then(|| {
        format!(
            "Baris ini tiba {}, sedangkan kedatangan ini tiba {}. Periksa tahunnya, atau buka kedatangan yang benar.",
            parts::day(day),
            parts::day(arrival.tiba_pada)
        )
    })
}
