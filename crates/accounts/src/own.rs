//! What users do with their own account: another password, and sessions that they end.

use kernel::{Ctx, House, PenggunaId, Problem, Result, db};
use sea_orm::entity::prelude::*;

use crate::entity::pengguna::{Entity, Model};
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::manage::{self, Whole};
use crate::session::{self, Which};
use crate::strength::refuse_weak;
use crate::users::{self, LOCK};

/// The field of a new password.
pub(crate) const NEW: &str = "sandi_baru";
/// The field of the same, typed once more.
pub(crate) const AGAIN: &str = "sandi_ulang";

/// The actor's own row.
pub(crate) async fn row(ctx: &Ctx) -> Result<Model> {
    let id = ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    Entity::find_by_id(id).one(ctx.db()).await?.ok_or(Problem::Unauthenticated)
}

/// The actor's own account.
pub(crate) async fn account(ctx: &Ctx) -> Result<Whole> {
    manage::whole(ctx, row(ctx).await?).await
}

/// A new password that was typed twice; refuses what is weak.
pub(crate) fn typed<'a>(user: &Model, (new, again): (&'a str, &str)) -> Result<&'a str> {
    refuse_weak(new, &[&user.nama_masuk, &user.nama]).map_err(|problem| match problem {
        Problem::Invalid(errors) => {
            Problem::Invalid(errors.into_iter().map(|error| kernel::FieldError::new(NEW, error.detail)).collect())
        }
        other => other,
    })?;
    if new == again { Ok(new) } else { Err(Problem::field(AGAIN, "Tidak sama dengan yang pertama. Ketik lagi.")) }
}

/// Refuses the old password in place of a new one.
pub(crate) fn differs(old: &str, new: &str) -> Result<()> {
    if old == new { Err(Problem::field(NEW, "Sama dengan kata sandi yang lama. Pilih yang lain.")) } else { Ok(()) }
}

/// Gives a user of a generation a password: everything that was issued before is void. Returns the user as it is then.
pub(crate) async fn set(
    house: &House,
    accounts: &Accounts,
    (user, generation): (PenggunaId, i64),
    password: &str,
) -> Result<Model> {
    let hash = accounts.passwords.hash(password).await?;
    let tx = accounts.begin().await?;
    db::lock(&tx, LOCK).await?;
    let old = Entity::find_by_id(user).one(&*tx).await?;
    let old = old.filter(|old| old.aktif && old.generasi == generation).ok_or(Problem::Unauthenticated)?;
    let new = Model { sandi: hash, generasi: generation + 1, ..old.clone() };
    users::replace((&tx, house), &old, new.clone()).await?;
    session::end_of(&tx, user, Which::All).await?;
    let by = By { name: &old.nama, user: Some(user) };
    event::append((&tx, house), user, (Act::Password, "", ""), by).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(new)
}

/// Ends sessions of the actor: one, or all but one.
pub(crate) async fn end(ctx: &Ctx, accounts: &Accounts, which: Which) -> Result<()> {
    let user = ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    if session::end_of(&tx, user, which).await? > 0 {
        let detail = if matches!(which, Which::One(_)) { "satu sesi sendiri" } else { "sesi sendiri yang lain" };
        event::append((&tx, &ctx.house), user, (Act::Sessions, detail, ""), By::of(&ctx.actor)).await?;
    }
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}
