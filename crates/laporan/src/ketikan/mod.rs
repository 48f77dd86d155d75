//! Numbers that people typed in what they write, held against the record. Pure: of a text and the figures that its section knows.
//!
//! A number *is held* where it is a known figure at the precision at which it was typed. It *contradicts* only where the sentence names
//! the figure by its words and the figure is another; all else is said to be unknown, never passed over. Words such as "seratus" are not
//! read.

mod dikenal;
mod jenis;
mod kata;
mod nilai;
mod potong;
mod tampil;
#[cfg(test)]
mod tests;

use kernel::figure;
use rust_decimal::Decimal;

use crate::model::{Form, Number};
use crate::sumber::Source;
use crate::susun::tulisan::sections;

pub use dikenal::{Agreed, figures, targets};
pub(crate) use tampil::{describe, of_text, of_year, router};

use jenis::{Kind, kinds};
use nilai::Scene;
use potong::sentences;

/// What a known figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What was reached.
    Realised,
    /// What was agreed.
    Target,
    /// Capaian, raw or capped.
    Achieved,
    /// The ceiling of the budget.
    Ceiling,
    /// What of it is spent.
    Spent,
    /// What of it that is, in percent.
    Absorbed,
    /// What sentences do not name by a word of its own.
    Part,
}

/// A figure of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is.
    pub role: Role,
    /// Its year.
    pub year: i32,
    /// Its quarter, 1 to 4, or 0 for the year.
    pub tw: usize,
    /// The figure, unrounded.
    pub value: Decimal,
    /// The decimals with which it is printed.
    pub decimals: u32,
    /// How it is written.
    pub form: Form,
    /// Whether its period is over, so that another number contradicts it.
    pub firm: bool,
    /// What it is, in words.
    pub what: String,
    /// The address of the list behind it.
    pub address: String,
}

impl Known {
    /// The figure as the report prints it.
    #[must_use]
    pub fn shown(&self) -> String {
        let value = figure::round(self.value, self.decimals).normalize();
        Number { value, form: self.form, origin: None }.text()
    }
}

/// An item with its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfItem {
    /// Its indicator.
    pub indicator: String,
    /// Its number in the agreement.
    pub no: u32,
    /// Its titles, word by word in small letters.
    pub names: Vec<Vec<String>>,
    /// The words of its units.
    pub units: Vec<String>,
    /// Whether its figures are per cent.
    pub percent: bool,
    /// Its figures.
    pub known: Vec<Known>,
}

/// What a section knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The year of the report.
    pub year: i32,
    /// The indicator that the section is about, if it is about one.
    pub own: Option<String>,
    /// Whether the section is about the budget.
    pub money: bool,
    /// The items.
    pub items: Vec<OfItem>,
    /// The budget of the year.
    pub budget: Vec<Known>,
}

/// What digits are that are no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// A year.
    Year,
    /// A day.
    Day,
    /// The number of a law, a page, a table, a name.
    Reference,
    /// The number of a line in a list.
    Numbering,
}

/// What the record says of a typed number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is a figure of the record.
    Held,
    /// The record says something else; the right ones.
    Contradicts(Vec<Known>),
    /// It cannot be held against anything.
    Unknown,
    /// It is no figure.
    Apart(Apart),
}

/// A number as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The number, with its sign of currency or per cent.
    pub text: String,
    /// The sentence in which it stands.
    pub sentence: String,
    /// Where in the text it ends.
    pub end: usize,
    /// What the record says of it.
    pub verdict: Verdict,
}

