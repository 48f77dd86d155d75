//! Creating users. There is no account until somebody at the machine makes one.

use std::net::Ipv4Addr;

use kernel::form::{ILLEGIBLE, legible};
use kernel::{Actor, House, PenggunaId, Problem, Result, Role, Tx, db};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entity::pengguna;
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::office::by_code;
use crate::strength::refuse_weak;
use crate::{last, login, stamp};

/// Whoever writes accounts holds it, so that nobody counts admins, or lines of a history, while another changes them.
pub(crate) const LOCK: &str = "akun";

/// The most letters of a name that others read.
const NAME: usize = 200;

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

/// Who acts where the command line makes accounts.
const TERMINAL: By<'static> = By { name: "baris perintah", user: None };

/// Makes a user.
///
/// # Errors
/// [`Problem::Invalid`] naming every field that is wrong; [`Problem::Duplicate`] for a name that is taken.
pub async fn add(house: &House, accounts: &Accounts, user: NewUser<'_>) -> Result<PenggunaId> {
    let mut row = checked(house, &user)?;
    refuse_weak(user.password, &[&row.nama_masuk, user.name])?;
    row.sandi = accounts.passwords.hash(user.password).await?;
    let id = row.id;
    let tx = accounts.begin().await?;
    db::lock(&tx, LOCK).await?;
    insert((tx, house), row, "", TERMINAL).await?;
    Ok(id)
}

/// The row of a user without a password, where all else is as it must be.
pub(crate) fn checked(house: &House, user: &NewUser<'_>) -> Result<pengguna::Model> {
    let username = user.username.trim().to_lowercase();
    if !is_name(&username) {
        return Err(Problem::field("username", "Tulis 3 sampai 64 huruf kecil, angka, titik atau garis, tanpa spasi."));
    }
    let role = role(user.role)?;
    if !legible(user.name) {
        return Err(Problem::field("name", ILLEGIBLE));
    }
    if user.name.trim().chars().count() > NAME {
        return Err(Problem::field("name", format!("Paling panjang {NAME} huruf. Persingkat.")));
    }
    let office = by_code(house, user.office)?;
    let now = house.clock.now();
    Ok(pengguna::Model {
        id: PenggunaId(house.ids.next(now)),
        kantor_id: office.id,
        nama_masuk: username,
        nama: user.name.trim().to_owned(),
        peran: role.code().to_owned(),
        sandi: String::new(),
        aktif: true,
        generasi: 1,
        dibuat_pada: now,
        meterai: None,
        faktor_sandi: None,
    })
}

/// The role of a word.
///
/// # Errors
/// [`Problem::Invalid`] naming the roles that there are.
pub(crate) fn role(word: &str) -> Result<Role> {
    let roles: Vec<_> = Role::ALL.iter().map(|r| r.code()).collect();
    Role::parse(word).ok_or_else(|| Problem::field("role", format!("Pilih salah satu: {}.", roles.join(", "))))
}

/// Writes a new user with the first line of its history, and commits.
pub(crate) async fn insert((tx, house): (Tx, &House), row: pengguna::Model, why: &str, by: By<'_>) -> Result<()> {
    match written((&tx, house), row, why, by).await {
        Ok(()) => tx.commit().await,
        Err(problem) => {
            tx.give_up().await?;
            Err(problem)
        }
    }
}

async fn written((tx, house): (&Tx, &House), row: pengguna::Model, why: &str, by: By<'_>) -> Result<()> {
    let office = house.offices.by_id(row.kantor_id).map(|office| office.name.clone()).unwrap_or_default();
    let (id, detail) = (row.id, format!("{}, {office}", row.peran));
    pengguna::Entity::insert(stamp::stamped(house, row)).exec_without_returning(&**tx).await.map_err(|error| {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
                Problem::Duplicate("Nama pengguna itu sudah dipakai.".to_owned())
            }
            _ => error.into(),
        }
    })?;
    last::begin(tx, id).await?;
    event::append((tx, house), id, (Act::Created, &detail, why), by).await
}

/// Makes a user, or gives the one of that name the password, and voids what was issued to it before.
///
/// # Errors
/// As [`add`].
pub async fn add_or_reset(house: &House, accounts: &Accounts, user: NewUser<'_>) -> Result<()> {
    let (username, password) = (user.username.to_owned(), user.password.to_owned());
    match add(house, accounts, user).await {
        Ok(_) => return Ok(()),
        Err(Problem::Duplicate(_)) => {}
        Err(other) => return Err(other),
    }
    let password = accounts.passwords.hash(&password).await?;
    let tx = accounts.begin().await?;
    db::lock(&tx, LOCK).await?;
    let named = pengguna::Entity::find().filter(pengguna::Column::NamaMasuk.eq(username)).one(&*tx).await?;
    let Some(old) = named else { return Ok(()) };
    let (id, generation) = (old.id, old.generasi);
    let new = pengguna::Model { sandi: password, generasi: generation + 1, ..old.clone() };
    replace((&tx, house), &old, new).await?;
    event::append((&tx, house), id, (Act::Password, "", ""), TERMINAL).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}

/// Writes a user anew, where nobody else has meanwhile.
pub(crate) async fn replace((tx, house): (&Tx, &House), old: &pengguna::Model, new: pengguna::Model) -> Result<()> {
    // An account that somebody's hand changed is not made good by a change: the audit goes on naming it.
    let new = if stamp::holds(house, old) { stamp::stamped(house, new) } else { new.into_active_model().reset_all() };
    let done = pengguna::Entity::update_many()
        .filter(pengguna::Column::Id.eq(old.id))
        .filter(pengguna::Column::Generasi.eq(old.generasi))
        .set(new)
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Problem::Busy) }
}

/// The actor of a user name and password, and a code of the second factor where there is one, for the command line.
///
/// # Errors
/// [`Problem::Unauthenticated`] when they do not fit; [`Problem::CodeNeeded`] without a code; [`Problem::TooMany`] after too many failures.
pub async fn actor_by_password(
    house: &House,
    accounts: &Accounts,
    username: &str,
    secrets: (&str, &str),
) -> Result<Actor> {
    let user = login::check(house, accounts, username, secrets, Ipv4Addr::LOCALHOST.into()).await?;
    accounts.actor(user, None)
}
