//! Sessions: a random secret at the user's side, its fingerprint here.

use std::net::IpAddr;
use std::time::Instant;

use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{House, PenggunaId, Problem, Result, Tx, vault};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{JoinType, QueryOrder, QuerySelect};
use web::session_secret;

use crate::device::Device;
use crate::entity::sesi::{ActiveModel, COLUMN, Column, Entity, Model};
use crate::entity::{bekas, pengguna};
use crate::gate::Accounts;
use crate::recent::Known;

/// How far the clocks of two processes may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// A person at the console: short, since desks are shared.
    Console,
    /// A program with a refresh token.
    Token,
}

impl Use {
    fn code(self) -> &'static str {
        match self {
            Self::Console => "konsol",
            Self::Token => "token",
        }
    }

    fn idle(self) -> TimeDelta {
        match self {
            Self::Console => TimeDelta::minutes(30),
            Self::Token => TimeDelta::days(7),
        }
    }

    fn life(self) -> TimeDelta {
        match self {
            Self::Console => TimeDelta::hours(12),
            Self::Token => TimeDelta::days(7),
        }
    }
}

/// Which sessions of a user are ended.
#[derive(Clone, Copy)]
pub(crate) enum Which {
    All,
    One(Uuid),
    AllBut(Uuid),
}

fn new_secret() -> Result<String> {
    Ok(vault::hex(&vault::random::<32>()?))
}

/// Begins a session; returns its id and secret.
pub(crate) async fn begin(
    house: &House,
    user: &pengguna::Model,
    purpose: Use,
    device: Device,
) -> Result<(Uuid, String)> {
    let now = house.clock.now();
    let (id, secret) = (house.ids.next(now), new_secret()?);
    let row = ActiveModel {
        id: Set(id),
        pengguna_id: Set(user.id),
        jenis: Set(purpose.code().to_owned()),
        rahasia: Set(vault::fingerprint(secret.as_bytes())),
        generasi: Set(user.generasi),
        dibuat_pada: Set(now),
        dipakai_pada: Set(now),
        berakhir_pada: Set(now + purpose.life()),
        dicabut_pada: Set(None),
        alamat: Set(Some(device.address)),
        perangkat: Set(Some(device.name)),
    };
    Entity::insert(row).exec_without_returning(&house.db).await?;
    Ok((id, secret))
}

/// Begins a session of the console, and returns its id and its secret. The session that the browser brought ends, whoever's it was: its cookie is
/// replaced, so that nobody could end it any more but who had copied it.
pub(crate) async fn anew(
    accounts: &Accounts,
    user: &pengguna::Model,
    (from, headers): (IpAddr, &HeaderMap),
) -> Result<(Uuid, String)> {
    let begun = begin(&accounts.house, user, Use::Console, Device::of(from, headers)).await?;
    if let Some(old) = session_secret(headers) {
        end_by_secret(accounts, old).await?;
    }
    Ok(begun)
}

/// Whether a session lives and is its user's: it is not over, not ended, and not older than the user's last change.
///
/// # Errors
/// [`Problem::Unauthenticated`] where not.
fn living(now: DateTime<Utc>, session: &Model, user: &pengguna::Model, purpose: Use) -> Result<()> {
    // After the host's clock was set back, its sessions would live longer than they may.
    let ahead = now + SKEW;
    let over = session.dicabut_pada.is_some()
        || session.dibuat_pada > ahead
        || session.dipakai_pada > ahead
        || session.jenis != purpose.code()
        || now >= session.berakhir_pada
        || now >= session.dipakai_pada + purpose.idle()
        || !user.aktif
        || user.generasi != session.generasi;
    if over { Err(Problem::Unauthenticated) } else { Ok(()) }
}

/// Whether a session lives, whatever it is for.
pub(crate) fn is_alive(now: DateTime<Utc>, session: &Model, user: &pengguna::Model) -> bool {
    [Use::Console, Use::Token].into_iter().any(|purpose| living(now, session, user, purpose).is_ok())
}

