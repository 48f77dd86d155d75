//! Reading closings, and the members behind their figures.

use kernel::ledger::{Members, Side};
use kernel::{Ctx, KantorId, Permission, Problem, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::entity::{self, Column, Entity, Model, angka};
use super::status::Status;
use crate::compute::{Known, members_by};
use crate::query;

/// A closing with its figures.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The closing.
    pub closing: Model,
    /// Its figures, by number.
    pub figures: Vec<angka::Model>,
}

/// The figures of a closing, by number.
///
/// # Errors
/// What the database says.
pub(super) async fn figures(db: &impl ConnectionTrait, closing: Uuid) -> Result<Vec<angka::Model>> {
    let rows = angka::Entity::find()
        .filter(angka::Column::PenutupanId.eq(closing))
        .order_by_asc(angka::Column::No)
        .all(db)
        .await?;
    Ok(rows)
}

/// The figures of some closings.
///
/// # Errors
/// What the database says.
pub(crate) async fn figures_of(db: &impl ConnectionTrait, closings: &[Model]) -> Result<Vec<angka::Model>> {
    if closings.is_empty() {
        return Ok(Vec::new());
    }
    let ids = closings.iter().map(|closing| closing.id);
    Ok(angka::Entity::find().filter(angka::Column::PenutupanId.is_in(ids)).all(db).await?)
}

/// A closing of one of the actor's offices.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub async fn find(ctx: &Ctx, id: Uuid) -> Result<Model> {
    ctx.actor.require(Permission::ReadReports)?;
    Entity::find_by_id(id)
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .one(ctx.db())
        .await?
        .ok_or(Problem::NotFound)
}

/// A closing with its figures.
///
/// # Errors
/// As [`find`].
pub async fn show(ctx: &Ctx, id: Uuid) -> Result<Shown> {
    let closing = find(ctx, id).await?;
    let figures = figures(ctx.db(), id).await?;
    Ok(Shown { closing, figures })
}

/// All closings of the actor's offices, of a year if one is named, newest first; those thrown away are left out.
///
/// # Errors
/// [`Problem::Forbidden`].
pub async fn all(ctx: &Ctx, year: Option<i32>) -> Result<Vec<Model>> {
    ctx.actor.require(Permission::ReadReports)?;
    let mut query = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::Status.ne(Status::Dibuang))
        .order_by_desc(Column::Pada);
    if let Some(year) = year {
        query = query.filter(entity::COLUMN.tahun.eq(i64::from(year)));
    }
    Ok(query.all(ctx.db()).await?)
}

/// The closings that stand for an agreement of a year: of each period the newest revision that is signed.
///
/// # Errors
/// What the database says.
pub async fn standing(db: &impl ConnectionTrait, office: KantorId, agreement: &str, year: i32) -> Result<Vec<Model>> {
    let mut signed = Entity::find()
        .filter(Column::KantorId.eq(office))
        .filter(entity::COLUMN.perjanjian.eq(agreement))
        .filter(entity::COLUMN.tahun.eq(i64::from(year)))
        .filter(Column::Status.eq(Status::Ditandatangani))
        .order_by_asc(Column::Tw)
        .order_by_desc(Column::Revisi)
        .all(db)
        .await?;
    signed.dedup_by_key(|closing| closing.tw);
    Ok(signed)
}

impl Shown {
    /// The figure of an item, by its number (`6`, `iku-06`) or its indicator.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming how to ask.
    pub fn figure(&self, asked: &str) -> Result<&angka::Model> {
        let bare = asked.trim().to_lowercase();
        let number = bare.rsplit_once('-').map_or(bare.as_str(), |(_, number)| number).parse::<i64>().ok();
        let hit = self.figures.iter().find(|row| row.indikator == bare || Some(row.no) == number);
        hit.ok_or_else(|| {
            Problem::Malformed(format!("indikator: {asked} tidak ada di penutupan ini. Tulis misalnya iku-06."))
        })
    }

    /// The select of the members behind a figure, as they were known when it was closed.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for a role that there is not, [`Problem::Internal`] for an unknown definition.
    pub fn members(&self, row: &angka::Model, role: Option<&str>) -> Result<Members> {
        let (_, definition) =
            row.definition().ok_or_else(|| Problem::internal(format!("no definition of {}", row.indikator)))?;
        members_of(&self.closing, row, query::side(definition, role)?, Known::At(self.closing.pada))
    }
}

/// The select of the members behind a closed figure by some knowledge, by the definition of the closing.
///
/// # Errors
/// [`Problem::Internal`] for an unknown definition.
pub fn members_of(closing: &Model, row: &angka::Model, side: Side, known: Known) -> Result<Members> {
    let (_, definition) =
        row.definition().ok_or_else(|| Problem::internal(format!("no definition of {}", row.indikator)))?;
    Ok(members_by(definition, &closing.offices()?, closing.period()?, known, side))
}
