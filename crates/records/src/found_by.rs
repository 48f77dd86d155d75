//! Blind indexes of telephone numbers in the records themselves, such as the complainant's (`catatan_telepon`), so that a
//! record can be found by them. Those of people are in `orang_kata`.

use kernel::form::{Field, FieldKind, Values};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use crate::{AnyKind, Stored, described};

/// A telephone number in a record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catatan_telepon")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub catatan_id: CatatanId,
    /// The field.
    #[sea_orm(primary_key, auto_increment = false)]
    pub isian: String,
    /// The blind index of the number in it.
    pub indeks: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The kind's own fields that contain telephone numbers.
pub(crate) fn fields(kind: &dyn AnyKind) -> impl Iterator<Item = &'static Field> + use<> {
    kind.own().iter().filter(|field| matches!(field.kind, FieldKind::Phone))
}

fn row(ctx: &Ctx, record: CatatanId, field: &Field, number: &str) -> ActiveModel {
    ActiveModel {
        catatan_id: Set(record),
        isian: Set(field.key.to_owned()),
        indeks: Set(people::phone_index(ctx, number)),
    }
}

/// The rows by which a new record is found.
pub(crate) fn of_values(kind: &dyn AnyKind, ctx: &Ctx, record: CatatanId, values: &Values) -> Vec<ActiveModel> {
    fields(kind).filter_map(|field| Some(row(ctx, record, field, values.text(field)?))).collect()
}

/// Writes the rows by which records are found.
///
/// # Errors
/// Any database error.
pub(crate) async fn keep(tx: &Tx, rows: Vec<ActiveModel>) -> Result<()> {
    for chunk in rows.chunks(kernel::db::chunk_rows(3)) {
        let mut conflict = OnConflict::columns([Column::CatatanId, Column::Isian]);
        conflict.update_column(Column::Indeks);
        tx.add(Entity::insert_many(chunk.to_vec()).on_conflict(conflict), chunk.len(), || Problem::Busy).await?;
    }
    Ok(())
}

/// Updates the rows by which a changed record is found.
///
/// # Errors
/// Any database error, or a sealed field that does not open.
pub(crate) async fn of_record(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, record: &dyn Stored) -> Result<()> {
    if fields(kind).next().is_none() {
        return Ok(());
    }
    let head = record.head();
    Entity::delete_many().filter(Column::CatatanId.eq(head.id)).exec(&**tx).await?;
    let person = match head.person {
        Some(person) => Some(people::find(&**tx, person).await?),
        None => None,
    };
    if person.as_ref().is_some_and(people::entity::Model::is_erased) {
        return Ok(());
    }
    let key = person.map(|person| person.key(ctx)).transpose()?;
    let showing = described::shown(kind, record, key.as_ref())?;
    let rows = fields(kind).filter_map(|field| Some(row(ctx, head.id, field, showing.form.get(field.key)?)));
    keep(tx, rows.collect()).await
}

/// Deletes the rows by which a record is found.
///
/// # Errors
/// Any database error.
pub(crate) async fn forget(tx: &Tx, record: CatatanId) -> Result<()> {
    Entity::delete_many().filter(Column::CatatanId.eq(record)).exec(&**tx).await?;
    Ok(())
}

/// The records that contain a telephone number, of all offices.
pub(crate) fn with(ctx: &Ctx, number: &str) -> SelectStatement {
    Query::select()
        .column(Column::CatatanId)
        .from(Entity)
        .and_where(Expr::col(Column::Indeks).is_in(people::phone_indices(ctx, number)))
        .to_owned()
}

/// How many records are read at a time.
const CHUNK: u64 = 2_000;

impl dyn AnyKind + '_ {
    /// Rewrites the rows by which the records of a kind are found, in all offices.
    ///
    /// # Errors
    /// As [`of_record`].
    pub async fn find_anew(&self, tx: &Tx, ctx: &Ctx) -> Result<()> {
        if fields(self).next().is_none() {
            return Ok(());
        }
        let mut after = None;
        loop {
            let mut query = self.select()?;
            query.order_by("id", Order::Asc).limit(CHUNK);
            if let Some(after) = after {
                query.and_where(Expr::col("id").gt::<Uuid>(after));
            }
            let records = self.all(&**tx, &query).await?;
            let Some(last) = records.last() else { return Ok(()) };
            after = Some(last.head().id.0);
            for record in &records {
                of_record(self, tx, ctx, &**record).await?;
            }
        }
    }
}
