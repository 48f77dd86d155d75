//! What is wrong with a manifest, cell by cell.

use std::collections::btree_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::form::{Field, Form, Key, Parsed, blank, parse};
use kernel::{Ctx, Day, FieldError};
use people::key;

use super::accept::Sent;
use super::ask::{self, EMPTY, Question};
use super::cell;
use super::columns::{Holds, fields};
use super::days::Days;
use super::line::Said;
use super::pilihan::Choices;
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
    /// The fields that the row left empty, and that were filled with what holds for all rows.
    pub filled: BTreeSet<String>,
    /// What is wrong or odd.
    pub notes: Vec<Note>,
    /// Why somebody left the row out, where it was.
    pub skipped: Option<String>,
}

impl Person {
    /// Whether something stands in the way.
    pub(super) fn bad(&self) -> bool {
        self.skipped.is_none() && self.notes.iter().any(|note| note.bad)
    }

    /// Who it is: by document, else by NIK, else by name and birth date.
    fn sign(&self) -> Option<String> {
        let number = |what: &str, index: &Option<String>| index.as_ref().map(|index| format!("{what}:{index}"));
        let name = || {
            let born = self.said.isi.get("tanggal_lahir").map_or("", String::as_str);
            (!self.name.is_empty()).then(|| format!("nama:{}:{born}", self.name))
        };
        number("dokumen", &self.document).or_else(|| number("nik", &self.nik)).or_else(name)
    }

    /// Notes what stands in the way at a cell.
    pub(super) fn wrong(&mut self, column: usize, field: &'static str, detail: impl Into<String>) {
        self.notes.push(Note { column: Some(column), field, detail: detail.into(), bad: true });
    }

    /// Notes what a cell was read as.
    pub(super) fn told(&mut self, column: usize, field: &'static str, detail: String) {
        self.notes.push(Note { column: Some(column), field, detail, bad: false });
    }
}

/// Keeps what a column says that is no field; of two columns with one head both are kept.
pub(super) fn keep(claims: &mut Said, head: &str, text: &str) {
    let heads = std::iter::once(head.to_owned()).chain((2..).map(|count| format!("{head} ({count})")));
    let free = heads.into_iter().find(|head| !claims.lain.contains_key(head));
    claims.lain.extend(free.map(|head| (head, text.chars().take(500).collect())));
}

/// What stands in a cell: nothing, where it is a mere dash.
pub(super) fn plain(text: &str) -> &str {
    let text = text.trim();
    if blank(text) { "" } else { text }
}

/// What a sheet is read with.
#[derive(Clone, Copy)]
pub(super) struct With<'a> {
    /// Who reads it.
    pub ctx: &'a Ctx,
    /// The arrival that it is for.
    pub arrival: &'a Arrival,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The order of its days.
    pub days: &'a Days,
    /// What was chosen for its rows.
    pub choices: &'a Choices,
}

/// The people of a sheet, each with what is wrong, and what is to be asked about many at once.
pub(super) fn people(ctx: &Ctx, arrival: &Arrival, sheet: &Sheet, sent: &Sent) -> (Vec<Person>, Vec<Question>) {
    let days = Days::of(sheet, &sent.choices);
    let with = With { ctx, arrival, sheet, days: &days, choices: &sent.choices };
    let mut all: Vec<Person> = sheet.rows().map(|row| person(with, row)).collect();
    let signs = signs(&all);
    for (person, sign) in all.iter_mut().zip(signs) {
        let before = || Some(sent.choices.lewati.get(&sign?)?.alasan.clone());
        person.skipped = sent.skipped.get(&person.at).cloned().or_else(before);
    }
    let questions = ask::questions(sheet, &days, &all, &ctx.house.reference);
    repeated(sheet, &mut all);
    (all, questions)
}

/// Who each of the people is, for a later manifest; of those who are listed several times each by its turn.
pub(super) fn signs(all: &[Person]) -> Vec<Option<String>> {
    let mut turns: HashMap<String, usize> = HashMap::new();
    let one = |person: &Person| {
        let sign = person.sign()?;
        let turn = turns.entry(sign.clone()).or_default();
        *turn += 1;
        Some(format!("{sign}:{turn}"))
    };
    all.iter().map(one).collect()
}

/// Somebody of a row; cells whose fault was answered by emptying them are read as empty.
fn person(with: With<'_>, row: (usize, &Vec<String>)) -> Person {
    let first = once(with, row, &HashSet::new());
    let answered = |note: &&Note| with.choices.answer(note.field, &ask::same_fault(&note.detail)) == Some(EMPTY);
    let emptied: HashSet<usize> =
        first.notes.iter().filter(|note| note.bad).filter(answered).filter_map(|note| note.column).collect();
    if emptied.is_empty() { first } else { once(with, row, &emptied) }
}

fn once(with: With<'_>, (at, row): (usize, &Vec<String>), emptied: &HashSet<usize>) -> Person {
    let mut person = Person { at, notes: with.days.notes(at), ..Person::default() };
    let mut form = Form::new();
    for (column, holds) in with.sheet.holds.iter().enumerate() {
        let typed = row.get(column).map_or("", String::as_str);
        if emptied.contains(&column) {
            person.notes.retain(|note| note.column != Some(column));
            cell::emptied(with.sheet, &mut person, (column, holds.code()), plain(typed));
        } else {
            cell::read(with, &mut person, &mut form, (column, *holds, typed));
        }
    }
    beyond(&mut person, with.sheet, row);
    understand(with, &mut person, form);
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
fn understand(with: With<'_>, person: &mut Person, mut form: Form) {
    let With { ctx, arrival, sheet, .. } = with;
    for (key, text) in &with.choices.semua {
        if let Entry::Vacant(free) = form.entry(key.clone()) {
            free.insert(text.clone());
            person.filled.insert(key.clone());
        }
    }
    // No field of a return; it is one of who was stopped.
    let flight = form.remove_entry(Holds::Flight.code());
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
    person.said.isi.extend(flight);
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
        for (at, person) in all.iter().enumerate().filter(|(_, person)| person.skipped.is_none()) {
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
