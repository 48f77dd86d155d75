//! History (`riwayat`): every change of every record, with who, when it happened, when it was recorded, and why.

pub mod erased;

use std::collections::HashMap;
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, SelectStatement};
use sea_orm::{ActiveModelTrait, FromQueryResult, IdenStatic, IntoActiveModel, Iterable, QueryOrder, QueryResult};

use crate::by::By;
use crate::chain::{self, Book, Counts};
use crate::ctx::{Ctx, Tx};
use crate::db::chunk_rows;
use crate::id::{CatatanId, KantorId, OrangId, PenggunaId};
use crate::problem::{Problem, Result};

/// One line of history. Lines are appended, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "riwayat")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind of record.
    pub jenis: String,
    /// The record.
    pub catatan_id: CatatanId,
    /// The record's office at that time.
    pub kantor_id: KantorId,
    /// The version that the change made.
    pub versi: i64,
    /// The status before; none at creation.
    pub dari: Option<String>,
    /// The status after.
    pub ke: String,
    /// Why, in the words of the person who made the change.
    pub alasan: String,
    /// The fields that changed, with old and new text; what is sensitive appears only as "berubah".
    pub perubahan: Json,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// The name of the person who made the change.
    pub pelaku: String,
    /// When it happened, as far as is known.
    pub terjadi_pada: DateTimeUtc,
    /// When it was recorded.
    pub dicatat_pada: DateTimeUtc,
    /// The fingerprint of the record's row as the change left it.
    pub sidik: Option<String>,
    /// The facts that the change opened and ended, see [`crate::ledger::Plan::trace`].
    pub fakta: Option<Json>,
    /// The stream that the line is numbered in, see [`crate::chain`].
    pub aliran: Option<i64>,
    /// Its number in that stream.
    pub urutan: Option<i64>,
    /// Its stamp, over the whole row.
    #[sea_orm(column_type = "Blob", nullable)]
    pub meterai: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A change to be appended.
pub struct Entry {
    /// The id of its line.
    pub id: Uuid,
    /// The kind of record.
    pub kind: &'static str,
    /// The record.
    pub record: CatatanId,
    /// Its office.
    pub office: KantorId,
    /// The version that the change makes.
    pub version: i64,
    /// The status before; none at creation.
    pub from: Option<&'static str>,
    /// The status after.
    pub to: &'static str,
    /// Why.
    pub reason: String,
    /// The fields that changed.
    pub changes: Json,
    /// When it happened; none when that is the time of recording.
    pub happened: Option<DateTime<Utc>>,
    /// The fingerprint of the record's row as the change leaves it.
    pub proof: Option<String>,
    /// The facts that it opens and ends, see [`crate::ledger::Plan::trace`].
    pub facts: Option<Json>,
}

/// The people from whom records came last, by merging or parting; records that never changed hands are left out.
///
/// # Errors
/// Any database error.
pub async fn came_from(db: &impl ConnectionTrait, records: &[CatatanId]) -> Result<HashMap<CatatanId, OrangId>> {
    let mut came = HashMap::new();
    for chunk in records.chunks(chunk_rows(1)) {
        let lines = Entity::find()
            .filter(Column::CatatanId.is_in(chunk.iter().copied()))
            .order_by_asc(Column::Versi)
            .all(db)
            .await?;
        let from = |line: Model| {
            let person = line.perubahan.get("orang_id")?.get("dari")?.as_str()?;
            Some((line.catatan_id, person.parse().ok()?))
        };
        came.extend(lines.into_iter().filter_map(from));
    }
    Ok(came)
}

/// Appends changes, after those that are queued, see [`append_later`].
///
/// # Errors
/// [`Problem::Duplicate`] when a record with that id exists already, or any database error.
pub async fn append(tx: &Tx, ctx: &Ctx, entries: Vec<Entry>) -> Result<()> {
    append_later(tx, ctx, entries);
    write(tx).await
}

/// As [`append`], each change by whoever made it; returns their lines, as [`of`] reads them, but without their places in the chain.
///
/// # Errors
/// As [`append`].
pub async fn append_shown(tx: &Tx, by: By<'_>, entries: Vec<Entry>) -> Result<Vec<Model>> {
    let lines: Vec<Model> = entries.into_iter().enumerate().map(|(at, entry)| line(tx, by.of(at), entry)).collect();
    tx.lines.lock().unwrap_or_else(PoisonError::into_inner).extend(lines.iter().cloned());
    write(tx).await?;
    Ok(lines)
}

