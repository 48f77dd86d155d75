//! Reading agreements: those that are shipped, and every version that an office made.

use kernel::history::{self, Model as Line};
use kernel::{CatatanId, Ctx, Permission, Problem, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::KIND;
use super::entity::{Column, Entity, Model};
use crate::agreement::{Agreement, Agreements};

/// A version of an agreement, with its row where an office made it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What is agreed.
    pub agreement: Agreement,
    /// Its row; none for what is shipped.
    pub row: Option<Model>,
}

impl Shown {
    /// What it is called in addresses: the id of its row, or code and version of what is shipped.
    #[must_use]
    pub fn id(&self) -> String {
        match &self.row {
            Some(row) => row.id.to_string(),
            None => format!("{}.{}", self.agreement.code, self.agreement.version),
        }
    }

    /// Where it is shown.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/perjanjian/{}", self.id())
    }

    /// The word for its state.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.row.as_ref().map_or("bawaan", |row| row.status.code())
    }

    /// What was done to it, oldest first; nothing for what is shipped.
    ///
    /// # Errors
    /// Any database error.
    pub async fn history(&self, ctx: &Ctx) -> Result<Vec<Line>> {
        match &self.row {
            Some(row) => history::of(ctx, KIND, CatatanId(row.id)).await,
            None => Ok(Vec::new()),
        }
    }

    fn of(ctx: &Ctx, row: Model) -> Result<Self> {
        let office = ctx.house.offices.by_id(row.kantor_id).map(|office| office.code.clone());
        let office = office.ok_or_else(|| Problem::internal("an agreement of no office"))?;
        Ok(Self { agreement: row.agreement(&office)?, row: Some(row) })
    }
}

/// A version by what it is called in addresses.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub async fn find(ctx: &Ctx, all: &Agreements, id: &str) -> Result<Shown> {
    ctx.actor.require(Permission::ReadReports)?;
    if let Ok(id) = Uuid::parse_str(id) {
        return Shown::of(ctx, row(ctx, id).await?);
    }
    let (code, version) = id.rsplit_once('.').ok_or(Problem::NotFound)?;
    let version: u32 = version.parse().map_err(|_| Problem::NotFound)?;
    let mut shipped = all.all().iter().filter(|one| !one.own);
    let agreement = shipped.find(|one| one.code == code && one.version == version).ok_or(Problem::NotFound)?;
    Ok(Shown { agreement: agreement.clone(), row: None })
}

/// The row of a version of one of the actor's offices.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) async fn row(ctx: &Ctx, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id)
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .one(ctx.db())
        .await?
        .ok_or(Problem::NotFound)
}

/// The versions of a year, or of all: those that are shipped and those of the actor's offices, by code and version.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub async fn list(ctx: &Ctx, all: &Agreements, year: Option<i32>) -> Result<Vec<Shown>> {
    ctx.actor.require(Permission::ReadReports)?;
    let mut query = Entity::find().filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    if let Some(year) = year {
        query = query.filter(Column::Tahun.eq(i64::from(year)));
    }
    let rows = query.order_by_asc(Column::DisusunPada).order_by_asc(Column::Id).all(ctx.db()).await?;
    let shipped = all.all().iter().filter(|one| !one.own && year.is_none_or(|year| one.year == year));
    let mut listed: Vec<Shown> = shipped.map(|agreement| Shown { agreement: agreement.clone(), row: None }).collect();
    for row in rows {
        listed.push(Shown::of(ctx, row)?);
    }
    listed.sort_by(|a, b| {
        (b.agreement.year, &a.agreement.code, a.agreement.version).cmp(&(
            a.agreement.year,
            &b.agreement.code,
            b.agreement.version,
        ))
    });
    Ok(listed)
}

/// The drafts of the actor's offices for a year.
///
/// # Errors
/// Any database error.
pub(super) async fn drafts(ctx: &Ctx, year: i32) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::Tahun.eq(i64::from(year)))
        .filter(Column::Status.eq(super::Status::Rancangan))
        .order_by_asc(Column::DisusunPada)
        .all(ctx.db())
        .await?;
    Ok(rows)
}
