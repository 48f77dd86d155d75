//! How a change of a record begins: it loads the record that the user has seen, and checks what forbids the change.

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, parse};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};

use crate::step::ALASAN;
use crate::{AnyKind, Boxed, Stored};

/// A requested change.
pub struct Change {
    /// The record.
    pub id: CatatanId,
    /// The version that the user has seen; none to accept the newest.
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
    /// When it happened, if not now.
    pub happened: Option<DateTime<Utc>>,
}

/// Refuses to write with a time before the record's last change, which this transaction could not see when it began.
pub(crate) fn in_time(tx: &Tx, record: &dyn Stored) -> Result<()> {
    if record.head().changed > tx.at { Err(Problem::Busy) } else { Ok(()) }
}

/// Begins a change. Returns the current record and a transaction whose time is after the record's last change.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`].
pub(crate) async fn begin(kind: &dyn AnyKind, ctx: &Ctx, change: &Change) -> Result<(Tx, Boxed)> {
    guarded(kind, ctx.begin().await?, ctx, change).await
}

/// As [`begin`], with no other writer beside it.
///
/// # Errors
/// As [`begin`].
pub(crate) async fn begin_alone(kind: &dyn AnyKind, ctx: &Ctx, change: &Change) -> Result<(Tx, Boxed)> {
    guarded(kind, ctx.begin_alone().await?, ctx, change).await
}

async fn guarded(kind: &dyn AnyKind, mut tx: Tx, ctx: &Ctx, change: &Change) -> Result<(Tx, Boxed)> {
    let old = seen(kind, &mut tx, ctx, change).await?;
    Ok((tx, old))
}

/// The current record of a change in an open transaction, whose time is after the record's last change from now on.
///
/// # Errors
/// As [`begin`].
pub(crate) async fn seen(kind: &dyn AnyKind, tx: &mut Tx, ctx: &Ctx, change: &Change) -> Result<Boxed> {
    let old = kind.load(&**tx, ctx, change.id).await?;
    if change.version.is_some_and(|seen| seen != old.head().version) {
        return Err(Problem::Stale);
    }
    tx.not_before(old.head().changed);
    Ok(old)
}

/// Refuses to correct or withdraw a record that another office only shares: the actor may take its steps, but not change its
/// fields.
pub(crate) fn owned(ctx: &Ctx, record: &dyn Stored) -> Result<()> {
    if ctx.actor.offices.contains(&record.head().office) {
        return Ok(());
    }
    Err(Problem::Refused {
        status: record.status(),
        command: "ubah",
        allowed: Vec::new(),
        detail: "Catatan ini milik kantor lain. Hanya kantor itu yang dapat membetulkan atau membatalkannya."
            .to_owned(),
    })
}

/// Refuses to withdraw or move a record that something else depends on.
pub(crate) fn settled(kind: &dyn AnyKind, record: &dyn Stored, command: &'static str) -> Result<()> {
    let refused =
        |why: &str| Problem::Refused { status: record.status(), command, allowed: Vec::new(), detail: why.to_owned() };
    kind.settled(record).map_err(refused)
}

/// The error for changing a withdrawn record.
pub(crate) fn withdrawn(status: &'static str) -> Problem {
    withdrawn_before(status, "ubah")
}

/// The same for a command by its name.
pub(crate) fn withdrawn_before(status: &'static str, command: &'static str) -> Problem {
    Problem::Refused {
        status,
        command,
        allowed: vec!["pulihkan"],
        detail: "Catatan ini sudah dibatalkan. Pulihkan dahulu.".to_owned(),
    }
}

/// The field for the reason of an action, the same everywhere.
pub const REASON: Field =
    Field::new(ALASAN, "Alasan", FieldKind::Text(300)).required().help("Tercatat di riwayat bersama nama Anda.");

/// A reason that may be stored in history.
///
/// # Errors
/// [`Problem::Invalid`] when it is empty, too long or unreadable.
pub fn reason(ctx: &Ctx, typed: &str) -> Result<String> {
    let form = Form::from([(REASON.key.to_owned(), typed.to_owned())]);
    let parsed = parse(&[&REASON], &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    Ok(parsed.values.need(ALASAN)?)
}
