//! Changing the master key while people work (ADR 0076): the new key is begun by an approval of two people, everything wrapped or sealed with an
//! earlier key is sealed anew in small pieces, and the old key is let go when nothing of it is left. Each piece can be broken off and done
//! again.

mod begin;
mod end;
pub mod entity;
mod pass;

use kernel::{Problem, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::compose::Lindung;
use entity::{Column, Entity, Model};

pub use begin::begin;
pub use end::{finish, retire};
pub use pass::{Progress, pass};

/// The newest key after the first; none where it was never changed.
///
/// # Errors
/// What the database says.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<Model>> {
    Ok(Entity::find().order_by_desc(Column::Nomor).one(db).await?)
}

/// Takes up a key that another process has begun to use.
///
/// # Errors
/// [`Problem::Internal`] where that key is not found here, or what the database says.
pub async fn follow(lindung: &Lindung) -> Result<()> {
    let vault = &lindung.house.vault;
    match newest(&lindung.house.keyed).await? {
        Some(newest) if newest.number()? > vault.number() => vault.follows(&newest.titipan),
        _ => Ok(()),
    }
}

fn refuse<T>(detail: &str) -> Result<T> {
    Err(Problem::Malformed(detail.to_owned()))
}
