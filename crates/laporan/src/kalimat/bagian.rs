//! A sentence in pieces: words, and figures of which it is known what they are, so that each can say where it comes from.

use std::fmt;

/// What a figure in a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// What was reached in the period that the sentence is about.
    Reached,
    /// Its target.
    Goal,
    /// Its capaian.
    Capaian,
    /// What lacks of the target, or is too much.
    Gap,
    /// What was reached in the period before.
    Before,
    /// How far it moved since then.
    Change,
    /// How many items of the agreement are of a state.
    Items,
}

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<(String, Option<Of>)>);

impl Sentence {
    /// A sentence that begins with words.
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self(vec![(words.into(), None)])
    }

    /// The same with words behind it.
    #[must_use]
    pub fn and(mut self, words: impl Into<String>) -> Self {
        self.0.push((words.into(), None));
        self
    }

    /// The same with a figure behind it.
    #[must_use]
    pub fn figure(mut self, of: Of, text: impl Into<String>) -> Self {
        self.0.push((text.into(), Some(of)));
        self
    }

    /// Its pieces in their order, figures with what they are.
    #[must_use]
    pub fn pieces(&self) -> &[(String, Option<Of>)] {
        &self.0
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(text, _)| f.write_str(text))
    }
}
