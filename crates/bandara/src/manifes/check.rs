//! What is wrong with a manifest, cell by cell.

use std::collections::HashMap;

use kernel::form::{Field, FieldKind, Form, Holds as Sort, Key, Parsed, blank, day_near, parse};
use kernel::{Ctx, Day, FieldError};
use people::key;
use web::parts;

use super::columns::{Holds, fields};
use super::days::Days;
use super::line::Said;
use super::sheet::Sheet;
use pemulangan::kedatangan::entity::Model as Arrival;
use pemulangan::kepulangan::age;

/// A remark on a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The column; none where there is no column for it.
    pub column: Option<usize>,
    /// The field.
    pub field: &'static str,
    /// What to do.
    pub detail: String,
    /// Whether it stands in the way.
    pub bad: bool,
}

/// Somebody whom a manifest announces.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The row of the sheet, from 0.
    pub at: usize,
    /// What is said.
    pub said: Said,
    /// The name as it is compared.
    pub name: String,
    /// Birth date.
    pub born: Option<Day>,
    /// Blind index of the NIK.
    pub nik: Option<String>,
    /// Blind index of the document.
    pub document: Option<String>,
    /// What is wrong or odd.
    pub notes: Vec<Note>,
}

impl Person {
    /// Whether something stands in the way.
    pub(super) fn bad(&self) -> bool {
        self.notes.iter().any(|note| note.bad)
    }
}

/// Keeps what a column says that is no field; of two columns with one head both are kept.
fn keep(claims: &mut Said, head: &str, text: &str) {
    let heads = std::iter::once(head.to_owned()).chain((2..).map(|count| format!("{head} ({count})")));
    let free = heads.into_iter().find(|head| !claims.lain.contains_key(head));
    claims.lain.extend(free.map(|head| (head, text.chars().take(500).collect())));
}

/// What stands in a cell: nothing, where it is a mere dash.
fn plain(text: &str) -> &str {
    let text = text.trim();
    if blank(text) { "" } else { text }
}

/// The people of a sheet, each with what is wrong. `given` fills in what a row leaves empty.
pub(super) fn people(ctx: &Ctx, arrival: &Arrival, sheet: &Sheet, given: &Form) -> Vec<Person> {
    let days = Days::of(sheet);
    let mut all: Vec<Person> = sheet.rows().map(|row| person((ctx, arrival), sheet, &days, row, given)).collect();
    repeated(sheet, &mut all);
    all
}

fn person(
    (ctx, arrival): (&Ctx, &Arrival),
    sheet: &Sheet,
    days: &Days,
    (at, row): (usize, &Vec<String>),
    given: &Form,
) -> Person {
    let mut person = Person { at, notes: days.notes(at), ..Person::default() };
    let mut form = Form::new();
    for (column, holds) in sheet.holds.iter().enumerate() {
        let typed = row.get(column).map_or("", String::as_str);
        let mut note =
            |detail: String| person.notes.push(Note { column: Some(column), field: holds.code(), detail, bad: true });
        let text = days.text(column, plain(typed));
        let text = text.as_ref();
        if let Some(merge) = sheet.merged(at, column).filter(|_| typed.is_empty() && !holds.code().is_empty()) {
            note(merge.advice());
            continue;
        }
        if text == "=" || text.starts_with('=') {
            note("Sel ini berisi rumus. Ketik nilainya.".to_owned());
            continue;
        }
        if text.is_empty() {
            continue;
        }
        match holds {
            Holds::Field(field) if field.kind == FieldKind::Nik && rounded(text) => {
                note("NIK tersimpan sebagai angka, padahal Excel membulatkan angka ke-16. Ketik ulang NIK dari kartunya.".to_owned());
            }
            Holds::Field(field) if field.kind.holds() == Sort::Text && rounded(text) => {
                note("Angka ini lebih panjang dari 15 angka, jadi Excel sudah membulatkan ujungnya. Ketik ulang nomornya.".to_owned());
            }
            Holds::Field(field) => {
                form.insert(field.key.to_owned(), text.trim_start_matches('≈').to_owned());
            }
            Holds::Flight => {
                if let Some(detail) = other_flight(arrival, text) {
                    note(detail);
                }
            }
            Holds::Day => {
                if let Some(detail) = other_day(arrival, text) {
                    note(detail);
                }
            }
            Holds::Age => {
                let head = sheet.heads.get(column).cloned().unwrap_or_default();
                keep(&mut person.said, &head, text);
            }
            Holds::Number => {}
            Holds::Other => {
                let head = sheet.heads.get(column).filter(|head| !head.is_empty()).cloned();
                let head = head.unwrap_or_else(|| format!("Kolom {}", baca::column_name(column)));
                keep(&mut person.said, &head, text);
            }
        }
    }
    beyond(&mut person, sheet, row);
    understand(ctx, arrival, sheet, (&mut person, form), given);
    person
}