/// Queues changes until others are appended or the transaction ends. All of them are then written in one statement, with
/// numbers taken in one step. Until then they cannot be read.
pub fn append_later(tx: &Tx, ctx: &Ctx, entries: Vec<Entry>) {
    let lines = entries.into_iter().map(|entry| line(tx, ctx, entry));
    tx.lines.lock().unwrap_or_else(PoisonError::into_inner).extend(lines);
}

/// Takes chain numbers in advance: for the queued lines, for `lines` more, and for `reads` reads that will be logged. To be
/// called before taking a lock that others wait for. If numbers are left unused, the commit fails.
///
/// # Errors
/// [`Problem::Busy`], or any database error.
pub async fn foresee(tx: &Tx, lines: usize, reads: usize) -> Result<()> {
    let waiting = tx.lines.lock().unwrap_or_else(PoisonError::into_inner).len();
    chain::reserve(tx, Counts { history: waiting + lines, access: reads }).await
}

/// Writes the queued lines, each with its place in the chain and its stamp.
pub(crate) async fn write(tx: &Tx) -> Result<()> {
    let mut lines = std::mem::take(&mut *tx.lines.lock().unwrap_or_else(PoisonError::into_inner));
    if lines.is_empty() {
        return Ok(());
    }
    let (stream, numbers) = chain::next(tx, Book::History, lines.len()).await?;
    for (number, line) in numbers.zip(lines.iter_mut()) {
        (line.aliran, line.urutan) = (Some(stream), Some(number));
        line.meterai = Some(tx.house.vault.stamp(line, &[]));
    }
    let mut rows = lines.into_iter().map(|line| line.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(chunk_rows(18)).collect();
        let many = chunk.len();
        tx.add(Entity::insert_many(chunk), many, taken_id).await?;
    }
    Ok(())
}

/// The line of a change, without its place in the chain.
fn line(tx: &Tx, ctx: &Ctx, entry: Entry) -> Model {
    Model {
        id: entry.id,
        jenis: entry.kind.to_owned(),
        catatan_id: entry.record,
        kantor_id: entry.office,
        versi: entry.version,
        dari: entry.from.map(str::to_owned),
        ke: entry.to.to_owned(),
        alasan: entry.reason,
        perubahan: entry.changes,
        pelaku_id: ctx.actor.user,
        pelaku: ctx.actor.name.clone(),
        terjadi_pada: entry.happened.unwrap_or(tx.at),
        dicatat_pada: tx.at,
        sidik: entry.proof,
        fakta: entry.facts,
        aliran: None,
        urutan: None,
        meterai: None,
    }
}

/// Two records cannot have the same id, even if they are of different kinds.
fn taken_id() -> Problem {
    Problem::Duplicate("Id itu sudah dipakai catatan lain.".to_owned())
}

/// The line of the change that made a version of a record; none if Lindung did not make that version.
///
/// # Errors
/// Any database error.
pub async fn of_version(db: &impl ConnectionTrait, record: CatatanId, version: i64) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::CatatanId.eq(record)).filter(COLUMN.versi.eq(version)).one(db).await?)
}

/// The history of a record, oldest first, including the time when another office had it. The caller must have checked that the
/// actor may see the record or the person.
///
/// # Errors
/// Any database error.
pub async fn of(ctx: &Ctx, kind: &str, record: CatatanId) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(COLUMN.jenis.eq(kind))
        .filter(Column::CatatanId.eq(record))
        .order_by_asc(COLUMN.versi)
        .all(ctx.keyed())
        .await?;
    Ok(rows)
}

/// What the names of columns with a line of history begin with; no column of a record does.
const MARK: &str = "rwy__";

/// Adds to a select of `catatan`, one record of a kind, the lines of its history: a row for each, oldest first. As with [`of`], the
/// caller must have checked that the actor may see the record.
pub fn beside(record: &mut SelectStatement, kind: &str) {
    for column in Column::iter() {
        record.expr_as(Expr::col((Entity, column)), Alias::new([MARK, column.as_str()].concat()));
    }
    let of_it = Expr::col((Entity, Column::CatatanId)).equals(("catatan", "id"));
    let own = of_it.and(Expr::col((Entity, Column::Jenis)).eq(kind));
    record.left_join(Entity, own).order_by((Entity, Column::Versi), Order::Asc);
}

/// The line of history of a row that [`beside`] selected; none where the record has none.
///
/// # Errors
/// A row without its columns.
pub fn beside_of(row: &QueryResult) -> Result<Option<Model>> {
    Ok(Model::from_query_result_optional(row, MARK)?)
}
