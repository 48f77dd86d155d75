//! Blind indexes of the telephones that stand in records themselves, as the complainant's does (`catatan_telepon`): so that
//! a record is found by one. Those of people stand in `orang_kata`.

use kernel::form::{Field, FieldKind, Values};
use kernel::{CatatanId, Ctx, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use crate::differences::person_key;
use crate::{AnyKind, Stored, described};

/// The telephone of a record.
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

/// The fields of a kind's own that hold telephones.
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

/// What a new record is found by.
pub(crate) fn of_values(kind: &dyn AnyKind, ctx: &Ctx, record: CatatanId, values: &Values) -> Vec<ActiveModel> {
    fields(kind).filter_map(|field| Some(row(ctx, record, field, values.text(field)?))).collect()
}

/// Writes what records are found by.
///
/// # Errors
/// What the database says.
pub(crate) async fn keep(tx: &Tx, rows: Vec<ActiveModel>) -> Result<()> {
    for chunk in rows.chunks(kernel::db::chunk_rows(3)) {
        let mut conflict = OnConflict::columns([Column::CatatanId, Column::Isian]);
        conflict.update_column(Column::Indeks);
        Entity::insert_many(chunk.to_vec()).on_conflict(conflict).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// Brings what a changed record is found by up to date.
///
/// # Errors
/// What the database says, or a sealed field that does not open.
pub(crate) async fn of_record(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, record: &dyn Stored) -> Result<()> {
    if fields(kind).next().is_none() {
        return Ok(());
    }
    let head = record.head();
    Entity::delete_many().filter(Column::CatatanId.eq(head.id)).exec(&**tx).await?;
    let key = person_key(tx, ctx, &head).await?;
    let showing = described::shown(kind, record, key.as_ref())?;
    let rows = fields(kind).filter_map(|field| Some(row(ctx, head.id, field, showing.form.get(field.key)?)));
    keep(tx, rows.collect()).await
}

/// The records in which a number stands, in whatever office.
pub(crate) fn with(ctx: &Ctx, number: &str) -> SelectStatement {
    Query::select()
        .column(Column::CatatanId)
        .from(Entity)
        .and_where(Expr::col(Column::Indeks).eq(people::phone_index(ctx, number)))
        .to_owned()
}

/// How many records are read at a time.
const CHUNK: u64 = 2_000;

impl dyn AnyKind + '_ {
    /// Writes anew what all records of a kind are found by, in all offices.
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
