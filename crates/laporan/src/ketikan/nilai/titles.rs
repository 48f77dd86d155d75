//! Titles and names within a sentence.

use super::Scene;
use super::spoken::role;
use crate::ketikan::OfItem;
use crate::ketikan::jenis::{Kind, word};
use crate::ketikan::kata::{BETWEEN, QUARTERS, WHERE, has};
use crate::ketikan::potong::Token;

/// What is written large within sentences and names no place or group.
const USUAL: &str = "anggaran pagu serapan nomor pasal ayat peraturan perjanjian laporan";

impl Scene<'_> {
    /// Whether a word is one of a title of the item.
    pub(super) fn is_titled(&self, here: usize) -> bool {
        self.item().is_some_and(|item| item.names.iter().any(|name| is_within(self.tokens, here, name)))
    }

    /// How many words a title of the item has that ends there.
    pub(super) fn titled(&self, last: usize) -> Option<usize> {
        let ends = |name: &&Vec<String>| {
            let from = (last + 1).checked_sub(name.len());
            !name.is_empty() && from.is_some_and(|from| is_at(self.tokens, from, name))
        };
        self.item()?.names.iter().filter(ends).map(Vec::len).max()
    }

    /// Whether a word within the sentence is the name of something: written large, and none of the words of figures.
    pub(super) fn is_name(&self, here: usize, token: &Token<'_>) -> bool {
        let mut letters = token.core.chars();
        let large = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        let usual = has(BETWEEN, &token.word) || has(USUAL, &token.word);
        let capitals = token.core.len() > 1 && token.core.chars().all(char::is_uppercase);
        let placed = capitals && has(WHERE, word(self.tokens, here.checked_sub(1))) && !has(QUARTERS, &token.word);
        let bare = self.kinds.get(here) == Some(&Kind::Word);
        bare && (large || placed) && !usual && role(&token.word, "", false).is_none() && !self.is_titled(here)
    }
}

/// Whether a sentence names an item: by `IKU` and its number, or by a title.
pub(super) fn is_named(item: &OfItem, tokens: &[Token<'_>]) -> bool {
    let number = item.no.to_string();
    let numbered = |at: usize| word(tokens, Some(at)) == "iku" && word(tokens, Some(at + 1)) == number;
    let titled = |at: usize| item.names.iter().any(|name| !name.is_empty() && is_at(tokens, at, name));
    (0..tokens.len()).any(|at| numbered(at) || titled(at))
}

/// Whether a title stands at a place.
fn is_at(tokens: &[Token<'_>], from: usize, name: &[String]) -> bool {
    let there = tokens.get(from..from + name.len());
    there.is_some_and(|there| there.iter().zip(name).all(|(token, word)| token.word == *word))
}

/// Whether a word is one of a title that stands there in full.
fn is_within(tokens: &[Token<'_>], here: usize, name: &[String]) -> bool {
    let first = (here + 1).saturating_sub(name.len());
    (first..=here).any(|from| is_at(tokens, from, name))
}
