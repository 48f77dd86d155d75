//! Writing what became of many people: some records in one transaction, each by itself as if it had been corrected by hand.

use std::collections::HashMap;

use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::apply::apply;
use crate::differences::{differences, person_key};
use crate::{AnyKind, Boxed, Change, Stored, edit};

/// How many records one transaction writes, so that others need not wait for a long roster.
const CHUNK: usize = 100;

/// What is entered for a person.
pub(super) struct Mark {
    /// Their record.
    pub id: CatatanId,
    /// The version that was seen; none to accept the newest.
    pub version: Option<i64>,
    /// Text by field; empty text empties the field.
    pub fields: Form,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is written.
    Changed,
    /// It stood already.
    Same,
    /// It is wrong; nothing of it is written.
    Wrong(Vec<FieldError>),
    /// Somebody else changed the record after it was seen; nothing of it is written.
    Overtaken,
    /// It was not tried, or not written, as this says.
    Left(String),
}

/// What is said of a record that somebody else was faster with.
pub(super) const OVERTAKEN: &str = "Sudah diubah orang lain; yang tampak isinya sekarang.";
const NOT_TRIED: &str = "Belum dicoba: berhenti pada baris di atas.";

/// Writes marks, and says what became of each, in their order. Where something stops, what stands before it is written.
///
/// # Errors
/// [`Problem::Forbidden`]; an error at the very first transaction that has nothing to do with a record.
pub(super) async fn write(ctx: &Ctx, kind: &dyn AnyKind, reason: &str, marks: &[Mark]) -> Result<Vec<Fate>> {
    ctx.actor.require(kind.info().permission)?;
    let mut fates = Vec::with_capacity(marks.len());
    for some in marks.chunks(CHUNK) {
        let done = match written(ctx, kind, reason, some).await {
            // Somebody was faster with one of them: read again, and only that one stays.
            Err(Problem::Stale | Problem::Busy) => written(ctx, kind, reason, some).await,
            done => done,
        };
        match done {
            Ok(done) => fates.extend(done),
            Err(problem) if fates.is_empty() && !matches!(problem, Problem::Stale | Problem::Busy) => {
                return Err(problem);
            }
            Err(problem) => {
                fates.extend(some.iter().map(|_| Fate::Left(format!("Belum disimpan: {problem}"))));
                fates.resize(marks.len(), Fate::Left(NOT_TRIED.to_owned()));
                break;
            }
        }
    }
    Ok(fates)
}

async fn written(ctx: &Ctx, kind: &dyn AnyKind, reason: &str, marks: &[Mark]) -> Result<Vec<Fate>> {
    let mut tx = ctx.begin().await?;
    let mut query = kind.select_seen(ctx)?;
    query.and_where(Expr::col("id").is_in(marks.iter().map(|mark| mark.id.0)));
    let olds: HashMap<CatatanId, Boxed> =
        kind.all(&*tx, &query).await?.into_iter().map(|old| (old.head().id, old)).collect();
    for old in olds.values() {
        tx.not_before(old.head().changed);
    }
    let mut fates = Vec::with_capacity(marks.len());
    for mark in marks {
        fates.push(match olds.get(&mark.id) {
            None => Fate::Left("Tidak ada di antara catatan kantor Anda.".to_owned()),
            Some(old) if mark.version.is_some_and(|seen| seen != old.head().version) => Fate::Overtaken,
            Some(old) => one(kind, &tx, ctx, &**old, (mark, reason)).await?,
        });
    }
    tx.commit().await?;
    Ok(fates)
}

async fn one(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, old: &dyn Stored, (mark, reason): (&Mark, &str)) -> Result<Fate> {
    let new = match edit::draft(kind, tx, ctx, old, mark.fields.clone()).await {
        Ok(new) => new,
        Err(Problem::Invalid(errors)) => return Ok(Fate::Wrong(errors)),
        Err(problem @ Problem::Refused { .. }) => return Ok(Fate::Left(problem.to_string())),
        Err(other) => return Err(other),
    };
    let key = person_key(tx, ctx, &old.head()).await?;
    let changes = differences(kind, old, &*new, key.as_ref())?;
    if changes.as_object().is_some_and(serde_json::Map::is_empty) {
        return Ok(Fate::Same);
    }
    let change = Change { id: mark.id, version: mark.version, reason: reason.to_owned(), happened: None };
    apply(kind, tx, ctx, old, &*new, change).await?;
    Ok(Fate::Changed)
}
