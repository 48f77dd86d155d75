//! The table of a kind: for each state and verb, whether it is allowed, where it leads, and the rule behind it.
//!
//! A slice writes the table as one pure function over two enums ([`Verbs::cell`]). Whether a step may be taken is read from
//! this table, for all kinds; the documents print the same cells.

use kernel::{Problem, Result};
use sea_orm::Iterable;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr, VariantNames};

use crate::Step;

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<S> {
    /// The verb leads to a state, by this rule.
    To(S, &'static str),
    /// The verb leaves the state as it is, by this rule.
    Stays(&'static str),
    /// The verb leads back to the state that follows from the days, by this rule.
    Back(&'static str),
    /// The verb is refused, for this reason: a sentence that says what must come first.
    No(&'static str),
}

impl<S> Cell<S> {
    /// Whether the verb may be done.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn verdict(&self) -> Result<(), &'static str> {
        match self {
            Self::No(why) => Err(why),
            Self::To(..) | Self::Stays(_) | Self::Back(_) => Ok(()),
        }
    }

    /// The state after the verb, given the state `from` before it; `back` computes the state that follows from the days. A
    /// refused verb does not change the state.
    ///
    /// # Errors
    /// The error of `back`.
    pub fn after(self, from: S, back: impl FnOnce() -> Result<S>) -> Result<S> {
        match self {
            Self::To(state, _) => Ok(state),
            Self::Back(_) => back(),
            Self::Stays(_) | Self::No(_) => Ok(from),
        }
    }

    /// As [`Cell::after`], for a table without cells that lead back.
    ///
    /// # Errors
    /// [`Problem::Internal`] if a cell leads back.
    pub fn onward(self, from: S) -> Result<S> {
        self.after(from, || Err(Problem::internal("the table leads back, and nothing says where")))
    }

    /// The same cell with its state mapped by a function.
    fn map<T>(self, state: impl FnOnce(S) -> T) -> Cell<T> {
        match self {
            Self::To(to, rule) => Cell::To(state(to), rule),
            Self::Stays(rule) => Cell::Stays(rule),
            Self::Back(rule) => Cell::Back(rule),
            Self::No(why) => Cell::No(why),
        }
    }
}

/// The actions on a record whose states are `S`: an enum with one variant for each step, named as in addresses.
pub trait Verbs<S>: Copy + IntoEnumIterator + VariantNames + Into<&'static str> + Send + Sync + 'static {
    /// Conditions in addition to the table, as sentences for its readers.
    const BESIDE: &'static str = "";

    /// The cell of a state. Must be written without `_`, so that a new state or verb does not compile before its cells are
    /// filled.
    fn cell(self, state: S) -> Cell<S>;
}

/// The verbs of a kind without steps: none.
#[derive(Clone, Copy, Debug, EnumIter, IntoStaticStr, VariantNames)]
pub enum NoVerbs {}

impl<S> Verbs<S> for NoVerbs {
    fn cell(self, _: S) -> Cell<S> {
        match self {}
    }
}

/// The verb with a name.
#[must_use]
pub fn verb<V: IntoEnumIterator + Copy + Into<&'static str>>(word: &str) -> Option<V> {
    V::iter().find(|verb| (*verb).into() == word)
}

/// A cell and its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The state.
    pub status: &'static str,
    /// The verb.
    pub verb: &'static str,
    /// The cell itself.
    pub cell: Cell<&'static str>,
}

/// All cells, state by state.
pub(crate) fn places<S: Copy + Iterable + Into<&'static str>, V: Verbs<S>>() -> Vec<Place> {
    let row = |state: S| {
        V::iter().map(move |verb| Place {
            status: state.into(),
            verb: verb.into(),
            cell: verb.cell(state).map(Into::into),
        })
    };
    S::iter().flat_map(row).collect()
}

/// Whether there is exactly one step for each verb, and no other step.
pub(crate) const fn covered(steps: &[Step], verbs: &[&str]) -> bool {
    let mut left = verbs;
    while let [verb, rest @ ..] = left {
        let mut of = steps;
        let mut present = false;
        while let [step, others @ ..] = of {
            present |= same(step.name.as_bytes(), verb.as_bytes());
            of = others;
        }
        if !present {
            return false;
        }
        left = rest;
    }
    // If every verb has a step and the numbers are equal, no step is left over.
    steps.len() == verbs.len()
}

const fn same(mut one: &[u8], mut two: &[u8]) -> bool {
    while let ([a, rest @ ..], [b, others @ ..]) = (one, two) {
        if *a != *b {
            return false;
        }
        (one, two) = (rest, others);
    }
    one.is_empty() && two.is_empty()
}

#[cfg(test)]
mod tests {
    use kernel::form::Field;

    use super::*;
    use crate::step::{NOTE, Weight};

    const fn step(name: &'static str) -> Step {
        const NONE: &[Field] = &[];
        Step {
            name,
            title: name,
            hint: name,
            fields: NONE,
            reason: NOTE,
            done: name,
            right: None,
            weight: Weight::Beside,
        }
    }

    #[test]
    fn each_verb_is_one_step_and_each_step_a_verb() {
        let steps = [step("jawab"), step("minta-dokumen")];
        assert!(covered(&steps, &["minta-dokumen", "jawab"]));
        assert!(covered(&[], NoVerbs::VARIANTS));
        for verbs in [&["jawab"][..], &["jawab", "minta"], &["jawab", "minta-dokumen", "tolak"], &[]] {
            assert!(!covered(&steps, verbs), "{verbs:?}");
        }
        assert!(!covered(&[step("jawab"), step("jawab")], &["jawab", "minta-dokumen"]));
    }
}
