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
const DASHES: [&str; 11] = ["-", "–", "—", "--", "n/a", "na", "nihil", "tidak ada", "belum ada", "…", "..."];
/// Words that make a number larger: what carries one is left alone.
const SCALES: [&str; 25] = [
    "ratus", "ratusan", "ribu", "ribuan", "rb", "rbu", "juta", "jutaan", "jt", "jta", "miliar", "miliaran", "milyar",
    "milyaran", "mlr", "triliun", "trilyun", "tn", "thousand", "million", "mio", "mn", "billion", "bn", "trillion",
];
/// First words of numbers that are written out.
const NUMERALS: [&str; 15] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    "seratus", "seribu", "sejuta",
];

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
            Some(_) if scales(inner) => Content::Text,
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

    /// Whether it may stand for a figure without a digit: a Roman numeral, a number in words, or signs that are no dash.
    #[must_use]
    pub fn stands_in(&self) -> bool {
        let bare = self.text.trim_matches(|one: char| !one.is_alphanumeric());
        let first = bare.split(|one: char| !one.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        // C, CC, D and M are grades as well.
        let grade = !bare.to_lowercase().contains(['i', 'v', 'x', 'l']);
        let figure = bare.is_empty() || NUMERALS.contains(&first.as_str()) || (roman(bare).is_some() && !grade);
        self.content == Content::Text && figure
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
    let plain = unit.chars().all(|c| c.is_alphabetic() || " ./".contains(c)) && unit.split_whitespace().count() <= 3;
    if plain && !unit_words(unit).any(|word| larger(&word)) { Figure::parse(number) } else { None }
}

fn unit_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a word behind a number makes it larger, or may: of a letter alone (`9,176 K`) nobody knows.
pub(crate) fn larger(word: &str) -> bool {
    word.chars().nth(1).is_none() || SCALES.contains(&word)
}

/// Whether what stands in brackets behind a number makes it larger: `9,2 (juta)`, `9,2 (dalam ribu rupiah)`.
fn scales(inner: &str) -> bool {
    let mut words = unit_words(inner).skip_while(|word| ["dalam", "x", "rp"].contains(&word.as_str()));
    words.next().is_some_and(|word| SCALES.contains(&word.as_str()))
}

/// The value of a Roman numeral as it is usually written.
pub(crate) fn roman(text: &str) -> Option<usize> {
    // How often each may stand, beside what it is worth.
    const SIGNS: [(&str, usize, usize); 13] = [
        ("m", 1000, 3),
        ("cm", 900, 1),
        ("d", 500, 1),
        ("cd", 400, 1),
        ("c", 100, 3),
        ("xc", 90, 1),
        ("l", 50, 1),
        ("xl", 40, 1),
        ("x", 10, 3),
        ("ix", 9, 1),
        ("v", 5, 1),
        ("iv", 4, 1),
        ("i", 1, 3),
    ];
    let lower = text.to_lowercase();
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (sign, worth, most) in SIGNS {
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(sign) else { break };
            (rest, value) = (after, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
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
        for text in [
            "9.1761)",
            "± 9.176",
            "9.176 / 9.167",
            "Rp 5 juta",
            "#DIV/0!",
            "٩١٧٦",
            "31/12/2025",
            "9,176 K",
            "9,2 juta",
            "9.2jt",
            "12 rb.",
            "5 jt/orang",
            "9 ratus ribu",
            "9,2 M",
            "9,2 (juta)",
            "9.176 (dalam ribu orang)",
            "1,2 T",
        ] {
            assert!(Cell::read(text).unread(), "{text}");
        }
        for text in ["Baik", "WTP", "-", "", "9.176", "24,2460,000"] {
            assert!(!Cell::read(text).unread(), "{text}");
        }
    }

    #[test]
    fn what_stands_for_a_figure_without_a_digit_is_known() {
        for text in ["XII", "iv", "∑", "√", "?", "(VI)", "dua belas orang", "Sepuluh"] {
            assert!(Cell::read(text).stands_in(), "{text}");
        }
        for text in ["", "-", "...", "Baik", "WTP", "BB", "C", "CC", "IIII", "Level III", "Rp", "12"] {
            assert!(!Cell::read(text).stands_in(), "{text}");
        }
        let numbers = [("xii", 12), ("MCMXCIV", 1994), ("IX", 9), ("VIII", 8)];
        assert!(numbers.iter().all(|(text, value)| roman(text) == Some(*value)));
        assert!(["IIX", "VV", "XXXX", "IM", ""].iter().all(|text| roman(text).is_none()));
        assert_eq!(Cell::read("20.000 (dua puluh ribu)").figure().unwrap().value, 20_000.into());
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
