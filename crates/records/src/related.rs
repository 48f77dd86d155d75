//! Related records of any kinds. A relation is stored once and seen from both sides.

use std::collections::HashSet;

use kernel::db::chunk_rows;
use kernel::form::FieldKind;
use kernel::{CatatanId, Ctx, FieldError, KantorId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{QueryOrder, QueryResult, QuerySelect};

use web::{Directory, Label};

use crate::files::{self, Files};
use crate::touch::Touch;
use crate::{AnyKind, Registry};

/// Two records that belong together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kaitan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind of the first record.
    pub jenis: String,
    /// The first record.
    pub catatan_id: CatatanId,
    /// The kind of the second record.
    pub ke_jenis: String,
    /// The second record.
    pub ke_catatan_id: CatatanId,
    /// Who related them.
    pub dikaitkan_oleh: String,
    /// When.
    pub dikaitkan_pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// A record of any kind as the target of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its kind.
    pub kind: &'static str,
    /// The record.
    pub id: CatatanId,
    /// Its human number.
    pub number: String,
}

/// How many related records a page shows at most.
const SHOWN: u64 = 200;

/// What is related to a record: kinds and records, in the order in which they were related.
///
/// # Errors
/// Any database error.
async fn of(db: &impl ConnectionTrait, id: CatatanId) -> Result<Vec<(String, CatatanId)>> {
    let either = COLUMN.catatan_id.eq(id).or(COLUMN.ke_catatan_id.eq(id));
    let rows = Entity::find().filter(either).order_by_asc(COLUMN.id).limit(SHOWN).all(db).await?;
    let other = |row: Model| {
        if row.catatan_id == id { (row.ke_jenis, row.ke_catatan_id) } else { (row.jenis, row.catatan_id) }
    };
    Ok(rows.into_iter().map(other).collect())
}

/// Whether a record of a kind is related to the one with this id, as a condition of a select; withdrawn records do not count. The kind's table
/// must have the kind's name.
#[must_use]
pub fn has(id: &Expr, kind: &'static str) -> Expr {
    let there = |own: Column, other: Column, other_kind: Column| {
        let partner = Expr::col((kind, "id")).equals((Entity, other));
        let standing = Query::select()
            .expr(Expr::val(1))
            .from(Entity)
            .inner_join(kind, partner)
            .and_where(Expr::col((Entity, own)).eq(id.clone()))
            .and_where(Expr::col((Entity, other_kind)).eq(kind))
            .and_where(Expr::col((kind, "dibatalkan_pada")).is_null())
            .to_owned();
        Expr::exists(standing)
    };
    let first = there(Column::CatatanId, Column::KeCatatanId, Column::KeJenis);
    first.or(there(Column::KeCatatanId, Column::CatatanId, Column::Jenis))
}

/// Which of some conditions hold, in one statement.
///
/// # Errors
/// Any database error.
pub async fn holds<const N: usize>(db: &impl ConnectionTrait, conditions: [Expr; N]) -> Result<[bool; N]> {
    let mut query = Query::select();
    ask(&mut query, conditions.into());
    let row =
        db.query_one(&query).await?.ok_or_else(|| Problem::internal("a select of conditions answered nothing"))?;
    answers(&row, N)?.try_into().map_err(|_| Problem::internal("another number of answers than of conditions"))
}

/// What the columns with answers are called, before their place.
const MARK: &str = "ada__";

/// Asks a select whether some conditions hold, too.
pub(crate) fn ask(query: &mut SelectStatement, conditions: Vec<Expr>) {
    for (at, condition) in conditions.into_iter().enumerate() {
        query.expr_as(condition, Alias::new(format!("{MARK}{at}")));
    }
}

/// Which of `count` conditions hold by a row of a select that was [asked](ask).
///
/// # Errors
/// A row without them.
pub(crate) fn answers(row: &QueryResult, count: usize) -> Result<Vec<bool>> {
    (0..count).map(|at| Ok(row.try_get("", &format!("{MARK}{at}"))?)).collect()
}

