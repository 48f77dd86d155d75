//! What a field accepts in JSON. The description of the api is made from this, and request bodies are checked against it.
//!
//! A program may send what a person may type, but not in every spelling: words must be as listed, days as `2025-12-31` or
//! `31/12/2025`. [`parse`](super::parse) can read what a shape accepts, unless the day, the vocabulary of the office or another
//! field rules it out.

use std::ops::RangeInclusive;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value;

use super::pattern::{self, Pattern};
use super::{Field, FieldKind, clean, seen};
use crate::figure;
use crate::reference::{Reference, Term};

/// The most characters of a field of several lines.
pub const LONG: usize = 4_000;
/// The most characters of the name of a person.
pub const NAME: usize = 200;
/// The most characters of a login name.
pub const OFFICER: usize = 60;
/// The most characters of the number of a record.
pub const LINK: usize = 40;
/// The highest count.
pub const COUNT: i64 = 999_999_999;
/// The highest amount in rupiah.
pub const MONEY: i64 = 999_999_999_999_999;
/// The highest score, in ten-thousandths.
pub const SCORE: i64 = 9_999_999_999_999;
/// The years that a year field accepts.
pub const YEARS: RangeInclusive<i64> = 2000..=2200;

/// Which characters a text may have.
#[derive(Clone, Copy, Debug)]
pub enum Text {
    /// Any readable characters, including line breaks.
    Plain,
    /// Any readable characters of one line.
    Line,
    /// Only a text that matches a pattern.
    Like(&'static Pattern),
}

/// The words to choose from.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// The name of a long list that many fields share.
    pub list: Option<&'static str>,
    /// The words, as they are sent.
    pub words: Vec<&'a str>,
    /// Words that may be used no more, or not yet: refused with the reason.
    pub unused: &'a [Term],
}

/// What a field accepts.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    /// A text.
    Text {
        /// The most characters.
        most: usize,
        /// Which characters.
        of: Text,
    },
    /// One word.
    Word(Words<'a>),
    /// Several words: as a list with each once, or as a text with commas between.
    Several(Words<'a>),
    /// A number that is not negative, or the same written as text.
    Number {
        /// The lowest value, in units of the last decimal.
        least: i64,
        /// The highest value, in units of the last decimal.
        most: i64,
        /// How many decimals.
        decimals: u32,
        /// How it may be written as text.
        written: &'static Pattern,
    },
    /// Yes or no, also as [`YES_OR_NO`].
    Flag,
}

/// Yes and no as words.
pub const YES_OR_NO: [&str; 2] = ["ya", "tidak"];

impl Field {
    /// What the field accepts in JSON.
    #[must_use]
    pub fn shape<'a>(&self, reference: &'a Reference) -> Shape<'a> {
        let codes = |vocabulary| {
            let words = reference.terms(vocabulary).iter().map(|term| term.code.as_str()).collect();
            Words { unused: reference.unused(vocabulary), ..Words::new(None, words) }
        };
        let text = |most, of| Shape::Text { most, of };
        let number = |least, most, written| Shape::Number { least, most, decimals: 0, written };
        match self.kind {
            FieldKind::Text(most) | FieldKind::Outside(most) | FieldKind::Named(_, most) => text(most, Text::Plain),
            FieldKind::Name => text(NAME, Text::Line),
            FieldKind::Long => text(LONG, Text::Plain),
            FieldKind::Day | FieldKind::DayAhead | FieldKind::DayWithin(_) | FieldKind::Born => {
                text(10, Text::Like(&pattern::DAY))
            }
            FieldKind::BornAbout => text(10, Text::Like(&pattern::BORN)),
            FieldKind::Year => number(*YEARS.start(), *YEARS.end(), &pattern::YEAR),
            FieldKind::Count => number(0, COUNT, &pattern::COUNT),
            FieldKind::Money => number(0, MONEY, &pattern::MONEY),
            FieldKind::Score => Shape::Number { least: 0, most: SCORE, decimals: 4, written: &pattern::SCORE },
            FieldKind::YesNo => Shape::Flag,
            FieldKind::Term(vocabulary) => Shape::Word(codes(vocabulary)),
            FieldKind::Terms(vocabulary) => Shape::Several(codes(vocabulary)),
            FieldKind::Country => Shape::Word(Words::new(Some("Negara"), reference.country_words().collect())),
            FieldKind::Area => Shape::Word(Words::new(Some("Daerah"), reference.area_words().collect())),
            FieldKind::Office => {
                let words = reference.offices.iter().map(|office| office.code.as_str()).collect();
                Shape::Word(Words::new(Some("Kantor"), words))
            }
            FieldKind::Officer => text(OFFICER, Text::Plain),
            FieldKind::Link(_) => text(LINK, Text::Plain),
            FieldKind::Time => text(5, Text::Like(&pattern::TIME)),
            FieldKind::Nik => text(40, Text::Like(&pattern::NIK)),
            FieldKind::Passport => text(40, Text::Like(&pattern::PASSPORT)),
            FieldKind::Phone => text(40, Text::Like(&pattern::PHONE)),
        }
    }
}

