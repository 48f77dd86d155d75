//! Changing a record: guarded by its version, with history, and its facts brought up to date in the same transaction.

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, parse};
use kernel::history::{self, Entry};
use kernel::ledger::{self, Subject};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::differences::{differences, person_key};
use crate::kind::facts;
use crate::step::Taken;
use crate::{Deed, Head, Kind, Record, proof, queries, search, trace, tugas};

/// What a change is asked to be.
pub struct Change {
    /// The record.
    pub id: CatatanId,
    /// The version that the one who asks has seen; none where the newest will do.
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
    /// When it happened, if not now.
    pub happened: Option<DateTime<Utc>>,
}

/// Changes a record to what a pure function makes of it. The function gets the record and the head that the new one
/// must carry.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`] when somebody else was faster, or what the function refuses.
pub async fn change<K: Kind>(
    ctx: &Ctx,
    change: Change,
    decide: impl FnOnce(&K::Record, Head) -> Result<K::Record> + Send,
) -> Result<K::Record> {
    ctx.actor.require(K::INFO.permission)?;
    let (tx, old) = begin::<K>(ctx, &change).await?;
    let new = decided::<K>(&tx, ctx, &old, change, decide).await?;
    tx.commit().await?;
    Ok(new)
}

/// As [`change`], in an open transaction and whatever the actor may see: for what follows from something else that was done.
///
/// # Errors
/// As [`change`].
pub async fn change_in<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    change: Change,
    decide: impl FnOnce(&K::Record, Head) -> Result<K::Record> + Send,
) -> Result<K::Record> {
    let old = any::<K>(tx, change.id).await?;
    in_time(tx, &old)?;
    decided::<K>(tx, ctx, &old, change, decide).await
}

/// Refuses to write before a record's last change: the transaction began before that change was there to be seen.
pub(crate) fn in_time<R: Record>(tx: &Tx, record: &R) -> Result<()> {
    if record.head().changed > tx.at { Err(Problem::Busy) } else { Ok(()) }
}

/// A record, whoever may see it.
pub(crate) async fn any<K: Kind>(tx: &Tx, id: CatatanId) -> Result<K::Record> {
    let found = <K::Record as sea_orm::ModelTrait>::Entity::find().filter(Expr::col("id").eq(id.0));
    found.one(&**tx).await?.ok_or(Problem::NotFound)
}

/// What a line of history says of a record that went to another office.
pub(crate) fn moved<K: Kind>(ctx: &Ctx, old: &K::Record, new: &K::Record) -> serde_json::Value {
    let code = |record: &K::Record| ctx.house.offices.by_id(record.head().office).map(|office| office.code.clone());
    serde_json::json!({
        "kantor": { "dari": code(old), "ke": code(new) },
        "nomor": { "dari": old.head().number, "ke": new.head().number },
    })
}

async fn decided<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    old: &K::Record,
    change: Change,
    decide: impl FnOnce(&K::Record, Head) -> Result<K::Record> + Send,
) -> Result<K::Record> {
    if old.head().withdrawn.is_some() {
        return Err(withdrawn(old.status()));
    }
    let head = Head { version: old.head().version + 1, changed: tx.at, ..old.head() };
    let new = decide(old, head)?;
    apply::<K>(tx, ctx, old, &new, change).await?;
    Ok(new)
}

/// Begins a change: the record as it is, and a transaction whose time lies behind the record's last change.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`].
pub(crate) async fn begin<K: Kind>(ctx: &Ctx, change: &Change) -> Result<(Tx, K::Record)> {
    guarded::<K>(ctx.begin().await?, ctx, change).await
}

/// As [`begin`], beside which nothing else is written.
///
/// # Errors
/// As [`begin`].
pub(crate) async fn begin_alone<K: Kind>(ctx: &Ctx, change: &Change) -> Result<(Tx, K::Record)> {
    guarded::<K>(ctx.begin_alone().await?, ctx, change).await
}

async fn guarded<K: Kind>(mut tx: Tx, ctx: &Ctx, change: &Change) -> Result<(Tx, K::Record)> {
    let old = queries::load::<K>(&*tx, ctx, change.id).await?;
    if change.version.is_some_and(|seen| seen != old.head().version) {
        return Err(Problem::Stale);
    }
    tx.not_before(old.head().changed);
    Ok((tx, old))
}

