//! Receiving somebody: the one way in, from a page of a manifest and from a desk that was without a line.

use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use pemulangan::baris::{Column, Entity, Met, meet};
use records::{AnyKind, Mode, Outcome};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// What became of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Received {
    /// Recorded now, and the line met: the record and its number.
    New(CatatanId, String),
    /// The same stood already, with no other line; the line is met by it.
    Known(CatatanId, String),
    /// The same stands already, and another line was met by it. This line is as it was.
    Another(CatatanId, String),
    /// The line was met before, by this record. What was written now must not be kept.
    Before(CatatanId),
}

/// Records somebody under an id that may be chosen, and marks the line; of several who try one succeeds.
///
/// # Errors
/// [`Problem::Invalid`] with everything that is wrong; [`Problem::Forbidden`]; as [`meet`].
pub(crate) async fn receive(
    tx: &Tx,
    ctx: &Ctx,
    kind: &dyn AnyKind,
    (form, id): (Form, Option<Uuid>),
    line: Option<Uuid>,
) -> Result<Received> {
    let done = kind.register_in(tx, ctx, &[form], &[id], Mode::Write).await?;
    let (record, number, fresh) = match done.outcomes.into_iter().next() {
        Some(Outcome::New(id, number)) => (id, number, true),
        Some(Outcome::Known(id, number)) => (id, number, false),
        Some(Outcome::Wrong(errors) | Outcome::Contradicts(errors)) => return Err(Problem::Invalid(errors)),
        _ => return Err(Problem::internal("a form came to nothing")),
    };
    if let Some(line) = line {
        if !fresh && another(tx, record, line).await? {
            return Ok(Received::Another(record, number));
        }
        if let Met::Before(before) = meet(tx, ctx, line, (kind.info().name, record)).await? {
            return Ok(Received::Before(before));
        }
    }
    Ok(if fresh { Received::New(record, number) } else { Received::Known(record, number) })
}

/// Whether a record was made of another line than this.
///
/// # Errors
/// What the database says.
pub(crate) async fn another(tx: &Tx, record: CatatanId, line: Uuid) -> Result<bool> {
    let met = Entity::find().filter(Column::CatatanId.eq(record)).filter(Column::Id.ne(line));
    Ok(met.one(&**tx).await?.is_some())
}
