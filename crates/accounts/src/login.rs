//! Logging in: the same time and words for an unknown name and a wrong password, and not too often.

use std::net::IpAddr;

use kernel::{House, Problem, Result};
use sea_orm::entity::prelude::*;

use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::second::{self, Next};
use crate::strength::MOST;
use crate::tries::{self, Knocker};
use crate::users::is_name;
use crate::{last, once, wajib};

/// What a name and a password that fit lead to. A second factor stands between the two and a session.
pub(crate) enum Entered {
    /// In.
    Whole(pengguna::Model),
    /// To the form for a password of one's own: what was typed was a one-time word.
    Once(pengguna::Model),
    /// To the form for a code.
    Code(pengguna::Model),
    /// To the page on which a second factor is set up: the office asks for one.
    Setup(pengguna::Model),
}

impl Entered {
    /// What a user whose password is known is let in to.
    pub(crate) async fn beyond(house: &House, user: pengguna::Model) -> Result<Self> {
        Ok(match second::next(house, &user).await? {
            Next::In => Self::Whole(user),
            Next::Code => Self::Code(user),
            Next::Setup => Self::Setup(user),
        })
    }
}

const ONCE: &str = "Ini kata sekali pakai. Masuk lewat konsol di peramban, lalu ganti dengan kata sandi sendiri.";

/// The user of a name, a password and, where there is a second factor, a code, who may do something at once.
///
/// # Errors
/// As [`enter`]; [`Problem::CodeNeeded`] without a code; [`Problem::Invalid`] for a one-time word and where a second factor must be set up
/// first, for which there is the console only.
pub(crate) async fn check(
    house: &House,
    accounts: &Accounts,
    username: &str,
    (password, code): (&str, &str),
    address: IpAddr,
) -> Result<pengguna::Model> {
    match enter(house, accounts, username, password, address).await? {
        Entered::Whole(user) => Ok(user),
        Entered::Once(_) => Err(Problem::field("password", ONCE)),
        Entered::Code(_) if code.trim().is_empty() => Err(Problem::CodeNeeded),
        Entered::Code(user) => {
            second::enter(accounts, &user, code, address).await?;
            Ok(user)
        }
        Entered::Setup(_) => Err(Problem::field(second::CODE, wajib::NEEDED)),
    }
}

/// Whether somebody who is logged in knows their password: they came past the second factor already.
///
/// # Errors
/// As [`enter`]; [`Problem::Invalid`] for a one-time word.
pub(crate) async fn knows(
    house: &House,
    accounts: &Accounts,
    username: &str,
    password: &str,
    address: IpAddr,
) -> Result<()> {
    match enter(house, accounts, username, password, address).await? {
        Entered::Whole(_) | Entered::Code(_) | Entered::Setup(_) => Ok(()),
        Entered::Once(_) => Err(Problem::field("password", ONCE)),
    }
}

/// What a name and a password lead to.
///
/// # Errors
/// [`Problem::Unauthenticated`] when they do not fit; [`Problem::TooMany`] after too many failures.
pub(crate) async fn enter(
    house: &House,
    accounts: &Accounts,
    username: &str,
    password: &str,
    address: IpAddr,
) -> Result<Entered> {
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
    let fits = match fits(house, accounts, user.as_ref(), short).await {
        Ok(fits) => fits,
        Err(problem) => {
            tries::withdraw(house, reserved).await?;
            return Err(problem);
        }
    };
    let known = user.as_ref().map(|user| user.id);
    if let Some(user) = user.as_ref().filter(|_| fits) {
        let user = user.clone();
        let entered =
            if once::of(&user.sandi).is_some() { Entered::Once(user) } else { Entered::beyond(house, user).await? };
        match &entered {
            Entered::Whole(user) | Entered::Once(user) => knocker.welcome(accounts, Some(reserved), user.id).await?,
            // Not in yet: the address is not known by the password alone.
            Entered::Code(_) | Entered::Setup(_) => tries::withdraw(house, reserved).await?,
        }
        return Ok(entered);
    }
    tries::failed(house, reserved).await?;
    last::failed(house, known).await?;
    tracing::warn!(%address, account = user.map(|user| user.nama_masuk), "login failed");
    Err(Problem::Unauthenticated)
}

/// Whether a password is that of a user, or the one-time word while that may be used. It takes as long for nobody.
async fn fits(house: &House, accounts: &Accounts, user: Option<&pengguna::Model>, typed: &str) -> Result<bool> {
    let Some(user) = user else { return accounts.passwords.fits(typed, None).await };
    match once::of(&user.sandi) {
        Some(word) => {
            let hash = Some(word.hash).filter(|_| house.clock.now() < word.until);
            accounts.passwords.fits(&once::plain(typed), hash).await
        }
        None => accounts.passwords.fits(typed, Some(&user.sandi)).await,
    }
}
