//! A change of an account: one transaction under a lock, with a line of history, and what the account had open ends with it.

use kernel::{Ctx, PenggunaId, Problem, Result, Role, Tx, db};
use sea_orm::entity::prelude::*;

use super::account::find;
use super::said::ACCOUNT;
use crate::entity::pengguna::{Column, Entity, Model};
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::session::{self, Which};
use crate::users::{self, LOCK};

/// Begins a change of an account, as it stands under the lock.
pub(super) async fn begin(ctx: &Ctx, which: &str) -> Result<(Tx, Model)> {
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let user = find(ctx, &*tx, which).await?;
    Ok((tx, user))
}

/// Writes a changed account with a line of history, ends what it has open, and commits.
pub(super) async fn change(
    (tx, ctx, accounts): (Tx, &Ctx, &Accounts),
    (old, mut new): (&Model, Model),
    (act, detail, why): (Act, &str, &str),
) -> Result<()> {
    if ctx.actor.user == Some(old.id) && act != Act::Enabled {
        let detail = "Ini akun Anda sendiri. Minta pengelola akun lain; kata sandi sendiri diganti di Akun saya.";
        return Err(Problem::field(ACCOUNT, detail));
    }
    let admin = |user: &Model| user.aktif && user.peran == Role::Admin.code();
    if admin(old) && !admin(&new) && !other_admins(&tx, old.id).await? {
        let detail = "Ini pengelola akun terakhir yang hidup. Buat atau hidupkan pengelola akun lain dahulu.";
        return Err(Problem::field(ACCOUNT, detail));
    }
    new.generasi = old.generasi + 1;
    users::replace((&tx, &ctx.house), old, new).await?;
    session::end_of(&tx, old.id, Which::All).await?;
    event::append((&tx, &ctx.house), old.id, (act, detail, why), By::of(&ctx.actor)).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}

/// Whether another account keeps accounts, anywhere.
async fn other_admins(tx: &Tx, user: PenggunaId) -> Result<bool> {
    let others = Entity::find().filter(Column::Id.ne(user)).filter(Column::Aktif.eq(true));
    Ok(others.filter(Column::Peran.eq(Role::Admin.code())).one(&**tx).await?.is_some())
}
