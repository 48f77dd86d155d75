//! The chain numbers of one transaction: taken when they are needed, or in advance in one statement if it is known what will be
//! written.

use std::ops::Range;
use std::sync::{MutexGuard, PoisonError};

use super::{Book, Counts, take};
use crate::ctx::Tx;
use crate::problem::{Problem, Result};

/// The stream that a transaction has locked by taking its first number, and the numbers that it has not used yet.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    stream: Option<i64>,
    history: Range<i64>,
    access: Range<i64>,
}

impl Numbers {
    fn left(&mut self, book: Book) -> &mut Range<i64> {
        match book {
            Book::History => &mut self.history,
            Book::Access => &mut self.access,
        }
    }

    /// Refuses to commit a transaction that has unused numbers: they would leave a gap.
    pub(crate) fn given_out(&self) -> Result<()> {
        if self.history.is_empty() && self.access.is_empty() {
            return Ok(());
        }
        Err(Problem::internal("numbers of the chain were taken and not used"))
    }
}

fn held(tx: &Tx) -> MutexGuard<'_, Numbers> {
    tx.numbers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes numbers in advance, in one statement for both books.
///
/// # Errors
/// As [`take`].
pub(crate) async fn reserve(tx: &Tx, counts: Counts) -> Result<()> {
    if counts.history + counts.access == 0 {
        return Ok(());
    }
    let stream = held(tx).stream;
    let taken = take(tx, counts, stream).await?;
    let mut numbers = held(tx);
    numbers.stream = Some(taken.stream);
    for (book, count) in [(Book::History, counts.history), (Book::Access, counts.access)] {
        let count = i64::try_from(count).map_err(Problem::internal)?;
        let end = taken.last(book) + 1;
        let left = numbers.left(book);
        // Nobody else takes numbers in a locked stream, so the unused and the new numbers are consecutive.
        *left = if left.is_empty() { end - count..end } else { left.start..end };
    }
    Ok(())
}

/// The stream and the next `count` numbers of a book. Numbers that were not taken in advance are taken now.
///
/// # Errors
/// As [`take`].
pub(crate) async fn next(tx: &Tx, book: Book, count: usize) -> Result<(i64, Range<i64>)> {
    let wanted = i64::try_from(count).map_err(Problem::internal)?;
    let missing = {
        let mut numbers = held(tx);
        let left = numbers.left(book);
        wanted - (left.end - left.start)
    };
    if let Some(missing) = usize::try_from(missing).ok().filter(|missing| *missing > 0) {
        reserve(tx, Counts::of(book, missing)).await?;
    }
    let mut numbers = held(tx);
    let stream = numbers.stream.ok_or(Problem::Busy)?;
    let left = numbers.left(book);
    let given = left.start..left.start + wanted;
    left.start = given.end;
    Ok((stream, given))
}
