//! Logging in: the same time and words for an unknown name and a wrong password, and not too often.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{House, Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder};

use crate::entity::{pengguna, percobaan};
use crate::gate::Accounts;

const WINDOW: TimeDelta = TimeDelta::minutes(5);
/// Failures in the window after which an account or an address has to wait.
const PER_ACCOUNT: u64 = 10;
const PER_ADDRESS: u64 = 50;

/// The user of a name and password.
///
/// # Errors
/// [`Problem::Unauthenticated`] when they do not fit; [`Problem::TooMany`] after too many failures.
pub(crate) async fn check(
    house: &House,
    accounts: &Accounts,
    username: &str,
    password: &str,
    address: IpAddr,
) -> Result<pengguna::Model> {
    let username = username.trim().to_lowercase().chars().take(64).collect::<String>();
    let keys = [(format!("akun:{username}"), PER_ACCOUNT), (format!("alamat:{address}"), PER_ADDRESS)];
    let now = house.clock.now();
    for (key, most) in &keys {
        throttle(house, key, *most, now).await?;
    }
    let user = pengguna::Entity::find().filter(pengguna::COLUMN.nama_masuk.eq(&username)).one(&house.db).await?;
    let hash = user.as_ref().filter(|u| u.aktif).map(|u| u.sandi.as_str());
    let fits = password.len() <= 1024 && accounts.passwords.fits(password, hash).await?;
    if let Some(user) = user.filter(|_| fits) {
        return Ok(user);
    }
    for (key, _) in keys {
        let row = percobaan::ActiveModel { id: Set(house.ids.next(now)), kunci: Set(key), pada: Set(now) };
        percobaan::Entity::insert(row).exec_without_returning(&house.db).await?;
    }
    tracing::warn!(%address, "login failed");
    Err(Problem::Unauthenticated)
}

async fn throttle(house: &House, key: &str, most: u64, now: DateTime<Utc>) -> Result<()> {
    let recent = percobaan::Entity::find()
        .filter(percobaan::COLUMN.kunci.eq(key))
        .filter(percobaan::Column::Pada.gt(now - WINDOW));
    if recent.clone().count(&house.db).await? < most {
        return Ok(());
    }
    let first = recent.order_by_asc(percobaan::Column::Pada).one(&house.db).await?;
    let wait = first.map_or(WINDOW, |row| row.pada + WINDOW - now);
    Err(Problem::TooMany(u64::try_from(wait.num_seconds()).unwrap_or_default().max(1)))
}
