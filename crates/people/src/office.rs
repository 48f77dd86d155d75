//! Which offices know which people (`orang_kantor`). Nobody can open a person with whom their office never dealt.

use std::collections::BTreeSet;

use kernel::{KantorId, OrangId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{QueryOrder, QuerySelect};

use crate::entity;
use crate::queries::find;

/// Why an office sees a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// It has, or had, a record of the person: its own, or one that was moved or referred to it.
    Catatan,
    /// The office that owns the row agreed to its request.
    Izin,
}

/// A person known to an office.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orang_kantor")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub orang_id: OrangId,
    /// The office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kantor_id: KantorId,
    /// Why.
    pub dasar: Basis,
}

impl ActiveModelBehavior for ActiveModel {}

/// Makes people known to offices through a record.
///
/// # Errors
/// Any database error.
pub async fn acquaint(tx: &Tx, people: &[OrangId], offices: &[KantorId]) -> Result<()> {
    let pairs = people.iter().flat_map(|person| offices.iter().map(move |office| (*person, *office, Basis::Catatan)));
    know(tx, pairs.collect()).await
}

/// Lets an office see a person after the owning office agreed.
///
/// # Errors
/// Any database error.
pub async fn lend(tx: &Tx, person: OrangId, office: KantorId) -> Result<()> {
    know(tx, vec![(person, office, Basis::Izin)]).await
}

/// Ends what [`lend`] began, including for all rows that were merged into the person's row. An office that knows the person
/// through a record still does.
///
/// # Errors
/// Any database error.
pub async fn take_back(tx: &Tx, person: OrangId, office: KantorId) -> Result<()> {
    Entity::delete_many()
        .filter(Column::OrangId.is_in(merged(&**tx, person).await?))
        .filter(Column::KantorId.eq(office))
        .filter(COLUMN.dasar.eq(Basis::Izin))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Which people are lent to which office, see [`lend`].
///
/// # Errors
/// Any database error.
pub async fn lent(db: &impl ConnectionTrait) -> Result<Vec<(OrangId, KantorId)>> {
    let rows = Entity::find().filter(COLUMN.dasar.eq(Basis::Izin)).order_by_asc(Column::OrangId).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.orang_id, row.kantor_id)).collect())
}

/// The kept row of a person, and all rows that were merged into it.
///
/// # Errors
/// [`kernel::Problem::NotFound`], or any database error.
pub async fn merged(db: &impl ConnectionTrait, person: OrangId) -> Result<Vec<OrangId>> {
    let mut all = vec![find(db, person).await?.id];
    let mut newest = all.clone();
    while !newest.is_empty() {
        let into = entity::Column::DigabungKe.is_in(newest);
        let query = entity::Entity::find().select_only().column(entity::Column::Id).filter(into);
        newest = query.into_tuple().all(db).await?;
        all.extend(&newest);
    }
    Ok(all)
}

/// The offices that deal with two people after they were parted.
pub(crate) struct Dealings<'a> {
    /// The offices whose records moved.
    pub(crate) moved: &'a BTreeSet<KantorId>,
    /// The offices that still have records of the first person.
    pub(crate) from: &'a BTreeSet<KantorId>,
    /// The offices that have records of the second now.
    pub(crate) to: &'a BTreeSet<KantorId>,
}

/// Makes two people known to the offices that deal with them after they were parted, and to no others for the sake of the records
/// that moved. Who owns a row goes on knowing it.
pub(crate) async fn part(tx: &Tx, from: &entity::Model, to: &entity::Model, dealings: &Dealings<'_>) -> Result<()> {
    let Dealings { moved, from: remaining, to: now } = *dealings;
    let offices: BTreeSet<KantorId> = now.iter().copied().chain([to.kantor_id]).collect();
    acquaint(tx, &[to.id], &offices.into_iter().collect::<Vec<_>>()).await?;
    let left = moved.difference(remaining).filter(|office| **office != from.kantor_id);
    let never = remaining.difference(now).filter(|office| **office != to.kantor_id);
    for (person, offices) in [(from.id, left.collect::<Vec<_>>()), (to.id, never.collect())] {
        Entity::delete_many()
            .filter(Column::OrangId.eq(person))
            .filter(Column::KantorId.is_in(offices.into_iter().copied()))
            .filter(COLUMN.dasar.eq(Basis::Catatan))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Writes which offices know which people. A record takes precedence over another reason and stays.
pub(crate) async fn know(tx: &Tx, known: Vec<(OrangId, KantorId, Basis)>) -> Result<()> {
    for basis in [Basis::Catatan, Basis::Izin] {
        let rows: Vec<ActiveModel> = known
            .iter()
            .filter(|(.., why)| *why == basis)
            .map(|(person, office, why)| ActiveModel {
                orang_id: Set(*person),
                kantor_id: Set(*office),
                dasar: Set(*why),
            })
            .collect();
        let mut conflict = OnConflict::columns([Column::OrangId, Column::KantorId]);
        match basis {
            Basis::Catatan => {
                let lent = Expr::col((Entity, Column::Dasar)).ne(Basis::Catatan);
                conflict.update_column(Column::Dasar).action_and_where(lent);
            }
            Basis::Izin => {
                conflict.do_nothing();
            }
        }
        for chunk in rows.chunks(kernel::db::chunk_rows(3)) {
            let insert = Entity::insert_many(chunk.to_vec()).on_conflict(conflict.clone());
            tx.add(insert, chunk.len(), || Problem::Busy).await?;
        }
    }
    Ok(())
}
