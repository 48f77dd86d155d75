//! Offices: the shipped ones become rows, and each actor sees its own and those below.

use chrono::{DateTime, Utc};
use kernel::clock::Ids;
use kernel::offices::{Office, Offices};
use kernel::reference::Reference;
use kernel::{Actor, House, KantorId, Problem, Result, db};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseConnection};

use crate::entity::kantor::{ActiveModel, Entity};

/// Makes rows of the offices that are shipped and not yet there; returns all.
///
/// # Errors
/// What the database says.
pub async fn seed(
    database: &DatabaseConnection,
    reference: &Reference,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Offices> {
    let known = load(database).await?;
    if reference.offices.iter().all(|office| known.by_code(&office.code).is_some()) {
        return Ok(known);
    }
    let tx = db::begin_write(database).await?;
    // Of several processes that start together one writes; the others wait here and find it done.
    db::lock(&tx, "kantor").await?;
    let mut known = load(&tx).await?.all().to_vec();
    for office in &reference.offices {
        let held = Offices::new(known.clone());
        if held.by_code(&office.code).is_some() {
            continue;
        }
        let id = KantorId(ids.next(now));
        let parent = office.parent.as_ref().and_then(|code| held.by_code(code)).map(|o| o.id);
        let row = ActiveModel {
            id: Set(id),
            kode: Set(office.code.clone()),
            nama: Set(office.name.clone()),
            jenis: Set(office.kind.clone()),
            induk_id: Set(parent),
        };
        Entity::insert(row).exec_without_returning(&tx).await?;
        known.push(Office { id, code: office.code.clone(), name: office.name.clone(), parent });
    }
    tx.commit().await?;
    Ok(Offices::new(known))
}

async fn load(database: &impl ConnectionTrait) -> Result<Offices> {
    let rows = Entity::find().all(database).await?;
    let office =
        |row: crate::entity::kantor::Model| Office { id: row.id, code: row.kode, name: row.nama, parent: row.induk_id };
    Ok(Offices::new(rows.into_iter().map(office).collect()))
}

/// The office of a code.
///
/// # Errors
/// [`Problem::Invalid`] naming the offices that there are.
pub(crate) fn by_code<'a>(house: &'a House, code: &str) -> Result<&'a Office> {
    house.offices.by_code(code).ok_or_else(|| {
        let codes: Vec<&str> = house.offices.all().iter().map(|o| o.code.as_str()).collect();
        Problem::field("kantor", format!("Kode kantor tidak dikenal. Pilih salah satu: {}.", codes.join(", ")))
    })
}

/// The system, acting for an office by its code.
///
/// # Errors
/// [`Problem::Invalid`] for an office that does not exist.
pub fn actor_for(house: &House, code: &str, name: &str) -> Result<Actor> {
    let office = by_code(house, code)?;
    Ok(Actor::system(name, office.id, &office.name, house.offices.with_below(office.id)))
}
