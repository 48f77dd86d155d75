//! Offices: the shipped ones become rows, and each actor sees its own and those below.

use std::collections::HashMap;

use kernel::{Actor, House, KantorId, Problem, Result, db};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder};

use crate::entity::kantor::{ActiveModel, COLUMN, Column, Entity, Model};

/// Makes rows of the offices that are shipped and not yet there.
///
/// # Errors
/// What the database says.
pub async fn seed(house: &House) -> Result<()> {
    let tx = db::begin_write(&house.db).await?;
    let mut known: HashMap<String, KantorId> =
        Entity::find().all(&tx).await?.into_iter().map(|office| (office.kode, office.id)).collect();
    for office in &house.reference.offices {
        if known.contains_key(&office.code) {
            continue;
        }
        let id = KantorId(house.ids.next(house.clock.now()));
        let row = ActiveModel {
            id: Set(id),
            kode: Set(office.code.clone()),
            nama: Set(office.name.clone()),
            jenis: Set(office.kind.clone()),
            induk_id: Set(office.parent.as_ref().and_then(|code| known.get(code).copied())),
        };
        Entity::insert(row).exec_without_returning(&tx).await?;
        known.insert(office.code.clone(), id);
    }
    Ok(tx.commit().await?)
}

/// The office of a code.
///
/// # Errors
/// [`Problem::Invalid`] naming the offices that there are.
pub(crate) async fn by_code(house: &House, code: &str) -> Result<Model> {
    let wanted = code.trim().to_uppercase();
    if let Some(office) = Entity::find().filter(COLUMN.kode.eq(wanted)).one(&house.db).await? {
        return Ok(office);
    }
    let codes: Vec<String> =
        Entity::find().order_by_asc(COLUMN.kode).all(&house.db).await?.into_iter().map(|o| o.kode).collect();
    Err(Problem::field("kantor", format!("Kode kantor tidak dikenal. Pilih salah satu: {}.", codes.join(", "))))
}

/// An office and all below it.
///
/// # Errors
/// What the database says.
pub(crate) async fn with_below(house: &House, office: KantorId) -> Result<Vec<KantorId>> {
    let all = Entity::find().filter(Column::IndukId.is_not_null()).all(&house.db).await?;
    let mut seen = vec![office];
    let mut at = 0;
    while let Some(&above) = seen.get(at) {
        seen.extend(all.iter().filter(|o| o.induk_id == Some(above)).map(|o| o.id));
        at += 1;
    }
    Ok(seen)
}

/// The system, acting for an office by its code.
///
/// # Errors
/// [`Problem::Invalid`] for an office that does not exist.
pub async fn actor_for(house: &House, code: &str, name: &str) -> Result<Actor> {
    let office = by_code(house, code).await?;
    Ok(Actor::system(name, office.id, &office.nama, with_below(house, office.id).await?))
}
