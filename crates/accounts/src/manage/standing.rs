//! Whether an account may be used, and what it has open.

use kernel::{Ctx, Problem, Result};
use sea_orm::entity::prelude::*;

use super::change::{begin, change};
use super::said::{ACCOUNT, reason};
use crate::entity::pengguna::Model;
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::session::{self, Which};

/// Ends an account: nobody logs in with it, and what it has open ends.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`] without a reason, for oneself and for the last admin.
pub async fn disable(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<()> {
    let why = reason(ctx, why)?;
    let (tx, old) = begin(ctx, which).await?;
    if !old.aktif {
        return Err(Problem::field(ACCOUNT, "Akun ini sudah mati."));
    }
    let new = Model { aktif: false, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Disabled, "", why)).await
}

/// Lets an account be used again. What was open before stays ended.
///
/// # Errors
/// As [`disable`].
pub async fn enable(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<()> {
    let why = reason(ctx, why)?;
    let (tx, old) = begin(ctx, which).await?;
    if old.aktif {
        return Err(Problem::field(ACCOUNT, "Akun ini sudah hidup."));
    }
    let new = Model { aktif: true, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Enabled, "", why)).await
}

/// Ends one session of an account, or all.
pub(crate) async fn end(ctx: &Ctx, accounts: &Accounts, which: &str, (one, why): (Option<Uuid>, &str)) -> Result<()> {
    let why = reason(ctx, why)?;
    let (tx, user) = begin(ctx, which).await?;
    let (ended, detail) = match one {
        Some(id) => (session::end_of(&tx, user.id, Which::One(id)).await?, "satu sesi"),
        None => (session::end_of(&tx, user.id, Which::All).await?, "semua sesi"),
    };
    if ended == 0 {
        return Err(Problem::field(ACCOUNT, "Tidak ada sesi yang masih berjalan."));
    }
    event::append((&tx, &ctx.house), user.id, (Act::Sessions, detail, why), By::of(&ctx.actor)).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}
