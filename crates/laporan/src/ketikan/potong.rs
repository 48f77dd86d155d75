//! A text in sentences and words, each with its place.

use super::kata::{ABBREVIATED, has};

/// A word with the signs around it.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// Where it begins in the text.
    pub from: usize,
    /// Where it ends, without the signs behind it.
    pub end: usize,
    /// As it was typed.
    pub raw: &'a str,
    /// Without the signs around it.
    pub core: &'a str,
    /// The same in small letters.
    pub word: String,
    /// Whether it begins a line.
    pub first: bool,
}

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// Its words.
    pub tokens: Vec<Token<'a>>,
}

fn is_outer(one: char) -> bool {
    !one.is_alphanumeric() && one != '%'
}

/// A word of a title, as words of a text are compared.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches(is_outer).to_lowercase()
}

fn token(text: &str, from: usize, until: usize, first: bool) -> Token<'_> {
    let raw = text.get(from..until).unwrap_or_default();
    let core = raw.trim_matches(is_outer);
    let before = if core.is_empty() { 0 } else { raw.len() - raw.trim_start_matches(is_outer).len() };
    Token { from, end: from + before + core.len(), raw, core, word: core.to_lowercase(), first }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let (mut begun, mut first) = (None, true);
    for (at, one) in text.char_indices().chain([(text.len(), '\n')]) {
        if !one.is_whitespace() {
            begun = begun.or(Some(at));
            continue;
        }
        if let Some(from) = begun.take() {
            found.push(token(text, from, at, first));
            first = false;
        }
        first = first || one == '\n';
    }
    found
}

/// Whether a sentence ends with a word, when another begins so.
fn is_end(last: &Token<'_>, next: &Token<'_>) -> bool {
    let stopped = last.raw.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?']);
    let numbering = last.first && last.core.chars().all(|one| one.is_ascii_digit());
    let begins = next.core.chars().next().is_some_and(char::is_uppercase);
    next.first || (stopped && begins && !numbering && !has(ABBREVIATED, &last.word))
}

/// The sentences of a text. A line ends a sentence, since people write lists without stops.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut all: Vec<Vec<Token<'_>>> = Vec::new();
    for token in tokens(text) {
        let open = all.last_mut().filter(|held| held.last().is_some_and(|last| !is_end(last, &token)));
        match open {
            Some(held) => held.push(token),
            None => all.push(vec![token]),
        }
    }
    let mut found = Vec::with_capacity(all.len());
    for tokens in all {
        let from = tokens.first().map_or(0, |token| token.from);
        let until = tokens.last().map_or(0, |token| token.from + token.raw.len());
        found.push(Sentence { text: text.get(from..until).unwrap_or_default(), tokens });
    }
    found
}