/// The numbers of a text, in their order, each with what the record says of it.
#[must_use]
pub fn typed(text: &str, figures: &Figures) -> Vec<Typed> {
    let cut: Vec<_> = sentences(text).into_iter().map(|one| (kinds(&one.tokens), one)).collect();
    let loose = cut.iter().any(|(kinds, one)| nilai::is_of_other_periods(&one.tokens, kinds, figures.year));
    let (mut found, mut parted) = (Vec::new(), false);
    for (kinds, one) in &cut {
        let scene = Scene::new(figures, (one.tokens.as_slice(), kinds.as_slice()), (loose, parted));
        parted = parted || nilai::is_head_of_part(one.text, &one.tokens);
        for (at, (kind, token)) in kinds.iter().zip(&one.tokens).enumerate() {
            let (last, verdict) = match kind {
                Kind::Word | Kind::Quarter(_) => continue,
                Kind::Number(number) => (number.last, scene.judge(at, number)),
                Kind::Year(_) | Kind::Years => (at, Verdict::Apart(Apart::Year)),
                Kind::Apart(apart) => (at, Verdict::Apart(*apart)),
                Kind::Odd => (at, Verdict::Unknown),
            };
            let end = one.tokens.get(last).map_or(token.end, |token| token.end);
            let begin = if nilai::is_priced(&one.tokens, at) { at.saturating_sub(1) } else { at };
            let from = one.tokens.get(begin).map_or(token.from, |token| token.from);
            let shown = text.get(from..end).unwrap_or(token.core).trim_start_matches(['(', '"', '“', '[']);
            found.push(Typed { text: shown.to_owned(), sentence: one.text.to_owned(), end, verdict });
        }
    }
    found
}

/// The typed numbers of a section of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfSection {
    /// The key of the section.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The numbers.
    pub typed: Vec<Typed>,
}

/// The typed numbers of all sections of a report, in the order of their list.
#[must_use]
pub fn all(source: &Source) -> Vec<OfSection> {
    let told = |section: crate::susun::tulisan::Section| {
        let text = source.texts.get(&section.key)?;
        let typed = typed(text, &figures(source, &section.key));
        Some(OfSection { key: section.key, title: section.title, typed })
    };
    sections(&[&source.agreement]).into_iter().filter_map(told).collect()
}

/// How many numbers of some sections contradict the record.
#[must_use]
pub fn contradictions(all: &[OfSection]) -> usize {
    let contradicts = |one: &&Typed| matches!(one.verdict, Verdict::Contradicts(_));
    all.iter().flat_map(|section| &section.typed).filter(contradicts).count()
}

/// What a command says of the numbers that contradict the record, line by line; nothing where none does.
#[must_use]
pub fn warnings(source: &Source) -> Vec<String> {
    let all = all(source);
    let mut lines = Vec::new();
    for section in &all {
        for one in &section.typed {
            if let Verdict::Contradicts(right) = &one.verdict {
                let said: Vec<String> = right.iter().map(in_words).collect();
                lines.push(format!("- {}: tertulis {}, menurut catatan {}.", section.title, one.text, said.join("; ")));
            }
        }
    }
    if !lines.is_empty() {
        let many = lines.len();
        let head = format!(
            "Peringatan: {many} angka dalam tulisan bertentangan dengan catatan. Masing-masing ditandai di laporan; betulkan tulisannya."
        );
        lines.insert(0, head);
    }
    lines
}

fn in_words(known: &Known) -> String {
    format!("{} {} ({})", known.what, known.shown(), known.address)
}

/// Whether a text has anything to hold.
fn has_digits(text: &str) -> bool {
    text.contains(|one: char| one.is_ascii_digit())
}

/// A text of a section as the report prints it: after each number that contradicts the record stands the right one.
#[must_use]
pub fn marked(source: &Source, key: &str, text: &str) -> String {
    if !has_digits(text) {
        return text.to_owned();
    }
    with_marks(text, &typed(text, &figures(source, key)))
}

fn with_marks(text: &str, typed: &[Typed]) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for one in typed {
        let Verdict::Contradicts(right) = &one.verdict else { continue };
        out.push_str(text.get(done..one.end).unwrap_or_default());
        out.push_str(&mark(right));
        done = one.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn mark(right: &[Known]) -> String {
    let said: Vec<String> = match right {
        [one] => vec![one.shown()],
        several => several.iter().map(|one| format!("{} {}", one.what, one.shown())).collect(),
    };
    format!(" [menurut catatan: {}]", said.join("; "))
}
