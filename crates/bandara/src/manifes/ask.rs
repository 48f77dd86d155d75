//! One question for all cells of a manifest that are wrong in the same way. Pure.

use std::collections::{BTreeMap, HashSet};

use kernel::form::{Field, FieldKind};
use kernel::reference::{Reference, fold};

use super::check::Person;
use super::columns::Holds;
use super::days::Days;
use super::resolve;
use super::sheet::Sheet;

/// The question which of day and month comes first in a column that holds both.
pub(super) const ORDER: &str = "#urutan";
/// Its answers.
pub(super) const DAY_FIRST: &str = "hari";
/// See [`DAY_FIRST`].
pub(super) const MONTH_FIRST: &str = "bulan";
/// The question whether numbers are days as a spreadsheet counts them.
pub(super) const SERIAL: &str = "#nomor";
/// Its answer.
pub(super) const YES: &str = "ya";
/// The answer that empties a cell.
pub(super) const EMPTY: &str = "-";
/// The most questions that are asked at once.
const MOST: usize = 60;

/// A question about cells of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The column.
    pub column: usize,
    /// Its field.
    pub field: &'static str,
    /// What is asked, as answers name it.
    pub key: String,
    /// The same in words.
    pub title: String,
    /// What is wrong.
    pub hint: String,
    /// The rows, from 0.
    pub rows: Vec<usize>,
    /// What may be chosen: what is stored, and what people read.
    pub options: Vec<(String, String)>,
    /// Whether something else may be typed.
    pub free: bool,
}

/// The question about cells that hold a text.
pub(super) fn same_text(text: &str) -> String {
    format!("={}", fold(text))
}

/// The question about cells with which one thing is wrong.
pub(super) fn same_fault(detail: &str) -> String {
    format!("!{detail}")
}

/// What a question is about, as people read it.
pub(super) fn about(key: &str) -> &str {
    match key {
        ORDER => "urutan hari dan bulan",
        SERIAL => "nomor hari Excel",
        _ => key.trim_start_matches(['=', '!']),
    }
}

/// A cell that is wrong.
struct Wrong<'a> {
    at: usize,
    text: &'a str,
    detail: &'a str,
}

/// What is asked about a sheet, column by column: first what is asked about the most cells.
pub(super) fn questions(sheet: &Sheet, days: &Days, people: &[Person], reference: &Reference) -> Vec<Question> {
    let mut all = Vec::new();
    for (column, holds) in sheet.holds.iter().enumerate() {
        let Holds::Field(field) = *holds else { continue };
        let here = Here { sheet, column, field, reference };
        let mut wrong: Vec<Wrong<'_>> =
            people.iter().filter(|person| person.skipped.is_none()).filter_map(|person| here.wrong(person)).collect();
        if wrong.is_empty() {
            continue;
        }
        if let Some(mixed) = days.mixed(column) {
            let detail = mixed.detail();
            let rows: Vec<usize> = mixed.rows().map(|row| row - 1).collect();
            all.push(here.order(rows));
            wrong.retain(|one| one.detail != detail);
        }
        if field.kind.is_day() {
            let counted: Vec<usize> =
                wrong.iter().filter(|one| resolve::serial(one.text).is_some()).map(|one| one.at).collect();
            all.extend((!counted.is_empty()).then(|| here.serial(counted)));
            wrong.retain(|one| resolve::serial(one.text).is_none());
        }
        // A name is nobody else's, and not to be left empty.
        if field.key == "nama" {
            continue;
        }
        let listed = is_listed(field.kind);
        let plain = |one: &Wrong<'_>| !one.text.is_empty() && !one.text.starts_with(['≈', '=']);
        let mut own: Vec<Question> = grouped(&wrong, |one| plain(one).then(|| same_text(one.text)))
            .into_iter()
            .filter(|(_, group)| listed || group.len() > 1)
            .map(|(key, group)| here.same(key, &group))
            .collect();
        let asked: HashSet<usize> = own.iter().flat_map(|question| question.rows.iter().copied()).collect();
        wrong.retain(|one| !asked.contains(&one.at));
        let faults = grouped(&wrong, |one| Some(same_fault(one.detail))).into_iter();
        own.extend(faults.filter(|(_, group)| group.len() > 1).map(|(key, group)| here.fault(key, &group)));
        own.sort_by_key(|question| std::cmp::Reverse(question.rows.len()));
        all.extend(own);
    }
    all.truncate(MOST);
    all
}