/// Those of the records `ids` that are related to a record of a kind that is not withdrawn.
///
/// # Errors
/// Any database error.
pub async fn with(db: &impl ConnectionTrait, ids: &[CatatanId], kind: &'static str) -> Result<HashSet<CatatanId>> {
    let stands = |other: Column| {
        let live = Query::select().column("id").from(kind).and_where(Expr::col("dibatalkan_pada").is_null()).to_owned();
        Expr::col(other).in_subquery(live)
    };
    let mut partners = HashSet::new();
    for some in ids.chunks(chunk_rows(2)) {
        let (here, there) = (COLUMN.catatan_id.is_in(some.to_vec()), COLUMN.ke_catatan_id.is_in(some.to_vec()));
        let here = here.and(COLUMN.ke_jenis.eq(kind)).and(stands(Column::KeCatatanId));
        let there = there.and(COLUMN.jenis.eq(kind)).and(stands(Column::CatatanId));
        let rows = Entity::find().filter(here.or(there)).all(db).await?;
        partners.extend(rows.into_iter().flat_map(|row| [row.catatan_id, row.ke_catatan_id]));
    }
    Ok(partners)
}

/// Whether another record of the target's kind is related to a record; withdrawn records do not count.
pub(crate) async fn others(db: &impl ConnectionTrait, id: CatatanId, target: &Target) -> Result<bool> {
    let all = of(db, id).await?;
    let others =
        all.iter().filter(|(kind, other)| kind == target.kind && *other != target.id).map(|(_, other)| other.0);
    let live = Query::select()
        .column("id")
        .from(target.kind)
        .and_where(Expr::col("id").is_in(others))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .limit(1)
        .to_owned();
    Ok(db.query_one(&live).await?.is_some())
}

/// How many records made by steps are shown at most.
const MADE: u64 = 50;

/// The records linked by fields: those that the record names, and those that name it, if its steps made them or their kind is
/// set to be shown.
///
/// # Errors
/// Any database error.
async fn both_ways(
    db: &impl ConnectionTrait,
    registry: &Registry,
    kind: &dyn AnyKind,
    id: CatatanId,
) -> Result<Vec<(String, CatatanId)>> {
    let mut pairs = Vec::new();
    for field in kind.fields() {
        let FieldKind::Link(other) = field.kind else { continue };
        let column = format!("{}_id", field.key);
        let query = Query::select()
            .column(column.clone())
            .from(kind.info().table)
            .and_where(Expr::col("id").eq(id.0))
            .to_owned();
        let row = db.query_one(&query).await?.ok_or(Problem::NotFound)?;
        let named: Option<Uuid> = row.try_get("", &column)?;
        pairs.extend(named.map(|named| (other.to_owned(), CatatanId(named))));
    }
    for other in registry.all() {
        for field in other.fields() {
            let relevant = other.info().more.made_by.is_some() || other.info().more.shown_at.contains(&field.key);
            if !relevant || field.kind != FieldKind::Link(kind.info().name) {
                continue;
            }
            let query = Query::select()
                .column("id")
                .from(other.info().table)
                .and_where(Expr::col(format!("{}_id", field.key)).eq(id.0))
                .order_by("id", Order::Asc)
                .limit(MADE)
                .to_owned();
            for row in db.query_all(&query).await? {
                pairs.push((other.info().name.to_owned(), CatatanId(row.try_get("", "id")?)));
            }
        }
    }
    Ok(pairs)
}

/// A related record as shown on the page of another.
pub(crate) struct RelatedRecord {
    pub kind: String,
    pub id: CatatanId,
    pub title: &'static str,
    pub label: Label,
    /// The files that are attached to it.
    pub files: Files,
}

