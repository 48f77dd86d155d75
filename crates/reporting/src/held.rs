//! What an office holds for a year, such as its budget or its worksheet: the office that is asked for, the years of which it has
//! records, and which other offices of the actor have some.

use std::ops::RangeInclusive;

use kernel::{Ctx, KantorId, Problem, Result};
use sea_orm::{EntityTrait, QuerySelect, Select};

/// The years that may be asked for.
pub(crate) const YEARS: RangeInclusive<i32> = 2000..=2200;

/// An office by what pages and api tell of it.
pub(crate) struct Office {
    pub id: KantorId,
    pub code: String,
    pub name: String,
}

impl Office {
    /// The office that is asked for by its code, or the actor's own. The error does not reveal whether another office has that code.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for an office that is none of the actor's.
    pub fn asked(ctx: &Ctx, code: Option<&str>) -> Result<Self> {
        let id = match code.map(str::trim).filter(|code| !code.is_empty()) {
            None => Some(ctx.actor.office),
            Some(code) => ctx.house.offices.by_code(code).map(|o| o.id).filter(|id| ctx.actor.offices.contains(id)),
        };
        id.and_then(|id| Self::known(ctx, id)).ok_or_else(|| {
            let detail = "Kantor ini tidak ada di antara kantor Anda. Tulis kodenya, misalnya BP3MI-BANTEN.";
            Problem::field("kantor", detail)
        })
    }

    fn known(ctx: &Ctx, id: KantorId) -> Option<Self> {
        let office = ctx.house.offices.by_id(id)?;
        Some(Self { id, code: office.code.clone(), name: office.name.clone() })
    }
}

/// Of which years which offices have records.
pub(crate) struct Held(Vec<(i64, KantorId)>);

impl Held {
    /// Read from the standing records of a kind that the actor sees, by their columns for year and office.
    ///
    /// # Errors
    /// Any database error.
    pub async fn read<E: EntityTrait>(
        ctx: &Ctx,
        standing: Select<E>,
        (year, office): (E::Column, E::Column),
    ) -> Result<Self> {
        let all = standing.select_only().column(year).column(office).distinct();
        Ok(Self(all.into_tuple().all(ctx.db()).await?))
    }

    /// The years of an office, in order.
    pub fn years(&self, office: &Office) -> Vec<i32> {
        let own = self.0.iter().filter(|(_, id)| *id == office.id);
        let mut years: Vec<i32> = own.filter_map(|(year, _)| i32::try_from(*year).ok()).collect();
        years.sort_unstable();
        years
    }

    /// The other offices with records of a year.
    pub fn elsewhere(&self, ctx: &Ctx, year: i32, office: &Office) -> Vec<Office> {
        let others = self.0.iter().filter(|(at, id)| *at == i64::from(year) && *id != office.id);
        others.filter_map(|(_, id)| Office::known(ctx, *id)).collect()
    }
}

/// The years that are offered: those with records, and the one that is shown.
pub(crate) fn offered(mut years: Vec<i32>, shown: i32) -> Vec<i32> {
    if !years.contains(&shown) {
        years.push(shown);
        years.sort_unstable();
    }
    years
}
