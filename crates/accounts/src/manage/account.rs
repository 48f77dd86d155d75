//! An account as lists and pages show it.

use chrono::{DateTime, Utc};
use kernel::{Ctx, PenggunaId, Permission, Problem, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::entity::pengguna::{Column, Entity, Model};
use crate::entity::{masuk, peristiwa, sesi};
use crate::{event, once, session};

/// An account as lists show it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: PenggunaId,
    /// The name to log in with.
    pub login: String,
    /// The name that others read.
    pub name: String,
    /// The word of the role.
    pub role: String,
    /// The code of the office.
    pub office: String,
    /// The name of the office.
    pub office_name: String,
    /// Whether it may be used.
    pub active: bool,
    /// Whether it has a second factor.
    pub factor: bool,
    /// Until when its one-time word may be used, if it has one.
    pub word_until: Option<DateTime<Utc>>,
    /// When its user last logged in.
    pub last: Option<DateTime<Utc>>,
    /// How many tries failed since.
    pub failed: i64,
    /// How many sessions it has open.
    pub sessions: usize,
}

/// An account with its sessions and its history.
pub(crate) struct Whole {
    pub(crate) account: Account,
    pub(crate) sessions: Vec<sesi::Model>,
    pub(crate) past: Vec<peristiwa::Model>,
}

/// The accounts of the actor's offices, by name.
///
/// # Errors
/// [`Problem::Forbidden`]; what the database says.
pub async fn list(ctx: &Ctx) -> Result<Vec<Account>> {
    ctx.actor.require(Permission::ManageUsers)?;
    let seen = Entity::find().filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    let users = seen.order_by_asc(Column::NamaMasuk).all(ctx.db()).await?;
    let sessions = session::open(ctx.db(), ctx.now(), None).await?;
    let mut last = masuk::Entity::find().all(ctx.db()).await?;
    last.sort_by_key(|row| row.pengguna_id);
    let of = |user: Model| {
        let row = last.binary_search_by_key(&user.id, |row| row.pengguna_id).ok().and_then(|at| last.get(at));
        account(ctx, user, row, &sessions)
    };
    Ok(users.into_iter().map(of).collect())
}

fn account(ctx: &Ctx, user: Model, last: Option<&masuk::Model>, sessions: &[sesi::Model]) -> Account {
    let (now, office) = (ctx.now(), ctx.house.offices.by_id(user.kantor_id));
    let own = sessions.iter().filter(|one| one.pengguna_id == user.id);
    Account {
        sessions: own.filter(|one| session::is_alive(now, one, &user)).count(),
        word_until: once::of(&user.sandi).map(|word| word.until),
        factor: user.faktor_sandi.is_some(),
        id: user.id,
        login: user.nama_masuk,
        name: user.nama,
        role: user.peran,
        office: office.map(|office| office.code.clone()).unwrap_or_default(),
        office_name: office.map(|office| office.name.clone()).unwrap_or_default(),
        active: user.aktif,
        last: last.and_then(|row| row.terakhir_pada),
        failed: last.map_or(0, |row| row.gagal),
    }
}

/// An account by its id or the name to log in with.
pub(crate) async fn one(ctx: &Ctx, which: &str) -> Result<Whole> {
    let user = find(ctx, ctx.db(), which).await?;
    whole(ctx, user).await
}

/// The account of a user.
pub(crate) async fn whole(ctx: &Ctx, user: Model) -> Result<Whole> {
    let last = masuk::Entity::find_by_id(user.id).one(ctx.db()).await?;
    let mut sessions = session::open(ctx.db(), ctx.now(), Some(user.id)).await?;
    sessions.retain(|one| session::is_alive(ctx.now(), one, &user));
    let past = event::of(ctx, user.id).await?;
    Ok(Whole { account: account(ctx, user, last.as_ref(), &sessions), sessions, past })
}

pub(super) async fn find(ctx: &Ctx, db: &impl ConnectionTrait, which: &str) -> Result<Model> {
    ctx.actor.require(Permission::ManageUsers)?;
    let which = which.trim().to_lowercase();
    let seen = Entity::find().filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    let named = match which.parse::<PenggunaId>() {
        Ok(id) => seen.filter(Column::Id.eq(id)),
        Err(_) => seen.filter(Column::NamaMasuk.eq(which)),
    };
    named.one(db).await?.ok_or(Problem::NotFound)
}