/// Refuses to correct or withdraw what another office only shares: its steps are open to the actor, its fields are not.
pub(crate) fn owned<K: Kind>(ctx: &Ctx, record: &K::Record) -> Result<()> {
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

/// Refuses to withdraw or move what something else stands on.
pub(crate) fn settled<K: Kind>(record: &K::Record, command: &'static str) -> Result<()> {
    let refused =
        |why: &str| Problem::Refused { status: record.status(), command, allowed: Vec::new(), detail: why.to_owned() };
    K::settled(record).map_err(refused)
}

/// The refusal to change what was withdrawn.
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

/// Why something was done, as it is asked for everywhere.
pub const REASON: Field =
    Field::new("alasan", "Alasan", FieldKind::Text(300)).required().help("Tercatat di riwayat bersama nama Anda.");

/// A reason as it may stand in history.
///
/// # Errors
/// [`Problem::Invalid`] when it is empty, too long or unreadable.
pub fn reason(ctx: &Ctx, typed: &str) -> Result<String> {
    let form = Form::from([(REASON.key.to_owned(), typed.to_owned())]);
    let parsed = parse(&[&REASON], &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    Ok(parsed.values.need_text(REASON.key)?)
}

/// Writes a changed record in an open transaction; its line of history says which fields differ.
///
/// # Errors
/// [`Problem::Stale`] when somebody else was faster.
pub(crate) async fn apply<K: Kind>(tx: &Tx, ctx: &Ctx, old: &K::Record, new: &K::Record, change: Change) -> Result<()> {
    apply_with::<K>(tx, ctx, (old, new), change, Done::default()).await
}

/// What there is to say of a change beside what it changed.
#[derive(Default)]
pub(crate) struct Done<'a> {
    /// More members for the line of history.
    pub more: serde_json::Value,
    /// The step that it was.
    pub taken: Option<Taken<'a>>,
}

/// As [`apply`], with more to say of it.
///
/// # Errors
/// As [`apply`].
pub(crate) async fn apply_with<K: Kind>(
    tx: &Tx,
    ctx: &Ctx,
    (old, new): (&K::Record, &K::Record),
    change: Change,
    done: Done<'_>,
) -> Result<()> {
    let mut changes = differences::<K>(old, new, person_key(tx, ctx, &old.head()).await?.as_ref())?;
    if let (Some(members), serde_json::Value::Object(more)) = (changes.as_object_mut(), done.more) {
        members.extend(more);
    }
    let line = Line { reason: change.reason.clone(), happened: change.happened, changes };
    put::<K>(tx, ctx, old, new, line).await?;
    K::follow(tx, ctx, Deed { old: Some(old), new, reason: &change.reason, taken: done.taken }).await
}

/// What a line of history says of a change.
pub(crate) struct Line {
    /// Why.
    pub reason: String,
    /// When it happened, if not now.
    pub happened: Option<DateTime<Utc>>,
    /// What it changed.
    pub changes: serde_json::Value,
}

/// Writes a changed record in an open transaction, guarded by its version, with its line of history and its facts.
///
/// # Errors
/// [`Problem::Stale`] when somebody else was faster, [`Problem::Duplicate`] when its number or content stands already.
pub(crate) async fn put<K: Kind>(tx: &Tx, ctx: &Ctx, old: &K::Record, new: &K::Record, line: Line) -> Result<()> {
    let (before, after) = (old.head(), new.head());
    let written = <K::Record as sea_orm::ModelTrait>::Entity::update_many()
        .set(new.clone().into_active_model().reset_all())
        .filter(Expr::col("id").eq(before.id.0))
        .filter(Expr::col("versi").eq(before.version))
        .exec(&**tx)
        .await
        .map_err(|error| match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
                Problem::Duplicate("Nomor itu sudah dipakai catatan lain di kantor ini.".to_owned())
            }
            _ => error.into(),
        })?;
    if written.rows_affected != 1 {
        return Err(Problem::Stale);
    }
    search::of_record::<K>(tx, ctx, new).await?;
    let cause = tx.id();
    let subject = subject::<K>(tx, new).await?;
    let plan = ledger::plan(tx, &subject, facts::<K>(new, &ctx.house.rules), cause).await?;
    let left = history::of_version(&**tx, before.id, before.version).await?;
    let strange = left.is_none_or(|left| !trace::left(&left, old));
    let entry = Entry {
        id: cause,
        kind: K::INFO.name,
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
    tugas::write::<K>(tx, &ctx.house, std::slice::from_ref(new), false).await?;
    ledger::write(tx, vec![plan]).await
}

/// Whose facts a record's are.
pub(crate) async fn subject<K: Kind>(tx: &Tx, record: &K::Record) -> Result<Subject> {
    let head = record.head();
    let people = people::dimensions(&**tx, head.person.into_iter().collect()).await?;
    let traits = head.person.and_then(|p| people.get(&p).cloned()).unwrap_or_default();
    Ok(Subject { kind: K::INFO.name, record: head.id, office: head.office, person: head.person, traits })
}
