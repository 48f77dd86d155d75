//! What is done with second factors: asked for after the password, set up, taken off. Each code is good once, each word too.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use kernel::{Ctx, House, PenggunaId, Problem, Result, Tx, db};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::entity::pengguna::{Entity, Model};
use crate::entity::{faktor, pemulihan};
use crate::event::{self, Act, By};
use crate::factor::{self, Secret};
use crate::gate::Accounts;
use crate::session::{self, Which};
use crate::tries::{self, Knocker};
use crate::users::{self, LOCK};
use crate::{last, wajib};

/// The field of a code.
pub(crate) const CODE: &str = "kode";

/// What stands between a right password and a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    In,
    /// A code of the telephone.
    Code,
    /// The office asks for a second factor, and there is none yet.
    Setup,
}

/// What stands between a user's right password and a session.
pub(crate) async fn next(house: &House, user: &Model) -> Result<Next> {
    if user.faktor_sandi.is_some() {
        return Ok(Next::Code);
    }
    Ok(if wajib::binds(house, user).await? { Next::Setup } else { Next::In })
}

/// Checks the code, or the word in its place, of who has given the password. Tries are counted as those of passwords, beside them.
///
/// # Errors
/// [`Problem::Unauthenticated`] when it does not fit or was used; [`Problem::TooMany`] after too many failures.
pub(crate) async fn enter(accounts: &Accounts, user: &Model, typed: &str, address: IpAddr) -> Result<()> {
    let house = &accounts.house;
    // No account has a name with a blank in it, so that neither uses up the tries of the other.
    let name = format!("{} kode", user.nama_masuk);
    let knocker = Knocker::new(house, &name, Some(user.id), address).await?;
    let reserved = knocker.reserve(accounts).await?;
    match used(accounts, user, typed).await {
        Ok(true) => knocker.welcome(accounts, Some(reserved), user.id).await,
        Ok(false) => {
            tries::failed(house, reserved).await?;
            last::failed(house, Some(user.id)).await?;
            tracing::warn!(%address, account = %user.nama_masuk, "second factor failed");
            Err(Problem::Unauthenticated)
        }
        Err(problem) => {
            tries::withdraw(house, reserved).await?;
            Err(problem)
        }
    }
}

/// Notes that somebody is in who set the factor up at the door.
pub(crate) async fn welcome(accounts: &Accounts, user: &Model, address: IpAddr) -> Result<()> {
    let knocker = Knocker::new(&accounts.house, &user.nama_masuk, Some(user.id), address).await?;
    knocker.welcome(accounts, None, user.id).await
}

/// Uses a code or a word up; whether it was one that could be used.
async fn used(accounts: &Accounts, user: &Model, typed: &str) -> Result<bool> {
    let house = &accounts.house;
    let Some(sealed) = &user.faktor_sandi else { return Ok(false) };
    let step = Secret::opened(&house.vault, user.id, sealed)?.step(typed, house.clock.now());
    let tx = accounts.begin().await?;
    db::lock(&tx, LOCK).await?;
    let done = match step {
        Some(step) => take_step(&tx, user.id, step).await?,
        None => take_word((&tx, house), user, typed).await?,
    };
    tx.commit().await?;
    Ok(done)
}

/// A step is good where none as new was used.
async fn take_step(tx: &Tx, user: PenggunaId, step: i64) -> Result<bool> {
    let done = faktor::Entity::update_many()
        .col_expr(faktor::Column::Langkah, Expr::value(step))
        .filter(faktor::Column::PenggunaId.eq(user))
        .filter(faktor::Column::Langkah.lt(step))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

async fn take_word((tx, house): (&Tx, &House), user: &Model, typed: &str) -> Result<bool> {
    let done = pemulihan::Entity::update_many()
        .col_expr(pemulihan::Column::DipakaiPada, Expr::value(tx.at))
        .filter(pemulihan::Column::Sidik.eq(factor::mark(&house.vault, user.id, typed)))
        .filter(pemulihan::Column::PenggunaId.eq(user.id))
        .filter(pemulihan::Column::DipakaiPada.is_null())
        .exec(&**tx)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    let detail = format!("sisa {}", left(&**tx, user.id).await?);
    event::append((tx, house), user.id, (Act::WordUsed, &detail, ""), own(user)).await?;
    Ok(true)
}

/// How many words a user has left.
async fn left(db: &impl ConnectionTrait, user: PenggunaId) -> Result<usize> {
    let unused = pemulihan::Entity::find()
        .filter(pemulihan::Column::PenggunaId.eq(user))
        .filter(pemulihan::Column::DipakaiPada.is_null());
    Ok(unused.all(db).await?.len())
}

/// Since when a user has a second factor, and how many words are left; none without one.
pub(crate) async fn standing(ctx: &Ctx, user: &Model) -> Result<Option<(DateTime<Utc>, usize)>> {
    if user.faktor_sandi.is_none() {
        return Ok(None);
    }
    let row = faktor::Entity::find_by_id(user.id).one(ctx.db()).await?;
    let words = left(ctx.db(), user.id).await?;
    Ok(row.map(|row| (row.dipasang_pada, words)))
}

fn own(user: &Model) -> By<'_> {
    By { name: &user.nama, user: Some(user.id) }
}