impl Shape<'_> {
    /// Why a value is refused; none if it is accepted. An empty value (`null`, an empty text, an empty list) is accepted if the
    /// field is not required.
    #[must_use]
    pub fn refuse(&self, required: bool, value: &Value) -> Option<String> {
        if self.nothing(value) {
            return required.then(|| "Wajib diisi.".to_owned());
        }
        let refusal = match (self, value) {
            (Self::Text { most, of }, Value::String(text)) => return refuse_text(*most, *of, required, text),
            (Self::Word(words), Value::String(text)) if words.has(text) => return None,
            (Self::Several(words), Value::String(text)) if words.all_in(text) => return None,
            (Self::Several(words), Value::Array(all)) if words.once_each(all) => return None,
            (Self::Number { written, .. }, Value::String(text)) if written.matches(text) => return None,
            (Self::Number { least, most, decimals, .. }, Value::Number(number)) => {
                let units = units(number, *decimals).filter(|units| (*least..=*most).contains(units));
                return units.is_none().then(|| self.asks());
            }
            (Self::Flag, Value::Bool(_)) => return None,
            (Self::Flag, Value::String(text)) if YES_OR_NO.contains(&text.as_str()) => return None,
            _ => self.outdated(value).unwrap_or_else(|| self.asks()),
        };
        Some(refusal)
    }

    /// Whether a value is empty; a list only where one may stand.
    fn nothing(&self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(all) => all.is_empty() && matches!(self, Self::Several(_)),
            _ => false,
        }
    }

    /// The refusal of a word that may be used no more, or not yet.
    fn outdated(&self, value: &Value) -> Option<String> {
        let (Self::Word(words) | Self::Several(words)) = self else { return None };
        let said: Vec<&str> = match value {
            Value::String(text) => text.split(',').collect(),
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        words.unused.iter().find(|term| said.contains(&term.code.as_str())).map(Term::refusal)
    }

    /// The message that says what to write.
    fn asks(&self) -> String {
        match self {
            Self::Text { of: Text::Like(pattern), .. } => format!("Tulis sebagai teks, misalnya {}.", pattern.example),
            Self::Text { .. } => "Tulis sebagai teks.".to_owned(),
            Self::Word(words) | Self::Several(words) => words.asks(),
            Self::Number { least, most, decimals, .. } => {
                let bound = |units: i64| figure::decimal(Decimal::new(units, *decimals), *decimals);
                let fine = if *decimals == 0 { String::new() } else { format!(", paling banyak {decimals} desimal") };
                format!("Tulis bilangan dari {} sampai {}{fine}.", bound(*least), bound(*most))
            }
            Self::Flag => "Tulis true atau false, atau sebagai teks ya atau tidak.".to_owned(),
        }
    }
}

impl<'a> Words<'a> {
    /// Words that may all be used.
    #[must_use]
    pub fn new(list: Option<&'static str>, words: Vec<&'a str>) -> Self {
        Self { list, words, unused: &[] }
    }

    fn has(&self, text: &str) -> bool {
        self.words.contains(&text)
    }

    fn all_in(&self, text: &str) -> bool {
        text.split(',').all(|word| self.has(word))
    }

    fn once_each(&self, all: &[Value]) -> bool {
        let known = |(at, word): (usize, &Value)| {
            word.as_str().is_some_and(|text| self.has(text)) && !all.iter().take(at).any(|before| before == word)
        };
        all.iter().enumerate().all(known)
    }

    fn asks(&self) -> String {
        match self.list {
            Some(list) => format!("Pilih salah satu dari daftar {list} di /api/v1/openapi.json."),
            None => format!("Pilihan tidak dikenal. Pilih dari: {}.", self.words.join(", ")),
        }
    }
}

fn refuse_text(most: usize, of: Text, required: bool, text: &str) -> Option<String> {
    let length = text.chars().count();
    if length > most {
        return Some(format!("Terlalu panjang: {length} huruf, paling banyak {most}."));
    }
    if let Text::Like(pattern) = of {
        return (!pattern.matches(text)).then(|| format!("Tulis misalnya {}.", pattern.example));
    }
    if let Err(refusal) = clean(text) {
        return Some(refusal);
    }
    if matches!(of, Text::Line) && text.contains(['\n', '\r', '\t']) {
        return Some("Tulis dalam satu baris.".to_owned());
    }
    (required && seen(text).trim().is_empty()).then(|| "Wajib diisi.".to_owned())
}

/// A number in units of its last decimal; none for a finer one, or one that is out of bounds.
fn units(number: &serde_json::Number, decimals: u32) -> Option<i64> {
    let text = number.to_string();
    let value = Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok()?;
    let scaled = value.checked_mul(Decimal::from(10_i64.checked_pow(decimals)?))?;
    if scaled.fract().is_zero() { i64::try_from(scaled.trunc()).ok() } else { None }
}

/// A number of `units` of the last decimal, as JSON: 7949 units with two decimals are 79.49.
#[must_use]
pub fn number(units: i64, decimals: u32) -> Value {
    let text = Decimal::new(units, decimals).normalize().to_string();
    text.parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
}

/// The text that somebody would type for a value that a shape accepts.
#[must_use]
pub fn typed(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => (if *flag { "ya" } else { "tidak" }).to_owned(),
        Value::Number(number) => match units(number, 0) {
            Some(whole) => whole.to_string(),
            None => number.to_string().replace('.', ","),
        },
        Value::Array(words) if words.iter().all(Value::is_string) => {
            words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
        }
        Value::Array(_) | Value::Object(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_empty_list_is_nothing_only_where_a_list_may_stand() {
        let words = || Words::new(None, vec!["contoh"]);
        assert_eq!(Shape::Several(words()).refuse(false, &json!([])), None);
        for one in [Shape::Text { most: 5, of: Text::Plain }, Shape::Word(words()), Shape::Flag] {
            assert!(one.refuse(false, &json!([])).is_some());
            assert_eq!(one.refuse(false, &Value::Null), None);
        }
    }
}
