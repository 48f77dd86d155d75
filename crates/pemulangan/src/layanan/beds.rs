//! The beds of the shelter on a day: those that services have named, who lies in which since when, and which are free. There is no register of
//! beds, so a bed is known once it was given, for a year (assumption): a slip of the pen is no bed for ever.

use std::collections::BTreeMap;

use chrono::Months;
use kernel::{Ctx, Day, KantorId, Permission, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::bed::bare;
use super::entity::{Column, Entity, Model};

/// How long a bed is known after it was given.
const REMEMBERED: Months = Months::new(12);

/// A bed on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bed {
    /// The office whose shelter it is in.
    pub office: KantorId,
    /// Its number, in the spelling in which it was given last.
    pub name: String,
    /// Who has it; none where it is free.
    pub given: Option<Given>,
}

/// A bed that is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The number of the service.
    pub number: String,
    /// The first day.
    pub since: Day,
    /// The day until which it is planned.
    pub until: Option<Day>,
    /// The nights so far.
    pub nights: i64,
}

/// The beds of the actor's offices on a day, each once, however its number was spelt.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub async fn beds(ctx: &Ctx, day: Day) -> Result<Vec<Bed>> {
    ctx.actor.require(Permission::Pemulangan)?;
    let given = || {
        Entity::find()
            .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
            .filter(Column::DibatalkanPada.is_null())
            .filter(Column::NomorTempatTidur.is_not_null())
            .filter(Column::MulaiPada.lte(day))
    };
    let since = day.checked_sub_months(REMEMBERED).unwrap_or(day);
    let names: Vec<(KantorId, Option<String>)> = given()
        .filter(Column::MulaiPada.gte(since))
        .select_only()
        .columns([Column::KantorId, Column::NomorTempatTidur])
        .distinct()
        .into_tuple()
        .all(ctx.db())
        .await?;
    let now = Condition::any().add(Column::SelesaiPada.is_null()).add(Column::SelesaiPada.gt(day));
    let running: Vec<Model> = given().filter(now).order_by_asc(Column::MulaiPada).all(ctx.db()).await?;
    let mut all: BTreeMap<(KantorId, String), Bed> = BTreeMap::new();
    for (office, name) in names {
        let name = name.unwrap_or_default();
        all.entry((office, bare(&name))).or_insert(Bed { office, name, given: None });
    }
    for one in running {
        let name = one.nomor_tempat_tidur.unwrap_or_default();
        let given = Given {
            number: one.nomor,
            since: one.mulai_pada,
            until: one.sampai_pada,
            nights: (day - one.mulai_pada).num_days(),
        };
        all.insert((one.kantor_id, bare(&name)), Bed { office: one.kantor_id, name, given: Some(given) });
    }
    Ok(all.into_values().collect())
}