/// The sessions that were not ended and whose time is not over, of some users or of all; the newest first. Some may not live, see [`is_alive`].
pub(crate) async fn open(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    user: Option<PenggunaId>,
) -> Result<Vec<Model>> {
    let mut all = Entity::find().filter(Column::DicabutPada.is_null()).filter(Column::BerakhirPada.gt(now));
    if let Some(user) = user {
        all = all.filter(Column::PenggunaId.eq(user));
    }
    Ok(all.order_by_desc(Column::DipakaiPada).all(db).await?)
}

/// A session with its user, in one statement.
async fn found(db: &impl ConnectionTrait, which: Expr) -> Result<(Model, pengguna::Model)> {
    let owner = Entity::belongs_to(pengguna::Entity).from(Column::PenggunaId).to(pengguna::Column::Id).into();
    let both = Entity::find().filter(which).join(JoinType::InnerJoin, owner).select_also(pengguna::Entity);
    let (session, user) = both.one(db).await?.ok_or(Problem::Unauthenticated)?;
    Ok((session, user.ok_or(Problem::Unauthenticated)?))
}

/// A console session and its user, by its secret. Using it keeps it alive.
pub(crate) async fn by_secret(accounts: &Accounts, secret: &str) -> Result<(Uuid, pengguna::Model)> {
    let (house, began, fingerprint) = (&accounts.house, Instant::now(), vault::fingerprint(secret.as_bytes()));
    let mut known = if let Some(known) = accounts.recent.get(&fingerprint) {
        known
    } else {
        let (session, user) = found(&house.keyed, COLUMN.rahasia.eq(&fingerprint)).await?;
        Known { session, user, until: None }
    };
    let now = house.clock.now();
    living(now, &known.session, &known.user, Use::Console)?;
    if (now - known.session.dipakai_pada).abs() > TimeDelta::minutes(1) {
        // Without room nothing is written, but who is logged in goes on reading until the session's time is over.
        match touch(house, known.session.id).await {
            Err(Problem::NoRoom) => tracing::warn!("no room to note that a session was used"),
            noted => {
                noted?;
                known.session.dipakai_pada = now;
            }
        }
    }
    let found = (known.session.id, known.user.clone());
    accounts.recent.keep(fingerprint, began, known);
    Ok(found)
}

