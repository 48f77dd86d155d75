//! What the words of a sentence are: numbers, years, days, quarters, names and numbering told apart.

use kernel::figure;
use rust_decimal::Decimal;

use super::Apart;
use super::kata::{AMOUNTS, COUNTED, MONTHS, QUARTERS, REFERENCES, ROUGH, has};
use super::potong::Token;

/// A number that may be a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// What it may mean: 1.904 is 1904, or 1,904 in another notation.
    pub readings: Vec<Decimal>,
    /// Whether it is rupiah.
    pub money: bool,
    /// Whether it is per cent.
    pub percent: bool,
    /// The power of ten that a word behind it says: 9 for "miliar".
    pub power: u32,
    /// Whether it is said not to be exact.
    pub rough: bool,
    /// The last word that belongs to it.
    pub last: usize,
}

/// What a word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word without a number.
    Word,
    /// A number.
    Number(Number),
    /// A year.
    Year(i32),
    /// Years from one to another.
    Years,
    /// A quarter.
    Quarter(usize),
    /// No figure.
    Apart(Apart),
    /// Digits that cannot be read.
    Odd,
}

/// The word at a place; empty where there is none.
pub(super) fn word<'a>(tokens: &'a [Token<'_>], at: Option<usize>) -> &'a str {
    at.and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str())
}

/// What each word of a sentence is.
pub(super) fn kinds(tokens: &[Token<'_>]) -> Vec<Kind> {
    let mut found: Vec<Kind> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let kind = kind(tokens, (at, token), &found);
        found.push(kind);
    }
    found
}

fn kind(tokens: &[Token<'_>], (at, token): (usize, &Token<'_>), before: &[Kind]) -> Kind {
    let (previous, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    if let Some(tw) = quarter(previous, &token.word) {
        return Kind::Quarter(tw);
    }
    if !token.core.contains(|one: char| one.is_ascii_digit()) {
        return Kind::Word;
    }
    let second = at.checked_sub(2).and_then(|at| before.get(at));
    let of_law = previous == "tahun" && second == Some(&Kind::Apart(Apart::Reference));
    if is_day(token, previous, next) {
        Kind::Apart(Apart::Day)
    } else if is_numbering(tokens, at, token) {
        Kind::Apart(Apart::Numbering)
    } else if of_law || (has(REFERENCES, previous) && !token.core.contains('%')) {
        Kind::Apart(Apart::Reference)
    } else {
        amount(tokens, at, token)
    }
}

/// The quarter that a word is: `TW2`, or `II` behind `triwulan`.
fn quarter(previous: &str, word: &str) -> Option<usize> {
    let bare = word.strip_prefix("tw").map(|rest| rest.trim_start_matches('-')).filter(|rest| !rest.is_empty());
    match bare.or(Some(word).filter(|_| has(QUARTERS, previous)))? {
        "1" | "i" | "pertama" | "kesatu" => Some(1),
        "2" | "ii" | "kedua" => Some(2),
        "3" | "iii" | "ketiga" => Some(3),
        "4" | "iv" | "keempat" => Some(4),
        _ => None,
    }
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|one| one.is_ascii_digit())
}

fn is_day(token: &Token<'_>, previous: &str, next: &str) -> bool {
    let core = token.core;
    let groups: Vec<&str> = core.split(['/', '-', '.', '–']).collect();
    let short = groups.iter().all(|group| is_digits(group, 2));
    let written = match groups.as_slice() {
        [day, month, year] if year_of(year).is_some() => is_digits(day, 2) && is_digits(month, 2),
        [year, month, day] if year_of(year).is_some() => is_digits(day, 2) && is_digits(month, 2),
        _ => false,
    };
    let named = has(MONTHS, next) || ["tanggal", "tgl"].contains(&previous);
    written || (named && short && groups.len() <= 2)
}

/// The number of a line in a list: `1.` at its beginning, `2)` without a bracket before.
fn is_numbering(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let whole = is_digits(token.core, 3);
    let behind = token.raw.ends_with(['.', ')']) && tokens.len() > at + 1;
    let open = || tokens.iter().take(at).any(|one| one.raw.contains('('));
    whole && behind && (token.first || (token.raw.ends_with(')') && !token.raw.starts_with('(') && !open()))
}

fn year_of(text: &str) -> Option<i32> {
    let year = text.parse::<i32>().ok().filter(|_| text.len() == 4 && is_digits(text, 4))?;
    (1900..=2099).contains(&year).then_some(year)
}

/// A number without its currency, and whether it has one.
fn unpriced(core: &str) -> (&str, bool) {
    for sign in ["Rp", "rp", "RP", "IDR"] {
        if let Some(rest) = core.strip_prefix(sign) {
            return (rest.trim_start_matches('.'), true);
        }
    }
    (core, false)
}

/// What a word with digits is that is neither a day nor a name.
fn amount(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> Kind {
    let (core, rupiah) = unpriced(token.core);
    let bare = core.strip_suffix('%').unwrap_or(core);
    if bare.contains(['-', '–', '/']) && bare.split(['-', '–', '/']).all(|group| year_of(group).is_some()) {
        return Kind::Years;
    }
    if bare.contains(['/', ':']) || bare.contains(char::is_alphabetic) {
        return Kind::Apart(Apart::Reference);
    }
    let readings = readings(bare);
    if readings.is_empty() || !bare.chars().all(|one| one.is_ascii_digit() || ['.', ','].contains(&one)) {
        return Kind::Odd;
    }
    let previous = word(tokens, at.checked_sub(1));
    let mut last = at;
    let power = match word(tokens, Some(last + 1)) {
        "ribu" => 3,
        "juta" => 6,
        "miliar" | "milyar" => 9,
        "triliun" => 12,
        _ => 0,
    };
    last += usize::from(power > 0);
    let spelled = word(tokens, Some(last + 1)) == "rupiah";
    last += usize::from(spelled);
    let parted = ["%", "persen"].contains(&word(tokens, Some(last + 1)));
    last += usize::from(parted);
    let (money, percent) = (rupiah || spelled || ["rp", "idr"].contains(&previous), parted || core.ends_with('%'));
    let counted = has(AMOUNTS, previous) || has(COUNTED, word(tokens, Some(at + 1)));
    if let Some(year) = year_of(bare).filter(|_| !money && !percent && power == 0 && !counted) {
        return Kind::Year(year);
    }
    let signed = !token.raw.starts_with(|one: char| one.is_alphanumeric() || ['(', '"', '“', '['].contains(&one));
    let rough = signed || is_rough(tokens, at);
    Kind::Number(Number { readings, money, percent, power, rough, last })
}

/// Whether the words before a number say that it is none to be exact; "Rp" between them and it does not count.
fn is_rough(tokens: &[Token<'_>], at: usize) -> bool {
    let near =
        tokens.iter().take(at).rev().filter(|one| one.word != "rp" && one.word != "idr").map(|one| one.word.as_str());
    near.take(1).any(|word| has(ROUGH, word))
}

/// What a number may mean, in the notation of here first.
fn readings(bare: &str) -> Vec<Decimal> {
    let swapped: String = bare
        .chars()
        .map(|one| match one {
            '.' => ',',
            ',' => '.',
            other => other,
        })
        .collect();
    let mut all: Vec<Decimal> = figure::parse(bare).into_iter().collect();
    all.extend(figure::parse(&swapped).filter(|other| !all.contains(other)));
    all
}
