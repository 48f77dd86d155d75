//! The period that a figure is said of.

use std::ops::Range;

use super::{Scene, is_pause};
use crate::ketikan::Apart;
use crate::ketikan::jenis::{Kind, word};
use crate::ketikan::kata::{ELSEWHERE, MONTHS, PERIODS, QUARTERS, has};
use crate::ketikan::potong::Token;

/// Whether a sentence names a quarter, a month or another year.
pub(in crate::ketikan) fn is_of_other_periods(tokens: &[Token<'_>], kinds: &[Kind], year: i32) -> bool {
    tokens.iter().zip(kinds).enumerate().any(|(at, (token, kind))| match kind {
        Kind::Quarter(_) | Kind::Years => true,
        Kind::Year(other) => *other != year,
        Kind::Word => has(PERIODS, &token.word) || has(QUARTERS, &token.word) || is_month(tokens, kinds, at),
        Kind::Number(_) | Kind::Apart(_) | Kind::Odd => false,
    })
}

/// Whether a word is a month that no day stands before.
fn is_month(tokens: &[Token<'_>], kinds: &[Kind], at: usize) -> bool {
    let day = at.checked_sub(1).and_then(|at| kinds.get(at)) == Some(&Kind::Apart(Apart::Day));
    has(MONTHS, word(tokens, Some(at))) && !day
}

/// Whether a sentence may speak of another place, group, plan or time than the record's figures.
pub(super) fn is_elsewhere(tokens: &[Token<'_>], kinds: &[Kind]) -> bool {
    tokens.iter().zip(kinds).enumerate().any(|(at, (token, kind))| match kind {
        Kind::Years => true,
        Kind::Word => {
            let quarter = has(QUARTERS, &token.word) && !matches!(kinds.get(at + 1), Some(Kind::Quarter(_)));
            quarter || has(ELSEWHERE, &token.word) || is_month(tokens, kinds, at)
        }
        // Names such as P4MI have a digit in them.
        Kind::Apart(_) => has(ELSEWHERE, &token.word),
        Kind::Number(_) | Kind::Year(_) | Kind::Quarter(_) | Kind::Odd => false,
    })
}

impl Scene<'_> {
    /// The year and quarter that a figure is said of, and whether they are said; none where that is not clear. What stands between its
    /// word and the number goes before what stands in the clause, and that before the rest of the sentence.
    pub(super) fn period(&self, gap: &Range<usize>) -> Option<(i32, usize, bool)> {
        let (mut years, mut quarters) = (None, None);
        for (wide, scope) in [gap.clone(), self.clause(gap), 0..self.kinds.len()].into_iter().enumerate() {
            let (mut said, mut named) = (Vec::new(), Vec::new());
            for kind in self.kinds.get(scope).unwrap_or_default() {
                push(kind, &mut said, &mut named);
            }
            years = years.or_else(|| (!said.is_empty()).then_some((wide, said)));
            quarters = quarters.or_else(|| (!named.is_empty()).then_some((wide, named)));
        }
        let told = years.is_some() || quarters.is_some();
        let whole = quarters.is_some() && self.tokens.iter().any(|token| token.word == "setahun");
        let (near, years) = years.unwrap_or((usize::MAX, vec![self.figures.year]));
        let (far, quarters) = quarters.unwrap_or((0, vec![0]));
        let several = years.len() > 1 || quarters.len() > 1;
        if whole || several || far > near || (!told && self.loose) {
            return None;
        }
        Some((*years.first()?, *quarters.first()?, told))
    }

    /// From where to where the clause of a number goes.
    pub(super) fn clause(&self, gap: &Range<usize>) -> Range<usize> {
        let pauses = |at: usize| self.tokens.get(at).is_some_and(|token| is_pause(token.raw));
        let from = (0..gap.start).rev().find(|at| pauses(*at)).map_or(0, |at| at + 1);
        let until = (gap.end..self.tokens.len()).find(|at| pauses(*at)).map_or(self.tokens.len(), |at| at + 1);
        from..until
    }
}

/// Takes in the period that a word says, once.
fn push(kind: &Kind, years: &mut Vec<i32>, quarters: &mut Vec<usize>) {
    match kind {
        Kind::Year(year) if !years.contains(year) => years.push(*year),
        Kind::Quarter(tw) if !quarters.contains(tw) => quarters.push(*tw),
        Kind::Word | Kind::Number(_) | Kind::Year(_) | Kind::Years | Kind::Quarter(_) | Kind::Apart(_) | Kind::Odd => {}
    }
}
