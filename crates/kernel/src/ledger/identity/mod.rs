//! Which rows of people are the same person (`identitas`), and since when this is known. Each office has its own row for a
//! person, and a figure over several offices counts that person once. Facts name the row of their own office; this table says
//! which rows belong together. It has recorded intervals as in the ledger, so that a figure as of an earlier day does not
//! change.

mod trace;

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func, FunctionCall, IntoIden, Query, SelectStatement};
use sea_orm::{ActiveModelTrait, IntoActiveModel, QuerySelect};

pub use trace::{Fault, KIND, audit};

use super::AsOf;
use crate::ctx::{Ctx, Tx};
use crate::db::chunk_rows;
use crate::history;
use crate::id::OrangId;
use crate::problem::Result;

/// A row of a person, and the identity that it shares with rows of other offices. A row without an identity is a person of its
/// own.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identitas")]
pub struct Model {
    /// Its id. The column names differ from those of the ledger, since the two tables are joined.
    #[sea_orm(primary_key, auto_increment = false)]
    pub baris_id: Uuid,
    /// The row of a person.
    pub anggota_id: OrangId,
    /// What the rows of one person have in common.
    pub identitas_id: Uuid,
    /// Since when this is known.
    pub sejak: DateTimeUtc,
    /// Until when it was considered true; none while it still is.
    pub sampai: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Joins identities to the facts of a select, whose table or subquery has the name `of`.
pub(super) fn join(select: &mut SelectStatement, of: impl IntoIden, as_of: AsOf) {
    let same = Expr::col((Entity, Column::AnggotaId)).equals((of, super::Column::OrangId));
    let held = as_of.within((Entity, Column::Sejak), (Entity, Column::Sampai));
    select.left_join(Entity, held.add(same));
}

/// The person of a fact in a select to which identities were joined.
pub(super) fn person() -> FunctionCall {
    Func::coalesce([Expr::col(Column::IdentitasId), Expr::col(super::Column::OrangId)])
}

/// The same; for a record without a known person, the id of the record.
pub(super) fn who() -> FunctionCall {
    Func::coalesce([
        Expr::col(Column::IdentitasId),
        Expr::col(super::Column::OrangId),
        Expr::col(super::Column::CatatanId),
    ])
}

/// The rows that were ever known to be the same person as one of the rows `ids`.
pub(super) fn companions(ids: &[Uuid]) -> SelectStatement {
    let shared = Query::select()
        .column(Column::IdentitasId)
        .from(Entity)
        .and_where(Expr::col(Column::AnggotaId).is_in(ids.iter().copied()))
        .to_owned();
    Query::select()
        .column(Column::AnggotaId)
        .from(Entity)
        .and_where(Expr::col(Column::IdentitasId).in_subquery(shared))
        .to_owned()
}

/// The current identities of rows of people; rows without one are left out.
///
/// # Errors
/// Any database error.
pub async fn of(db: &impl ConnectionTrait, people: &[OrangId]) -> Result<HashMap<OrangId, Uuid>> {
    let mut identities = HashMap::new();
    for chunk in people.chunks(chunk_rows(1)) {
        let rows = Entity::find()
            .filter(Column::AnggotaId.is_in(chunk.iter().copied()))
            .filter(Column::Sampai.is_null())
            .all(db)
            .await?;
        identities.extend(rows.into_iter().map(|row| (row.anggota_id, row.identitas_id)));
    }
    Ok(identities)
}

/// The rows of people whose identity began or ended at or after an instant.
///
/// # Errors
/// Any database error.
pub async fn changed_since(db: &impl ConnectionTrait, at: DateTimeUtc) -> Result<Vec<OrangId>> {
    let changed = Entity::find().select_only().column(Column::AnggotaId);
    Ok(changed.filter(Column::Sejak.gte(at).or(Column::Sampai.gte(at))).into_tuple().all(db).await?)
}

/// All identities, current and past, of rows of people.
///
/// # Errors
/// Any database error.
pub async fn ever(db: &impl ConnectionTrait, people: &[OrangId]) -> Result<HashMap<OrangId, Vec<Uuid>>> {
    let mut identities: HashMap<OrangId, Vec<Uuid>> = HashMap::new();
    for chunk in people.chunks(chunk_rows(1)) {
        for row in Entity::find().filter(Column::AnggotaId.is_in(chunk.iter().copied())).all(db).await? {
            identities.entry(row.anggota_id).or_default().push(row.identitas_id);
        }
    }
    Ok(identities)
}

/// The rows of people that currently have one of `identities`.
///
/// # Errors
/// Any database error.
pub async fn members(db: &impl ConnectionTrait, identities: &[Uuid]) -> Result<Vec<Model>> {
    let mut rows = Vec::new();
    for chunk in identities.chunks(chunk_rows(1)) {
        let held = Entity::find().filter(Column::IdentitasId.is_in(chunk.iter().copied()));
        rows.extend(held.filter(Column::Sampai.is_null()).all(db).await?);
    }
    Ok(rows)
}

/// The select of the rows that are the same person as a row now; it is empty for a row without an identity.
#[must_use]
pub fn same_as(row: OrangId) -> SelectStatement {
    let own = Query::select()
        .column(Column::IdentitasId)
        .from(Entity)
        .and_where(Expr::col(Column::AnggotaId).eq(row.0))
        .and_where(Expr::col(Column::Sampai).is_null())
        .to_owned();
    Query::select()
        .column(Column::AnggotaId)
        .from(Entity)
        .and_where(Expr::col(Column::IdentitasId).in_subquery(own))
        .and_where(Expr::col(Column::Sampai).is_null())
        .to_owned()
}

/// Sets the identities of rows of people from now on; none removes an identity. Each row that begins or ends gets a line of
/// history.
///
/// # Errors
/// Any database error.
pub async fn set(tx: &Tx, ctx: &Ctx, identities: &[(OrangId, Option<Uuid>)]) -> Result<()> {
    for chunk in identities.chunks(chunk_rows(5)) {
        let held = Entity::find()
            .filter(Column::AnggotaId.is_in(chunk.iter().map(|(person, _)| *person)))
            .filter(Column::Sampai.is_null())
            .all(&**tx)
            .await?;
        let at = behind(tx, chunk).await?;
        if !held.is_empty() {
            Entity::update_many()
                .col_expr(Column::Sampai, Expr::value(at))
                .filter(Column::BarisId.is_in(held.iter().map(|row| row.baris_id)))
                .exec(&**tx)
                .await?;
        }
        let row = |(person, identity): &(OrangId, Option<Uuid>)| {
            let identitas_id = (*identity)?;
            Some(Model { baris_id: tx.id(), anggota_id: *person, identitas_id, sejak: at, sampai: None })
        };
        let rows: Vec<Model> = chunk.iter().filter_map(row).collect();
        if !rows.is_empty() {
            let rows = rows.iter().cloned().map(|row| row.into_active_model().reset_all());
            Entity::insert_many(rows).exec_without_returning(&**tx).await?;
        }
        history::append(tx, ctx, trace::lines(tx, ctx, (&held, &rows), at)).await?;
    }
    Ok(())
}

/// An instant after everything recorded about these rows. So a row never has two identities at once, even if this transaction
/// began before another one that has finished already, or the clock was set back.
async fn behind(tx: &Tx, identities: &[(OrangId, Option<Uuid>)]) -> Result<DateTimeUtc> {
    let newest: Option<(Option<DateTimeUtc>, Option<DateTimeUtc>)> = Entity::find()
        .select_only()
        .column_as(ColumnTrait::max(&Column::Sejak), "sejak")
        .column_as(ColumnTrait::max(&Column::Sampai), "sampai")
        .filter(Column::AnggotaId.is_in(identities.iter().map(|(person, _)| *person)))
        .into_tuple()
        .one(&**tx)
        .await?;
    let instants = newest.into_iter().flat_map(|(began, ended)| [began, ended]).flatten();
    let behind = instants.map(|instant| instant + TimeDelta::microseconds(1));
    Ok(behind.chain([tx.at]).max().unwrap_or(tx.at))
}