/// The login name of the user of a console session, whether it lives or not.
pub(crate) async fn owner(accounts: &Accounts, secret: &str) -> Result<Option<String>> {
    let fingerprint = vault::fingerprint(secret.as_bytes());
    match found(&accounts.house.keyed, COLUMN.rahasia.eq(&fingerprint)).await {
        Ok((session, user)) => Ok((session.jenis == Use::Console.code()).then_some(user.nama_masuk)),
        Err(Problem::Unauthenticated) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn touch(house: &House, id: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DipakaiPada, Expr::value(house.clock.now()))
        .filter(Column::Id.eq(id))
        .exec(&house.db)
        .await?;
    Ok(())
}

/// The session of an access token, and its user.
pub(crate) async fn by_token(accounts: &Accounts, token: &str) -> Result<(Uuid, pengguna::Model)> {
    let (house, began, fingerprint) = (&accounts.house, Instant::now(), vault::fingerprint(token.as_bytes()));
    let now = house.clock.now();
    if let Some(known) = accounts.recent.get(&fingerprint) {
        living(now, &known.session, &known.user, Use::Token)?;
        return known
            .until
            .filter(|until| now.timestamp() < *until)
            .map(|_| (known.session.id, known.user))
            .ok_or(Problem::Unauthenticated);
    }
    let read = accounts.tokens.read(house, token)?;
    let (session, user) = found(&house.keyed, Column::Id.eq(read.session)).await?;
    living(now, &session, &user, Use::Token)?;
    if user.id != read.user {
        return Err(Problem::Unauthenticated);
    }
    let found = (session.id, user.clone());
    accounts.recent.keep(fingerprint, began, Known { session, user, until: Some(read.until) });
    Ok(found)
}

/// Exchanges a refresh token for a new one. Any that comes again was stolen, by whoever came first or by whoever comes now: the
/// session ends, with all that was given out for it.
pub(crate) async fn rotate(accounts: &Accounts, secret: &str) -> Result<(Uuid, pengguna::Model, String)> {
    let fingerprint = vault::fingerprint(secret.as_bytes());
    let tx = accounts.begin().await?;
    let now = accounts.house.clock.now();
    let session = Entity::find().filter(COLUMN.rahasia.eq(&fingerprint)).one(&*tx).await?;
    if let Some(session) = session {
        let user = pengguna::Entity::find_by_id(session.pengguna_id).one(&*tx).await?;
        let user = user.ok_or(Problem::Unauthenticated)?;
        living(now, &session, &user, Use::Token)?;
        let fresh = new_secret()?;
        let changed = Entity::update_many()
            .col_expr(Column::Rahasia, Expr::value(vault::fingerprint(fresh.as_bytes())))
            .col_expr(Column::DipakaiPada, Expr::value(now))
            .filter(Column::Id.eq(session.id))
            .filter(COLUMN.rahasia.eq(&fingerprint))
            .exec(&*tx)
            .await?;
        if changed.rows_affected == 1 {
            retire(&tx, fingerprint, &session, now).await?;
            tx.commit().await?;
            return Ok((session.id, user, fresh));
        }
        // Somebody else exchanged it at the same moment.
    }
    if let Some(used) = bekas::Entity::find_by_id(fingerprint).one(&*tx).await? {
        tracing::warn!(session = %used.sesi_id, "a used refresh token came again; the session is ended");
        end(&*tx, Column::Id.eq(used.sesi_id), now).await?;
        tx.commit().await?;
        accounts.recent.forget();
    }
    Err(Problem::Unauthenticated)
}

/// Keeps what a session was called by before, for as long as it may live.
async fn retire(tx: &Tx, rahasia: String, session: &Model, now: DateTime<Utc>) -> Result<()> {
    bekas::Entity::delete_many().filter(bekas::Column::BerakhirPada.lt(now)).exec(&**tx).await?;
    let row = bekas::ActiveModel {
        rahasia: Set(rahasia),
        sesi_id: Set(session.id),
        berakhir_pada: Set(session.berakhir_pada),
    };
    bekas::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Ends the session of a secret.
pub(crate) async fn end_by_secret(accounts: &Accounts, secret: &str) -> Result<()> {
    let house = &accounts.house;
    let ended = end(&house.db, COLUMN.rahasia.eq(vault::fingerprint(secret.as_bytes())), house.clock.now()).await;
    accounts.recent.forget();
    ended
}

/// Ends the sessions of a user: one, or all but one. Returns how many.
pub(crate) async fn end_of(tx: &Tx, user: PenggunaId, which: Which) -> Result<u64> {
    let rows = Entity::update_many()
        .col_expr(Column::DicabutPada, Expr::value(tx.at))
        .filter(Column::PenggunaId.eq(user))
        .filter(Column::DicabutPada.is_null());
    let rows = match which {
        Which::All => rows,
        Which::One(id) => rows.filter(Column::Id.eq(id)),
        Which::AllBut(id) => rows.filter(Column::Id.ne(id)),
    };
    Ok(rows.exec(&**tx).await?.rows_affected)
}

/// The session of a secret, if there is one.
pub(crate) async fn of_secret(house: &House, secret: &str) -> Result<Option<Uuid>> {
    let fingerprint = vault::fingerprint(secret.as_bytes());
    let row = Entity::find().filter(COLUMN.rahasia.eq(&fingerprint)).one(&house.keyed).await?;
    Ok(row.map(|row| row.id))
}

async fn end(db: &impl ConnectionTrait, which: Expr, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DicabutPada, Expr::value(now))
        .filter(which)
        .filter(Column::DicabutPada.is_null())
        .exec(db)
        .await?;
    Ok(())
}
