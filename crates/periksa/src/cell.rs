//! A cell of a table: what it says, and which other prints it names.

use kernel::form::{failed, seen, turns};

use crate::number::{Figure, meant_as_number, unmarked};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing at all.
    Empty,
    /// A dash: nothing, or zero.
    Dash,
    /// A number.
    Number(Figure),
    /// Meant as a number, but not readable as one.
    Unreadable,
    /// The error of a formula: `#REF!`.
    Failed,
    /// A category or other text.
    Text,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As printed.
    pub text: String,
    /// What it says.
    pub content: Content,
    /// Where the first figure stands, if the cell says so: `91 (ringkasan; …)`.
    pub place: Option<String>,
    /// Other prints of the same figure with their places: `… Tabel 9: 1904)`.
    pub others: Vec<(String, Figure)>,
}

const PLACES: [&str; 10] =
    ["tabel", "narasi", "ringkasan", "lampiran", "hal", "teks", "gambar", "bab", "grafik", "dokumen"];
const DASHES: [&str; 10] = ["-", "–", "—", "--", "n/a", "na", "nihil", "tidak ada", "belum ada", "…"];
/// Words that make a number larger: what carries one is left alone.
const SCALES: [&str; 8] = ["ribu", "rb", "juta", "jt", "miliar", "milyar", "m", "triliun"];

impl Cell {
    /// Reads a cell's text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text: String = seen(text).chars().filter(|one| !turns(*one)).collect();
        let bare = unmarked(&text).replace("**", "");
        let text = text.replace("**", "").trim().to_owned();
        let plain = |content| Self { text: text.clone(), content, place: None, others: Vec::new() };
        if text.is_empty() {
            return plain(Content::Empty);
        }
        if DASHES.contains(&text.to_lowercase().as_str()) {
            return plain(Content::Dash);
        }
        if failed(&text) {
            return plain(Content::Failed);
        }
        let (lead, inner) = match bare.split_once(" (").map(|(lead, rest)| (lead, rest.split_once(')'))) {
            Some((lead, Some((inner, tail)))) => (format!("{lead} {tail}").trim().to_owned(), inner),
            _ => (bare.clone(), ""),
        };
        let (place, others) = prints(inner);
        let content = match figure(&lead) {
            Some(value) => Content::Number(value),
            None if meant_as_number(&lead) => Content::Unreadable,
            None => Content::Text,
        };
        let text = if others.is_empty() && inner != "sic" { text } else { lead };
        Self { text, content, place, others }
    }

    /// A number of a spreadsheet.
    #[must_use]
    pub fn number(number: f64) -> Self {
        let value = Figure::of_sheet(number);
        let text = value.as_ref().map_or_else(String::new, |f| f.text.clone());
        Self { text, content: value.map_or(Content::Empty, Content::Number), place: None, others: Vec::new() }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        if let Content::Number(value) = &self.content { Some(value) } else { None }
    }

    /// Whether it looks like a figure, though none was read: digits among other signs, or a failed formula.
    #[must_use]
    pub fn unread(&self) -> bool {
        match self.content {
            Content::Failed => true,
            Content::Text => self.text.contains(char::is_numeric) || self.text.starts_with('#'),
            Content::Empty | Content::Dash | Content::Number(_) | Content::Unreadable => false,
        }
    }

    /// Whether something stands in it.
    #[must_use]
    pub fn filled(&self) -> bool {
        !matches!(self.content, Content::Empty | Content::Dash)
    }
}

/// A number, also with the word for what is counted behind it: `20 orang`.
fn figure(text: &str) -> Option<Figure> {
    if let Some(value) = Figure::parse(text) {
        return Some(value);
    }
    let end = text.find(|c: char| c.is_alphabetic()).filter(|end| *end > 0)?;
    let (number, unit) = text.split_at(end);
    let mut words = unit.split_whitespace();
    let plain = unit.chars().all(|c| c.is_alphabetic() || " ./".contains(c)) && unit.split_whitespace().count() <= 3;
    if plain && words.all(|word| !SCALES.contains(&word.to_lowercase().as_str())) {
        Figure::parse(number)
    } else {
        None
    }
}

/// The places and prints named in brackets: `ringkasan; Tabel 9 dan narasi: 1904`.
fn prints(inner: &str) -> (Option<String>, Vec<(String, Figure)>) {
    let (mut place, mut others) = (None, Vec::new());
    for part in inner.split(';').map(str::trim) {
        let lower = part.to_lowercase();
        if !PLACES.iter().any(|word| lower.contains(word)) {
            continue;
        }
        match part.rsplit_once(':') {
            Some((label, number)) => {
                if let Some(value) = Figure::parse(number) {
                    others.push((label.trim().to_owned(), value));
                }
            }
            None => place = Some(part.to_owned()),
        }
    }
    (place, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_name_other_prints() {
        let cell = Cell::read("91% (ringkasan; Tabel 9 dan narasi: 1904%)");
        assert_eq!(cell.figure().unwrap().text, "91%");
        assert_eq!(cell.place.as_deref(), Some("ringkasan"));
        assert_eq!(cell.others[0].0, "Tabel 9 dan narasi");
        assert_eq!(cell.others[0].1.text, "1904%");
    }

    #[test]
    fn what_stands_around_a_number_without_being_part_of_it_is_passed_over() {
        for text in [
            "9.176*)",
            "9.176 *",
            "9.176¹",
            "9.176²)",
            "9.176 **)",
            "9.176 1)",
            "9.176a)",
            "9.176[2]",
            "9.176 (*)",
            "*9.176",
            "'9.176",
            "’9.176",
            "=\"9.176\"",
            "9.176\u{200b}",
            "\u{202a}9.176\u{202c}",
            "9\u{a0}176",
            "9\u{2009}176",
            "９.１７６",
            "**9.176**",
            "9.176 orang*)",
        ] {
            assert_eq!(Cell::read(text).figure().map(|f| f.value), Some(9176.into()), "{text}");
        }
        assert_eq!(Cell::read("267,52%¹)").figure().unwrap().text, "267,52%");
        assert_eq!(Cell::read("#ref!").content, Content::Failed);
        for text in ["9.1761)", "± 9.176", "9.176 / 9.167", "Rp 5 juta", "#DIV/0!", "٩١٧٦", "31/12/2025"] {
            assert!(Cell::read(text).unread(), "{text}");
        }
        for text in ["Baik", "WTP", "-", "", "9.176", "24,2460,000"] {
            assert!(!Cell::read(text).unread(), "{text}");
        }
    }

    #[test]
    fn words_and_dashes_and_broken_numbers() {
        assert_eq!(Cell::read("20 (dua puluh) orang").figure().unwrap().value, 20.into());
        assert_eq!(Cell::read("Rp 5 juta").content, Content::Text);
        assert!(Cell::read("20 (dua puluh)").others.is_empty());
        assert_eq!(Cell::read("20 orang").figure().unwrap().text, "20");
        assert_eq!(Cell::read("–").content, Content::Dash);
        assert_eq!(Cell::read("24,2460,000 (sic)").content, Content::Unreadable);
        assert_eq!(Cell::read("24,2460,000 (sic)").text, "24,2460,000");
        assert_eq!(Cell::read("Baik").content, Content::Text);
        assert_eq!(Cell::read("90 (2024: 85)").others.len(), 0);
    }
}
