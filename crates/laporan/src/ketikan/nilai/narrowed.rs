//! Whether a number is that of a part: by words before it, or behind it.

use super::Scene;
use super::spoken::role;
use crate::ketikan::jenis::{Kind, word};
use crate::ketikan::kata::{BEHIND, FOR_ALL, NARROW, PARTS, has};
use crate::ketikan::potong::Token;

/// Whether a sentence is a line that leads to others, without a stop, and names a part of the budget.
pub(in crate::ketikan) fn is_head_of_part(text: &str, tokens: &[Token<'_>]) -> bool {
    !text.ends_with(['.', '!', '?']) && tokens.iter().any(|token| has(PARTS, &token.word))
}

impl Scene<'_> {
    /// Whether words before that of a figure make it one of a part: "untuk yang sakit, realisasi …".
    pub(super) fn is_narrowed(&self, until: usize) -> bool {
        let narrow = |here: &usize| match word(self.tokens, Some(*here)) {
            "untuk" => {
                let period = matches!(self.kinds.get(here + 1), Some(Kind::Year(_) | Kind::Quarter(_)));
                !period && !has(FOR_ALL, word(self.tokens, Some(here + 1)))
            }
            word => has(NARROW, word),
        };
        (0..until).filter(narrow).any(|here| !self.is_titled(here))
    }

    /// Whether the money of a number may be that of a part of the budget: one is named before it, or in brackets behind it.
    pub(super) fn is_of_part(&self, at: usize, last: usize) -> bool {
        let before = self.tokens.iter().take(at).any(|token| has(PARTS, &token.word));
        let behind = self.tokens.get(last + 1).is_some_and(|next| next.raw.starts_with('(') && has(PARTS, &next.word));
        self.parted || before || behind
    }

    /// Whether nothing behind a number makes it a part of something else.
    pub(super) fn ends_well(&self, last: usize, units: &[String]) -> bool {
        let mut here = last;
        loop {
            let ends = |token: &Token<'_>| token.raw.ends_with([',', ';', '.', '!', '?', ')', '"', '”']);
            if self.tokens.get(here).is_none_or(ends) {
                return true;
            }
            here += 1;
            let Some(next) = self.tokens.get(here) else { return true };
            if next.core.is_empty() || next.raw.starts_with('(') {
                return true;
            }
            if !units.contains(&next.word) {
                return self.goes_on(here, next);
            }
        }
    }

    /// Whether a word behind a number begins something else than a narrower meaning.
    pub(super) fn goes_on(&self, here: usize, next: &Token<'_>) -> bool {
        let behind = word(self.tokens, Some(here + 1));
        match next.word.as_str() {
            "dari" | "terhadap" => role(behind, "", false).is_some(),
            "pada" | "dalam" | "selama" | "di" => {
                let period = matches!(self.kinds.get(here + 1), Some(Kind::Year(_) | Kind::Quarter(_)));
                period || has("tahun triwulan tw setahun", behind)
            }
            word => has(BEHIND, word),
        }
    }
}
