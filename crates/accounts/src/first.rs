//! The first admin of a house without accounts: whoever reads the terminal has a word, and whoever has the word makes the account. The word
//! lives in the memory of one process only.

use std::sync::{Mutex, MutexGuard, PoisonError};

use kernel::{House, Problem, Result, Role, db, vault};
use sea_orm::EntityTrait;

use crate::entity::pengguna::{Entity, Model};
use crate::event::By;
use crate::gate::Accounts;
use crate::manage::said;
use crate::users::{self, LOCK, NewUser};
use crate::{once, own};

/// The fingerprint of the word, while there is one.
#[derive(Default)]
pub(crate) struct First(Mutex<Option<String>>);

impl First {
    fn held(&self) -> MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is a word.
    pub(crate) fn is_open(&self) -> bool {
        self.held().is_some()
    }

    /// Whether a word is the one; fingerprints are compared, so that time tells nothing of it.
    fn fits(&self, typed: &str) -> bool {
        self.held().as_ref() == Some(&fingerprint(typed))
    }

    pub(crate) fn close(&self) {
        *self.held() = None;
    }
}

fn fingerprint(word: &str) -> String {
    vault::fingerprint(once::plain(word).as_bytes())
}

/// Whether nobody has an account.
pub(crate) async fn is_empty(house: &House) -> Result<bool> {
    Ok(Entity::find().one(&house.db).await?.is_none())
}

/// A word for the first admin, in place of any before; none where somebody has an account.
///
/// # Errors
/// What the database says.
pub async fn invite(accounts: &Accounts) -> Result<Option<String>> {
    if !is_empty(&accounts.house).await? {
        return Ok(None);
    }
    let word = once::word()?;
    *accounts.first.held() = Some(fingerprint(&word));
    Ok(Some(word))
}

/// Makes the first admin. The word is used up with it.
///
/// # Errors
/// [`Problem::Invalid`] by field; [`Problem::NotFound`] where somebody has an account.
pub(crate) async fn make(accounts: &Accounts, word: &str, (user, again): (NewUser<'_>, &str)) -> Result<Model> {
    let house = &accounts.house;
    if !accounts.first.fits(word) {
        let detail = "Kata itu tidak cocok. Salin dari terminal; bila server dijalankan ulang, kata yang lama mati.";
        return Err(Problem::field("kata", detail));
    }
    if user.name.trim().is_empty() {
        return Err(Problem::field("nama", "Tulis nama lengkap Anda."));
    }
    let user = NewUser { role: Role::Admin.code(), ..user };
    let mut row = users::checked(house, &user).map_err(said)?;
    let password = own::typed(&row, (user.password, again))?;
    row.sandi = accounts.passwords.hash(password).await?;
    let tx = accounts.begin().await?;
    db::lock(&tx, LOCK).await?;
    // Another server on the same database may have been quicker.
    if Entity::find().one(&*tx).await?.is_some() {
        accounts.first.close();
        return Err(Problem::NotFound);
    }
    let made = row.clone();
    let by = By { name: &made.nama, user: None };
    users::insert((tx, house), row, "pengelola akun pertama", by).await?;
    accounts.first.close();
    Ok(made)
}