/// The user of a generation, under the lock.
async fn locked(tx: &Tx, (user, generation): (PenggunaId, i64)) -> Result<Model> {
    db::lock(tx, LOCK).await?;
    let user = Entity::find_by_id(user).one(&**tx).await?;
    user.filter(|user| user.aktif && user.generasi == generation).ok_or(Problem::Unauthenticated)
}

/// Gives a user of a generation a second factor whose code was seen, and words for a lost telephone. What was issued before is void.
pub(crate) async fn set(
    accounts: &Accounts,
    who: (PenggunaId, i64),
    (secret, step): (&Secret, i64),
) -> Result<(Model, Vec<String>)> {
    let house = &accounts.house;
    let sealed = secret.sealed(&house.vault, who.0)?;
    let tx = accounts.begin().await?;
    let old = locked(&tx, who).await?;
    if old.faktor_sandi.is_some() {
        return Err(Problem::field(CODE, "Faktor kedua sudah terpasang. Lepas yang lama dahulu."));
    }
    let new = Model { faktor_sandi: Some(sealed), ..old.clone() };
    let new = replaced((&tx, house), &old, new).await?;
    let row = faktor::ActiveModel { pengguna_id: Set(old.id), langkah: Set(step), dipasang_pada: Set(tx.at) };
    faktor::Entity::insert(row).exec_without_returning(&*tx).await?;
    let words = fill((&tx, house), old.id).await?;
    event::append((&tx, house), old.id, (Act::Factor, "", ""), own(&old)).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok((new, words))
}

/// Takes the second factor of a user of a generation off. What was issued before is void.
pub(crate) async fn off(accounts: &Accounts, who: (PenggunaId, i64)) -> Result<Model> {
    let house = &accounts.house;
    let tx = accounts.begin().await?;
    let old = locked(&tx, who).await?;
    let new = replaced((&tx, house), &old, Model { faktor_sandi: None, ..old.clone() }).await?;
    event::append((&tx, house), old.id, (Act::FactorOff, "", ""), own(&old)).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(new)
}

/// Gives a user of a generation new words in place of all before.
pub(crate) async fn fresh(accounts: &Accounts, who: (PenggunaId, i64)) -> Result<Vec<String>> {
    let house = &accounts.house;
    let tx = accounts.begin().await?;
    let user = locked(&tx, who).await?;
    forget_words(&tx, user.id).await?;
    let words = fill((&tx, house), user.id).await?;
    event::append((&tx, house), user.id, (Act::Words, "", ""), own(&user)).await?;
    tx.commit().await?;
    Ok(words)
}

/// Writes a user with another factor, or none: sessions end, and nothing stays of the factor before.
async fn replaced((tx, house): (&Tx, &House), old: &Model, new: Model) -> Result<Model> {
    let new = Model { generasi: old.generasi + 1, ..new };
    users::replace((tx, house), old, new.clone()).await?;
    session::end_of(tx, old.id, Which::All).await?;
    clear(tx, old.id).await?;
    Ok(new)
}

/// Removes what is kept of a user's factor beside the secret.
pub(crate) async fn clear(tx: &Tx, user: PenggunaId) -> Result<()> {
    faktor::Entity::delete_by_id(user).exec(&**tx).await?;
    forget_words(tx, user).await
}

async fn forget_words(tx: &Tx, user: PenggunaId) -> Result<()> {
    pemulihan::Entity::delete_many().filter(pemulihan::Column::PenggunaId.eq(user)).exec(&**tx).await?;
    Ok(())
}

async fn fill((tx, house): (&Tx, &House), user: PenggunaId) -> Result<Vec<String>> {
    let words = factor::words()?;
    for word in &words {
        let row = pemulihan::ActiveModel {
            sidik: Set(factor::mark(&house.vault, user, word)),
            pengguna_id: Set(user),
            dipakai_pada: Set(None),
        };
        pemulihan::Entity::insert(row).exec_without_returning(&**tx).await?;
    }
    Ok(words)
}
