//! Creating users. There is no account until somebody at the machine makes one.

use std::net::Ipv4Addr;

use kernel::form::{ILLEGIBLE, legible};
use kernel::{Actor, House, PenggunaId, Problem, Result, Role};
use sea_orm::EntityTrait;

use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::login;
use crate::office::by_code;
use crate::stamp;
use crate::strength::refuse_weak;

/// A user to be made.
pub struct NewUser<'a> {
    /// The name to log in with.
    pub username: &'a str,
    /// The name that others read.
    pub name: &'a str,
    /// The role's word.
    pub role: &'a str,
    /// The office's code.
    pub office: &'a str,
    /// The password, of at least 12 characters.
    pub password: &'a str,
}

/// Whether a name is one to log in with.
pub(crate) fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
    (3..=64).contains(&name.len()) && name.bytes().all(plain)
}

/// Makes a user.
///
/// # Errors
/// [`Problem::Invalid`] naming every field that is wrong; [`Problem::Duplicate`] for a name that is taken.
pub async fn add(house: &House, accounts: &Accounts, user: NewUser<'_>) -> Result<PenggunaId> {
    let username = user.username.trim().to_lowercase();
    if !is_name(&username) {
        return Err(Problem::field("username", "Tulis 3 sampai 64 huruf kecil, angka, titik atau garis, tanpa spasi."));
    }
    let roles: Vec<_> = Role::ALL.iter().map(|r| r.code()).collect();
    let role = Role::parse(user.role)
        .ok_or_else(|| Problem::field("role", format!("Pilih salah satu: {}.", roles.join(", "))))?;
    if !legible(user.name) {
        return Err(Problem::field("name", ILLEGIBLE));
    }
    refuse_weak(user.password, &[&username, user.name])?;
    let office = by_code(house, user.office)?;
    let now = house.clock.now();
    let id = PenggunaId(house.ids.next(now));
    let row = pengguna::Model {
        id,
        kantor_id: office.id,
        nama_masuk: username,
        nama: user.name.trim().to_owned(),
        peran: role.code().to_owned(),
        sandi: accounts.passwords.hash(user.password).await?,
        aktif: true,
        generasi: 1,
        dibuat_pada: now,
        meterai: None,
    };
    pengguna::Entity::insert(stamp::stamped(house, row)).exec_without_returning(&house.db).await.map_err(|error| {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
                Problem::Duplicate("Nama pengguna itu sudah dipakai.".to_owned())
            }
            _ => error.into(),
        }
    })?;
    Ok(id)
}

/// Makes a user, or gives the one of that name the password, and voids what was issued to it before.
///
/// # Errors
/// As [`add`].
pub async fn add_or_reset(house: &House, accounts: &Accounts, user: NewUser<'_>) -> Result<()> {
    use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};
    let (username, password) = (user.username.to_owned(), user.password.to_owned());
    match add(house, accounts, user).await {
        Ok(_) => return Ok(()),
        Err(Problem::Duplicate(_)) => {}
        Err(other) => return Err(other),
    }
    let password = accounts.passwords.hash(&password).await?;
    let named = pengguna::Entity::find().filter(pengguna::Column::NamaMasuk.eq(username)).one(&house.db).await?;
    let Some(old) = named else { return Ok(()) };
    // An account that somebody's hand changed is not made good by a new password: the audit goes on naming it.
    let sound = stamp::holds(house, &old);
    let (id, generation) = (old.id, old.generasi);
    let new = pengguna::Model { sandi: password, generasi: generation + 1, ..old };
    let new = if sound { stamp::stamped(house, new) } else { new.into_active_model().reset_all() };
    let written = pengguna::Entity::update_many()
        .filter(pengguna::Column::Id.eq(id))
        .filter(pengguna::Column::Generasi.eq(generation))
        .set(new)
        .exec(&house.db)
        .await?;
    accounts.recent.forget();
    if written.rows_affected == 1 { Ok(()) } else { Err(Problem::Busy) }
}

/// The actor of a user name and password, for the command line.
///
/// # Errors
/// [`Problem::Unauthenticated`] when they do not fit; [`Problem::TooMany`] after too many failures.
pub async fn actor_by_password(house: &House, accounts: &Accounts, username: &str, password: &str) -> Result<Actor> {
    let user = login::check(house, accounts, username, password, Ipv4Addr::LOCALHOST.into()).await?;
    accounts.actor(user)
}
