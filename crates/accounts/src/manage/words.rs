//! Accounts that are made or let in anew with a one-time word.

use chrono::{DateTime, Utc};
use kernel::{Ctx, PenggunaId, Permission, Problem, Result, db};

use super::account::find;
use super::change::{begin, change};
use super::said::{ACCOUNT, own_office, reason, reasoned, said};
use crate::entity::pengguna::Model;
use crate::event::{Act, By};
use crate::gate::Accounts;
use crate::users::{self, LOCK, NewUser};
use crate::{once, second};

/// A one-time word, told once.
#[derive(Debug)]
pub struct Word {
    /// The account.
    pub id: PenggunaId,
    /// The name to log in with.
    pub login: String,
    /// The word.
    pub word: String,
    /// Until when it may be used.
    pub until: DateTime<Utc>,
}

/// Makes an account with a one-time word; the password of `user` is not looked at.
///
/// # Errors
/// As [`add`](crate::add); [`Problem::Invalid`] for an office that the actor does not see.
pub async fn create(ctx: &Ctx, accounts: &Accounts, user: NewUser<'_>, why: &str) -> Result<Word> {
    ctx.actor.require(Permission::ManageUsers)?;
    if user.name.trim().is_empty() {
        return Err(Problem::field("nama", "Tulis nama lengkapnya; nama ini yang dibaca orang lain."));
    }
    let why = if why.trim().is_empty() { "" } else { reasoned(why)? };
    let mut row = users::checked(&ctx.house, &user).map_err(said)?;
    own_office(ctx, user.office)?;
    let (word, hash) = new_word(accounts).await?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let until = tx.at + once::LIFE;
    row.sandi = once::written(until, &hash);
    let (id, login) = (row.id, row.nama_masuk.clone());
    users::insert((tx, &ctx.house), row, why, By::of(&ctx.actor)).await?;
    Ok(Word { id, login, word, until })
}

async fn new_word(accounts: &Accounts) -> Result<(String, String)> {
    let word = once::word()?;
    let hash = accounts.passwords.hash(&once::plain(&word)).await?;
    Ok((word, hash))
}

/// Gives an account a one-time word in place of its password.
///
/// # Errors
/// As [`disable`](super::disable).
pub async fn word(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<Word> {
    let why = reason(ctx, why)?;
    // Whether there is such an account is told before a hash is made.
    find(ctx, ctx.db(), which).await?;
    let (word, hash) = new_word(accounts).await?;
    let (tx, old) = begin(ctx, which).await?;
    if !old.aktif {
        return Err(Problem::field(ACCOUNT, "Akun ini mati. Hidupkan dahulu, lalu buat kata sekali pakai."));
    }
    let until = tx.at + once::LIFE;
    let new = Model { sandi: once::written(until, &hash), ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Word, "", why)).await?;
    Ok(Word { id: old.id, login: old.nama_masuk, word, until })
}

/// Takes the second factor of an account off, as for a lost telephone, and gives a one-time word in place of the password.
///
/// # Errors
/// As [`disable`](super::disable); [`Problem::Invalid`] for an account without one.
pub async fn factor_off(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<Word> {
    let why = reason(ctx, why)?;
    find(ctx, ctx.db(), which).await?;
    let (word, hash) = new_word(accounts).await?;
    let (tx, old) = begin(ctx, which).await?;
    if !old.aktif || old.faktor_sandi.is_none() {
        return Err(Problem::field(ACCOUNT, "Akun ini mati, atau tidak punya faktor kedua. Tidak ada yang dilepas."));
    }
    let until = tx.at + once::LIFE;
    let new = Model { sandi: once::written(until, &hash), faktor_sandi: None, ..old.clone() };
    second::clear(&tx, old.id).await?;
    change((tx, ctx, accounts), (&old, new), (Act::FactorOff, "dengan kata sekali pakai", why)).await?;
    Ok(Word { id: old.id, login: old.nama_masuk, word, until })
}
