//! Saving the next version.

use kernel::{Ctx, KantorId, Problem, Result, db};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::queries::kept;
use super::{Place, Saved, Stamp, Versions, signed};

/// Refuses an office that does not write for itself; `elsewhere` says so to an office above.
///
/// # Errors
/// [`Problem::NotFound`] for an office that is not the actor's; [`Problem::Invalid`] for one below.
pub(crate) fn own(ctx: &Ctx, office: KantorId, elsewhere: &str) -> Result<()> {
    if !ctx.actor.offices.contains(&office) {
        return Err(Problem::NotFound);
    }
    if office == ctx.actor.office { Ok(()) } else { Err(Problem::field("kantor", elsewhere)) }
}

/// Saves what is held as the next version, of which the writer has read `read`; 0 where there was none. What stands already is not
/// saved again.
///
/// # Errors
/// [`Problem::Refused`] for a report whose closing the head has signed, unless a revision of it is open.
pub(crate) async fn save<E: Versions>(
    ctx: &Ctx,
    place: Place<'_>,
    read: i64,
    held: E::Held,
) -> Result<Saved<E::Model>> {
    let columns = E::columns();
    let tx = ctx.begin().await?;
    db::lock(&tx, E::LOCK).await?;
    let mut rows = kept::<E>(place.office, place.year);
    if let Some(of_key) = E::of_key(place.key) {
        rows = rows.filter(of_key);
    }
    let standing = rows.order_by_desc(columns.version).one(&*tx).await?;
    let same = standing.as_ref().map_or_else(|| E::is_nothing(&held), |row| *E::held(row) == held);
    if same {
        return Ok(Saved::Done);
    }
    if let Some(lock) = signed::locked(&*tx, place.office, place.year).await? {
        return Err(lock.refusal());
    }
    let version = standing.as_ref().map_or(0, E::version);
    if let Some(row) = standing.filter(|_| version != read) {
        return Ok(Saved::Behind(Box::new(row)));
    }
    let newest = E::find().select_only().column_as(ColumnTrait::max(&columns.number), "nomor");
    let newest: Option<Option<i64>> = newest.into_tuple().one(&*tx).await?;
    let number = newest.flatten().unwrap_or_default() + 1;
    let (name, user) = (ctx.actor.name.clone(), ctx.actor.user);
    let row = E::next(Stamp { number, version: version + 1, name, user, at: tx.at }, place, held);
    E::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}
