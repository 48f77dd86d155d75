//! Logging in: the same time and words for an unknown name and a wrong password, and not too often.

use std::net::IpAddr;

use kernel::{House, Problem, Result};
use sea_orm::entity::prelude::*;

use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::strength::MOST;
use crate::tries::{self, Knocker};
use crate::users::is_name;

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
    let username = username.trim().to_lowercase();
    // No account has another kind of name, so none is looked for by it.
    let user = if is_name(&username) {
        pengguna::Entity::find().filter(pengguna::COLUMN.nama_masuk.eq(&username)).one(&house.db).await?
    } else {
        None
    };
    let user = user.filter(|user| user.aktif);
    let knocker = Knocker::new(house, &username, user.as_ref().map(|user| user.id), address).await?;
    let reserved = knocker.reserve(accounts).await?;
    // No account has a longer one: it is not even looked at.
    let short = if password.len() <= MOST { password } else { "" };
    let fits = match accounts.passwords.fits(short, user.as_ref().map(|user| user.sandi.as_str())).await {
        Ok(fits) => fits,
        Err(problem) => {
            tries::withdraw(house, reserved).await?;
            return Err(problem);
        }
    };
    if let Some(user) = user.as_ref().filter(|_| fits) {
        knocker.welcome(accounts, reserved, user.id).await?;
        return Ok(user.clone());
    }
    tries::failed(house, reserved).await?;
    tracing::warn!(%address, account = user.map(|user| user.nama_masuk), "login failed");
    Err(Problem::Unauthenticated)
}
