//! The word of a figure before its number.

use std::ops::Range;

use super::{Scene, is_pause};
use crate::ketikan::jenis::{Kind, word};
use crate::ketikan::kata::{BEFORE, BETWEEN, JOINED, has};
use crate::ketikan::{Apart, Role};

/// How many words before the word of a figure may change what it means.
const NEAR: usize = 3;

/// The word of a figure, and from where to where it is told up to its number.
pub(super) struct Spoken {
    pub role: Role,
    pub gap: Range<usize>,
}

impl Scene<'_> {
    /// Walks back from a number over words that may stand between, to the word of its figure.
    pub(super) fn spoken(&self, at: usize) -> Option<Spoken> {
        let mut here = at;
        loop {
            let step = here.checked_sub(1)?;
            let token = self.tokens.get(step)?;
            if is_pause(token.raw) && token.word != "rp" {
                return None;
            }
            if let Some(long) = self.titled(step) {
                here = (step + 1).checked_sub(long)?;
                continue;
            }
            let previous = word(self.tokens, step.checked_sub(1));
            match self.kinds.get(step)? {
                Kind::Year(_) | Kind::Quarter(_) => here = step,
                Kind::Apart(Apart::Reference) if previous == "iku" => here = step,
                Kind::Word => match role(&token.word, previous, self.figures.money) {
                    Some((role, long)) => {
                        let from = (step + 1).checked_sub(long)?;
                        return (!self.is_changed(from)).then_some(Spoken { role, gap: from..at });
                    }
                    None if has(BETWEEN, &token.word) => here = step,
                    None => return None,
                },
                Kind::Number(_) | Kind::Years | Kind::Apart(_) | Kind::Odd => return None,
            }
        }
    }

    /// Whether the words before that of a figure make it another: a difference, a part, or one of two.
    pub(super) fn is_changed(&self, from: usize) -> bool {
        let previous = word(self.tokens, from.checked_sub(1));
        let near = self.tokens.iter().take(from).rev().take(NEAR);
        let changed = near.map(|token| token.word.as_str()).any(|word| has(BEFORE, word));
        changed || has(JOINED, previous) || role(previous, "", false).is_some()
    }
}

/// The figure that a word names, and how many words name it.
pub(super) fn role(word: &str, previous: &str, money: bool) -> Option<(Role, usize)> {
    let spent = ["realisasi", "serapan", "penyerapan"].contains(&previous);
    match word {
        "anggaran" if spent => Some((Role::Spent, 2)),
        "anggaran" if previous == "pagu" => Some((Role::Ceiling, 2)),
        "pagu" => Some((Role::Ceiling, 1)),
        "serapan" | "penyerapan" => Some((Role::Spent, 1)),
        "realisasi" | "terealisasi" if money => Some((Role::Spent, 1)),
        "realisasi" | "terealisasi" => Some((Role::Realised, 1)),
        "target" if !money => Some((Role::Target, 1)),
        "capaian" if !money => Some((Role::Achieved, 1)),
        _ => None,
    }
}
