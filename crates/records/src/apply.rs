//! Writes a changed record in one transaction with its line of history, its facts, its task and its search index rows.

use chrono::{DateTime, Utc};
use kernel::history::{self, Entry};
use kernel::ledger::{self, Subject};
use kernel::{Ctx, Result, Tx};

use crate::change::{Change, withdrawn};
use crate::differences::{differences, person_key};
use crate::step::Taken;
use crate::{AnyKind, Boxed, Deed, Head, Stored, found_by, proof, trace, work};

/// A pure function that makes the new row from the old row and the head of the new one.
pub(crate) type Decide<'a> = Box<dyn FnOnce(&dyn Stored, Head) -> Result<Boxed> + Send + 'a>;

/// Changes a record by a function.
///
/// # Errors
/// [`kernel::Problem::Refused`] when it is withdrawn, [`kernel::Problem::Stale`] when somebody else changed it first, or the
/// error of the function.
pub(crate) async fn decided(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    old: Boxed,
    change: Change,
    decide: Decide<'_>,
) -> Result<Boxed> {
    let head = old.head();
    if head.withdrawn.is_some() {
        return Err(withdrawn(old.status()));
    }
    let new = decide(&*old, Head { version: head.version + 1, changed: tx.at, ..head })?;
    apply(kind, tx, ctx, &*old, &*new, change).await?;
    Ok(new)
}

/// The content of a line of history for a record that moved to another office.
pub(crate) fn moved(ctx: &Ctx, old: &dyn Stored, new: &dyn Stored) -> serde_json::Value {
    let code = |record: &dyn Stored| ctx.house.offices.by_id(record.head().office).map(|office| office.code.clone());
    serde_json::json!({
        "kantor": { "dari": code(old), "ke": code(new) },
        "nomor": { "dari": old.head().number, "ke": new.head().number },
    })
}

/// Writes a changed record in an open transaction; its line of history lists the fields that differ.
///
/// # Errors
/// [`kernel::Problem::Stale`] when somebody else changed it first.
pub(crate) async fn apply(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    old: &dyn Stored,
    new: &dyn Stored,
    change: Change,
) -> Result<()> {
    apply_with(kind, tx, ctx, (old, new), change, Done::default()).await
}

/// More information about a change, besides the changed fields.
#[derive(Default)]
pub(crate) struct Done<'a> {
    /// More members for the line of history.
    pub more: serde_json::Value,
    /// The step that was taken, if any.
    pub taken: Option<Taken<'a>>,
}

/// As [`apply`], with more information about the change.
///
/// # Errors
/// As [`apply`].
pub(crate) async fn apply_with(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    (old, new): (&dyn Stored, &dyn Stored),
    change: Change,
    done: Done<'_>,
) -> Result<()> {
    let mut changes = differences(kind, old, new, person_key(tx, ctx, &old.head()).await?.as_ref())?;
    if let (Some(members), serde_json::Value::Object(more)) = (changes.as_object_mut(), done.more) {
        members.extend(more);
    }
    let line = Line { reason: change.reason.clone(), happened: change.happened, changes };
    put(kind, tx, ctx, old, new, line).await?;
    kind.follow(tx, ctx, Deed { old: Some(old), new, reason: &change.reason, taken: done.taken }).await
}

/// The content of a line of history about a change.
pub(crate) struct Line {
    /// Why.
    pub reason: String,
    /// When it happened, if not now.
    pub happened: Option<DateTime<Utc>>,
    /// What it changed.
    pub changes: serde_json::Value,
}

/// Writes a changed record in an open transaction if its version is still the same, with its line of history and its facts.
///
/// # Errors
/// [`kernel::Problem::Stale`] when somebody else changed it first, [`kernel::Problem::Duplicate`] when its number or content
/// exists already.
pub(crate) async fn put(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    old: &dyn Stored,
    new: &dyn Stored,
    line: Line,
) -> Result<()> {
    let (before, after) = (old.head(), new.head());
    kind.update(tx, old, new).await?;
    found_by::of_record(kind, tx, ctx, new).await?;
    let cause = tx.id();
    let subject = subject(kind, tx, new).await?;
    let plan = ledger::plan(tx, &subject, kind.counted(new, &ctx.house.rules)?, cause).await?;
    let left = history::of_version(&**tx, before.id, before.version).await?;
    let strange = left.is_none_or(|left| !trace::left(&left, old));
    let entry = Entry {
        id: cause,
        kind: kind.info().name,
        record: before.id,
        office: after.office,
        version: after.version,
        from: Some(old.status()),
        to: new.status(),
        reason: line.reason,
        changes: line.changes,
        happened: line.happened,
        proof: Some(proof(new)),
        facts: Some(trace::with_stray(plan.trace(), strange.then(|| proof(old)))),
    };
    history::append(tx, ctx, vec![entry]).await?;
    work::write(kind, tx, &ctx.house, &[new], false).await?;
    ledger::write(tx, vec![plan]).await
}

/// The subject of a record's facts.
///
/// # Errors
/// [`kernel::Problem::Refused`] once the person has been erased: their facts stay as they are.
pub(crate) async fn subject(kind: &dyn AnyKind, tx: &Tx, record: &dyn Stored) -> Result<Subject> {
    let head = record.head();
    let mut people = people::standing(&**tx, head.person.into_iter().collect()).await?;
    let (traits, erased) = head.person.and_then(|p| people.remove(&p)).unwrap_or_default();
    if erased {
        return Err(people::erased("ubah"));
    }
    Ok(Subject { kind: kind.info().name, record: head.id, office: head.office, person: head.person, traits })
}