/// Keeps what stands beyond the last head, and tells it: a sign between columns may stand in one of them.
fn beyond(person: &mut Person, sheet: &Sheet, row: &[String]) {
    let columns = sheet.heads.len();
    for (column, text) in row.iter().enumerate().skip(columns).filter(|(_, text)| !plain(text).is_empty()) {
        let head = format!("Kolom {}", baca::column_name(column));
        let detail = format!(
            "{head} tidak berjudul; isinya disimpan apa adanya. Bila itu sambungan isi sebelumnya, apit isinya dengan tanda kutip."
        );
        keep(&mut person.said, &head, plain(text));
        person.notes.push(Note { column: None, field: "lain", detail, bad: false });
    }
}

/// Reads the fields of a row as any form, with every error at once.
fn understand(ctx: &Ctx, arrival: &Arrival, sheet: &Sheet, (person, mut form): (&mut Person, Form), given: &Form) {
    for (key, text) in given {
        form.entry(key.clone()).or_insert_with(|| text.clone());
    }
    let all: Vec<Field> = fields().map(|field| Field { required: field.key == "nama", ..*field }).collect();
    let refs: Vec<&Field> = all.iter().collect();
    let (parsed, errors) = lenient(ctx, &refs, &mut form);
    let place = |field: &str| sheet.holds.iter().position(|holds| holds.code() == field);
    let mut note = |error: FieldError, bad: bool| {
        let field = fields().find(|field| field.key == error.field).map_or("nama", |field| field.key);
        let taken = person.notes.iter().any(|note| note.bad && note.field == field);
        if !taken {
            person.notes.push(Note { column: place(&error.field), field, detail: error.detail, bad });
        }
    };
    for error in errors {
        note(error, true);
    }
    for remark in parsed.warnings {
        note(remark, false);
    }
    let values = &parsed.values;
    if let Err(error) = age::own_nik(values, arrival.tiba_pada) {
        note(error, true);
    }
    if people::earliest(values).is_some_and(|born| born > arrival.tiba_pada) {
        note(FieldError::new(key::TANGGAL_LAHIR, "Lahir sesudah hari tiba tidak mungkin. Periksa tahunnya."), true);
    }
    let index = |domain: &str, field: Key<String>| values.get(field).map(|v| ctx.house.vault.blind_index(domain, &v));
    person.name = people::normalise(&values.get(key::NAMA).unwrap_or_default());
    person.born = values.get(key::TANGGAL_LAHIR);
    person.nik = index("nik", key::NIK);
    person.document = index("dokumen", key::NOMOR_DOKUMEN);
    person.said.isi = refs.iter().filter_map(|f| Some((f.key.to_owned(), values.value(f.key)?.text(f.kind)))).collect();
}

/// Parses what can be parsed; what is wrong is told and left out.
fn lenient(ctx: &Ctx, all: &[&Field], form: &mut Form) -> (Parsed, Vec<FieldError>) {
    match parse(all, form, &ctx.house.reference, ctx.today()) {
        Ok(parsed) => (parsed, Vec::new()),
        Err(errors) => {
            form.retain(|key, _| errors.iter().all(|error| error.field != *key));
            let rest: Vec<Field> = all.iter().map(|field| Field { required: false, ..**field }).collect();
            let refs: Vec<&Field> = rest.iter().collect();
            (parse(&refs, form, &ctx.house.reference, ctx.today()).unwrap_or_default(), errors)
        }
    }
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

/// What two rows may have in common.
type Sign = fn(&Person) -> Option<String>;

/// Marks numbers that stand in two rows, and names with a birth date that do.
fn repeated(sheet: &Sheet, all: &mut [Person]) {
    let place = |field: &str| sheet.holds.iter().position(|holds| holds.code() == field);
    let twins: Sign = |p| p.born.filter(|_| !p.name.is_empty()).map(|born| format!("{} {born}", p.name));
    let keys: [(&'static str, Sign, bool); 3] =
        [("nomor_dokumen", |p| p.document.clone(), true), ("nik", |p| p.nik.clone(), true), ("nama", twins, false)];
    for (field, key, bad) in keys {
        let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, person) in all.iter().enumerate() {
            if let Some(key) = key(person) {
                rows.entry(key).or_default().push(at);
            }
        }
        for places in rows.values().filter(|places| places.len() > 1) {
            let named: Vec<(usize, String)> = places
                .iter()
                .filter_map(|at| all.get(*at))
                .map(|p| (p.at, p.said.isi.get("nama").cloned().unwrap_or_default()))
                .collect();
            for place_of in places {
                let Some(person) = all.get_mut(*place_of) else { continue };
                let Some((row, name)) = named.iter().find(|(row, _)| *row != person.at) else { continue };
                let what = if bad { "Nomor ini" } else { "Nama dan tanggal lahir ini" };
                let then = if bad {
                    "Betulkan salah satunya, atau buang baris yang berulang."
                } else {
                    "Bila memang dua orang, biarkan."
                };
                let detail = format!("{what} juga ada di baris {} ({name}). {then}", row + 1);
                person.notes.push(Note { column: place(field), field, detail, bad });
            }
        }
    }
}
