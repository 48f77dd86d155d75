//! How far a record is, whatever its kind calls its states.

/// How far a record is. Each state of a kind belongs to one of these stages, so that pages need not know the states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been done yet.
    New,
    /// Under way.
    Running,
    /// Ended as hoped.
    Done,
    /// Ended otherwise.
    Dropped,
}
