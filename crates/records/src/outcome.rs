//! The results of registering forms.

use std::fmt;

use kernel::{CatatanId, FieldError, history};

use crate::Boxed;

/// Whether to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write if nothing is wrong.
    Write,
    /// The same, and log a read of each new record in the same transaction, since it is shown to its author at once.
    Show,
    /// Only check.
    DryRun,
}

/// The result for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was written: its id and number.
    New(CatatanId, String),
    /// It is new but was not written, because of a dry run or errors in another row.
    Fresh,
    /// It exists already, with this number.
    Known(CatatanId, String),
    /// It is the same as an earlier row of the batch (counted from 0).
    Same(usize),
    /// Its number belongs to somebody else by all that it says: what differs, and the ways out.
    Contradicts(Vec<FieldError>),
    /// It has errors.
    Wrong(Vec<FieldError>),
}

impl Outcome {
    /// Whether nothing of its batch is written because of it.
    #[must_use]
    pub fn stops(&self) -> bool {
        matches!(self, Self::Contradicts(_) | Self::Wrong(_))
    }
}

/// A record that was just written, with what is shown of it, so that it need not be read.
pub(crate) struct Made {
    pub record: Boxed,
    pub person: Option<people::entity::Model>,
    /// Its first line of history.
    pub line: history::Model,
}

impl fmt::Debug for Made {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing of people in a log.
        to.debug_struct("Made").field("id", &self.line.catatan_id).finish_non_exhaustive()
    }
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Registered {
    /// The records that were made, in the order of their rows, if they are to be shown.
    pub(crate) made: Vec<Made>,
    /// The result for each row, in order.
    pub outcomes: Vec<Outcome>,
    /// The rows of several people's about somebody about whom an earlier row is: nothing is written because of them.
    pub(crate) repeated: Vec<usize>,
    /// Warnings on rows, by their index in the batch.
    pub warnings: Vec<(usize, FieldError)>,
    /// Whether anything was written.
    pub written: bool,
}

impl Registered {
    pub(crate) fn set(&mut self, at: usize, outcome: Outcome) {
        if let Some(place) = self.outcomes.get_mut(at) {
            *place = outcome;
        }
    }

    pub(crate) fn wrong(&self, at: usize) -> bool {
        self.outcomes.get(at).is_some_and(Outcome::stops)
    }
}