fn grouped<'w, 'a>(
    wrong: &'w [Wrong<'a>],
    key: impl Fn(&Wrong<'a>) -> Option<String>,
) -> BTreeMap<String, Vec<&'w Wrong<'a>>> {
    let mut all: BTreeMap<String, Vec<&Wrong<'a>>> = BTreeMap::new();
    for one in wrong {
        if let Some(key) = key(one) {
            all.entry(key).or_default().push(one);
        }
    }
    all
}

/// Whether a field takes words of a list.
fn is_listed(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Term(_) | FieldKind::Terms(_) | FieldKind::Country | FieldKind::Area | FieldKind::YesNo)
}

/// A column that questions are about.
struct Here<'s> {
    sheet: &'s Sheet,
    column: usize,
    field: &'static Field,
    reference: &'s Reference,
}

impl<'s> Here<'s> {
    fn head(&self) -> &'s str {
        self.sheet.heads.get(self.column).map_or("", String::as_str)
    }

    fn text(&self, row: usize) -> &'s str {
        let cells = self.sheet.grid.rows.get(row);
        cells.and_then(|cells| cells.get(self.column)).map_or("", |text| text.trim())
    }

    fn wrong<'p>(&self, person: &'p Person) -> Option<Wrong<'p>>
    where
        's: 'p,
    {
        let note = person.notes.iter().find(|note| note.bad && note.column == Some(self.column))?;
        Some(Wrong { at: person.at, text: self.text(person.at), detail: &note.detail })
    }

    fn question(&self, key: String, rows: Vec<usize>) -> Question {
        Question {
            column: self.column,
            field: self.field.key,
            key,
            title: String::new(),
            hint: String::new(),
            rows,
            options: Vec::new(),
            free: false,
        }
    }

    fn order(&self, rows: Vec<usize>) -> Question {
        let example = rows.first().map_or("", |row| self.text(*row));
        Question {
            title: format!("Kolom {} memuat hari/bulan dan bulan/hari; {} sel belum jelas", self.head(), rows.len()),
            hint: format!("Misalnya {example}. Yang hanya dapat dibaca dengan satu cara tetap dibaca begitu."),
            options: vec![
                (DAY_FIRST.to_owned(), "Hari dahulu (31/12/2025)".to_owned()),
                (MONTH_FIRST.to_owned(), "Bulan dahulu (12/31/2025)".to_owned()),
            ],
            ..self.question(ORDER.to_owned(), rows)
        }
    }

    fn serial(&self, rows: Vec<usize>) -> Question {
        let example = rows.first().map_or("", |row| self.text(*row));
        let day = resolve::serial(example).map(kernel::period::written).unwrap_or_default();
        Question {
            title: format!("{} sel di kolom {} berisi nomor hari Excel", rows.len(), self.head()),
            hint: format!(
                "Misalnya {example}, yaitu {day} bila lembarnya menghitung dari tahun 1900. Cocokkan satu orang."
            ),
            options: vec![(YES.to_owned(), "Baca sebagai tanggal".to_owned())],
            ..self.question(SERIAL.to_owned(), rows)
        }
    }

    fn same(&self, key: String, group: &[&Wrong<'_>]) -> Question {
        let text = group.first().map_or("", |one| one.text);
        let mut options: Vec<(String, String)> = match self.field.kind {
            FieldKind::Term(vocabulary) => {
                let terms = self.reference.terms(vocabulary).iter();
                terms.map(|term| (term.code.clone(), term.label.clone())).collect()
            }
            FieldKind::YesNo => ["ya", "tidak"].map(|word| (word.to_owned(), word.to_owned())).into(),
            FieldKind::Area => {
                let areas = resolve::candidates(text, self.reference).into_iter();
                areas.map(|area| (area.code.clone(), area.name.clone())).collect()
            }
            _ => Vec::new(),
        };
        options.extend(emptied());
        Question {
            title: format!("{} sel berisi “{text}” di kolom {}", group.len(), self.head()),
            hint: group.first().map(|one| one.detail.to_owned()).unwrap_or_default(),
            options,
            free: !matches!(self.field.kind, FieldKind::Term(_) | FieldKind::YesNo),
            ..self.question(key, group.iter().map(|one| one.at).collect())
        }
    }

    fn fault(&self, key: String, group: &[&Wrong<'_>]) -> Question {
        Question {
            title: format!("{} sel di kolom {} salah dengan cara yang sama", group.len(), self.head()),
            hint: group.first().map(|one| one.detail.to_owned()).unwrap_or_default(),
            options: emptied().into(),
            ..self.question(key, group.iter().map(|one| one.at).collect())
        }
    }
}

fn emptied() -> [(String, String); 1] {
    [(EMPTY.to_owned(), "Kosongkan; aslinya tetap disimpan".to_owned())]
}
