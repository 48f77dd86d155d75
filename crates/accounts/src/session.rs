//! Sessions: a random secret at the user's side, its fingerprint here.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{House, Problem, Result, Tx, vault};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::entity::sesi::{ActiveModel, COLUMN, Column, Entity, Model};
use crate::entity::{bekas, pengguna};
use crate::gate::Accounts;

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

fn new_secret() -> Result<String> {
    Ok(vault::hex(&vault::random::<32>()?))
}

/// Begins a session; returns its id and secret.
pub(crate) async fn begin(house: &House, user: &pengguna::Model, purpose: Use) -> Result<(Uuid, String)> {
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
    };
    Entity::insert(row).exec_without_returning(&house.db).await?;
    Ok((id, secret))
}

/// The user of a living session.
///
/// # Errors
/// [`Problem::Unauthenticated`] for one that is over, ended, or older than the user's last change.
async fn user_of(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    session: &Model,
    purpose: Use,
) -> Result<pengguna::Model> {
    // After the host's clock was set back, its sessions would live longer than they may.
    let ahead = now + SKEW;
    let over = session.dicabut_pada.is_some()
        || session.dibuat_pada > ahead
        || session.dipakai_pada > ahead
        || session.jenis != purpose.code()
        || now >= session.berakhir_pada
        || now >= session.dipakai_pada + purpose.idle();
    if over {
        return Err(Problem::Unauthenticated);
    }
    let user = pengguna::Entity::find_by_id(session.pengguna_id).one(db).await?;
    user.filter(|u| u.aktif && u.generasi == session.generasi).ok_or(Problem::Unauthenticated)
}

/// The user of a console session, by its secret. Using it keeps it alive.
pub(crate) async fn by_secret(house: &House, secret: &str) -> Result<pengguna::Model> {
    let session = Entity::find()
        .filter(COLUMN.rahasia.eq(vault::fingerprint(secret.as_bytes())))
        .one(&house.db)
        .await?
        .ok_or(Problem::Unauthenticated)?;
    let now = house.clock.now();
    let user = user_of(&house.db, now, &session, Use::Console).await?;
    if (now - session.dipakai_pada).abs() > TimeDelta::minutes(1) {
        // Without room nothing is written, but who is logged in goes on reading until the session's time is over.
        match touch(house, session.id).await {
            Err(Problem::NoRoom) => tracing::warn!("no room to note that a session was used"),
            noted => noted?,
        }
    }
    Ok(user)
}

async fn touch(house: &House, id: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DipakaiPada, Expr::value(house.clock.now()))
        .filter(Column::Id.eq(id))
        .exec(&house.db)
        .await?;
    Ok(())
}

/// The user of a token session, by its id.
pub(crate) async fn by_id(house: &House, id: Uuid) -> Result<pengguna::Model> {
    let session = Entity::find_by_id(id).one(&house.db).await?.ok_or(Problem::Unauthenticated)?;
    user_of(&house.db, house.clock.now(), &session, Use::Token).await
}

/// Exchanges a refresh token for a new one. Any that comes again was stolen, by whoever came first or by whoever comes now: the
/// session ends, with all that was given out for it.
pub(crate) async fn rotate(accounts: &Accounts, secret: &str) -> Result<(Uuid, pengguna::Model, String)> {
    let fingerprint = vault::fingerprint(secret.as_bytes());
    let tx = accounts.begin().await?;
    let now = accounts.house.clock.now();
    let session = Entity::find().filter(COLUMN.rahasia.eq(&fingerprint)).one(&*tx).await?;
    if let Some(session) = session {
        let user = user_of(&*tx, now, &session, Use::Token).await?;
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
pub(crate) async fn end_by_secret(house: &House, secret: &str) -> Result<()> {
    end(&house.db, COLUMN.rahasia.eq(vault::fingerprint(secret.as_bytes())), house.clock.now()).await
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