/// The related records that the actor may read.
pub(crate) async fn load(
    registry: &Registry,
    ctx: &Ctx,
    kind: &dyn AnyKind,
    id: CatatanId,
) -> Result<Vec<RelatedRecord>> {
    let mut all = both_ways(ctx.db(), registry, kind, id).await?;
    let named = of(ctx.db(), id).await?;
    let more: Vec<_> = named.into_iter().filter(|one| !all.contains(one)).collect();
    all.extend(more);
    let mut kinds: Vec<&String> = all.iter().map(|(kind, _)| kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut records = Vec::new();
    for kind in kinds {
        let ids: Vec<CatatanId> = all.iter().filter(|(of, _)| of == kind).map(|(_, id)| *id).collect();
        let mut labels = registry.labels(ctx, kind, &ids).await?;
        let seen: Vec<CatatanId> = labels.keys().copied().collect();
        let counts = files::counts(ctx, &seen).await?;
        let title = registry.title(kind);
        let named = ids.iter().filter_map(|id| Some((*id, labels.remove(id)?)));
        records.extend(named.map(|(id, label)| {
            let files = counts.get(&id).copied().unwrap_or_default();
            RelatedRecord { kind: kind.clone(), id, title, label, files }
        }));
    }
    Ok(records)
}

/// Relates a record to the one whose number was typed.
///
/// # Errors
/// As [`find`] and [`relate`].
pub(crate) async fn by_typed_number(
    registry: &Registry,
    ctx: &Ctx,
    kind: &dyn AnyKind,
    id: CatatanId,
    number: &str,
) -> Result<()> {
    ctx.actor.require(kind.info().permission)?;
    let (head, _) = kind.head(ctx, id).await?;
    let target = find(registry, ctx, number, head.office).await?;
    kind.relate(ctx, id, &target).await
}

/// The record with a number, among those that the actor sees. Each office has its own numbers, so the office of the record to
/// be related comes first.
///
/// # Errors
/// [`Problem::Invalid`] at the field `nomor` if there is none, or more than one.
async fn find(registry: &Registry, ctx: &Ctx, number: &str, office: KantorId) -> Result<Target> {
    let number = number.trim().to_uppercase();
    let wrong = |detail: String| Problem::from(FieldError::new("nomor", detail));
    let prefix = number.split('-').next().unwrap_or_default();
    let kind = registry.all().iter().find(|kind| kind.info().prefix == prefix && ctx.actor.may(kind.info().permission));
    let kind = kind.ok_or_else(|| wrong("Tulis nomor catatan, misalnya PGD-2025-000123.".to_owned()))?;
    let mut rows = kind.by_number(ctx, &number).await?;
    rows.retain(|row| row.head.number == number);
    let own = rows.iter().find(|row| row.head.office == office);
    match own.or_else(|| rows.first().filter(|_| rows.len() == 1)) {
        Some(row) => Ok(Target { kind: kind.info().name, id: row.head.id, number }),
        None if rows.is_empty() => Err(wrong(format!("Nomor {number} tidak ada di antara catatan kantor Anda."))),
        None => Err(wrong(format!("Nomor {number} ada di beberapa kantor. Kaitkan dari halaman catatan itu."))),
    }
}

impl dyn AnyKind + '_ {
    /// Relates a record to another; doing it again changes nothing.
    ///
    /// # Errors
    /// [`Problem::Invalid`] if both are the same record; otherwise as for any line of history.
    pub async fn relate(&self, ctx: &Ctx, id: CatatanId, target: &Target) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        if target.id == id {
            return Err(Problem::field("nomor", "Itu catatan ini sendiri. Tulis nomor catatan yang lain."));
        }
        let mut tx = ctx.begin().await?;
        self.relate_in(&mut tx, ctx, id, target).await?;
        tx.commit().await
    }

    /// As [`relate`], in an open transaction. Returns whether the relation is new.
    ///
    /// # Errors
    /// As for any line of history.
    pub async fn relate_in(&self, tx: &mut Tx, ctx: &Ctx, id: CatatanId, target: &Target) -> Result<bool> {
        if of(&**tx, id).await?.iter().any(|(_, other)| *other == target.id) {
            return Ok(false);
        }
        let reason = format!("Dikaitkan dengan {}.", target.number);
        let changes = serde_json::json!({ "terkait": { "dari": null, "ke": target.number } });
        self.touch(tx, ctx, Touch { id, reason, changes }).await?;
        join(tx, ctx, (self.info().name, id), target).await?;
        Ok(true)
    }
}

async fn join(tx: &Tx, ctx: &Ctx, (kind, id): (&str, CatatanId), target: &Target) -> Result<()> {
    let row = ActiveModel {
        id: Set(tx.id()),
        jenis: Set(kind.to_owned()),
        catatan_id: Set(id),
        ke_jenis: Set(target.kind.to_owned()),
        ke_catatan_id: Set(target.id),
        dikaitkan_oleh: Set(ctx.actor.name.clone()),
        dikaitkan_pada: Set(tx.at),
    };
    let once = OnConflict::columns([Column::CatatanId, Column::KeCatatanId]).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    Ok(())
}
