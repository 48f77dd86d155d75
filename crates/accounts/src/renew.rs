//! Sealing secrets of second factors anew after the house changed its key (ADR 0076). The secrets themselves stay, and what is open stays open.

use kernel::{Ctx, Result, db};
use sea_orm::entity::prelude::*;

use crate::entity::pengguna::{Column, Entity, Model};
use crate::factor;
use crate::users::{self, LOCK};

/// Seals the secrets of all second factors anew, under the lock of accounts, so that nobody changes an account in between. Returns how many were
/// sealed anew, and how many do not open and stay as they are. Of which it was done already nothing is written.
///
/// # Errors
/// What the database says.
pub async fn renew(ctx: &Ctx) -> Result<(u64, u64)> {
    let newest = ctx.house.vault.number();
    let earlier = |user: &Model| user.faktor_sandi.as_deref().is_some_and(|sealed| sealed.first() != Some(&newest));
    let held = || Entity::find().filter(Column::FaktorSandi.is_not_null());
    if !held().all(ctx.db()).await?.iter().any(earlier) {
        return Ok((0, 0));
    }
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let (mut done, mut broken) = (0, 0);
    for old in held().all(&*tx).await? {
        match renewed(ctx, &old) {
            Ok(None) => {}
            Ok(Some(new)) => {
                users::replace((&tx, &ctx.house), &old, new).await?;
                done += 1;
            }
            Err(problem) => {
                tracing::error!(?problem, user = %old.id, "the secret of a second factor could not be sealed anew");
                broken += 1;
            }
        }
    }
    tx.commit().await?;
    Ok((done, broken))
}

/// The user with the secret sealed anew; none where that is done.
fn renewed(ctx: &Ctx, user: &Model) -> Result<Option<Model>> {
    let Some(sealed) = user.faktor_sandi.as_deref() else { return Ok(None) };
    let again = ctx.house.vault.renewed(&factor::place(user.id), sealed)?;
    Ok(again.map(|again| Model { faktor_sandi: Some(again), ..user.clone() }))
}
