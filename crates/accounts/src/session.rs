//! Sessions: a random secret at the user's side, its fingerprint here.

use chrono::TimeDelta;
use kernel::{House, Problem, Result, vault};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::entity::pengguna;
use crate::entity::sesi::{ActiveModel, COLUMN, Column, Entity, Model};

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
        rahasia_lama: Set(None),
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
async fn user_of(house: &House, session: &Model, purpose: Use) -> Result<pengguna::Model> {
    let now = house.clock.now();
    let over = session.dicabut_pada.is_some()
        || session.jenis != purpose.code()
        || now >= session.berakhir_pada
        || now >= session.dipakai_pada + purpose.idle();
    if over {
        return Err(Problem::Unauthenticated);
    }
    let user = pengguna::Entity::find_by_id(session.pengguna_id).one(&house.db).await?;
    user.filter(|u| u.aktif && u.generasi == session.generasi).ok_or(Problem::Unauthenticated)
}

/// The user of a console session, by its secret. Using it keeps it alive.
pub(crate) async fn by_secret(house: &House, secret: &str) -> Result<pengguna::Model> {
    let session = Entity::find()
        .filter(COLUMN.rahasia.eq(vault::fingerprint(secret.as_bytes())))
        .one(&house.db)
        .await?
        .ok_or(Problem::Unauthenticated)?;
    let user = user_of(house, &session, Use::Console).await?;
    let now = house.clock.now();
    if now - session.dipakai_pada > TimeDelta::minutes(1) {
        touch(house, session.id).await?;
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
    user_of(house, &session, Use::Token).await
}

/// Exchanges a refresh token for a new one. An old one that comes again was stolen: the session ends.
pub(crate) async fn rotate(house: &House, secret: &str) -> Result<(Uuid, pengguna::Model, String)> {
    let fingerprint = vault::fingerprint(secret.as_bytes());
    let Some(session) = Entity::find().filter(COLUMN.rahasia.eq(&fingerprint)).one(&house.db).await? else {
        if let Some(stolen) = Entity::find().filter(Column::RahasiaLama.eq(&fingerprint)).one(&house.db).await? {
            tracing::warn!(session = %stolen.id, "a used refresh token came again; the session is ended");
            end(house, Column::Id.eq(stolen.id)).await?;
        }
        return Err(Problem::Unauthenticated);
    };
    let user = user_of(house, &session, Use::Token).await?;
    let fresh = new_secret()?;
    let changed = Entity::update_many()
        .col_expr(Column::Rahasia, Expr::value(vault::fingerprint(fresh.as_bytes())))
        .col_expr(Column::RahasiaLama, Expr::value(fingerprint.clone()))
        .col_expr(Column::DipakaiPada, Expr::value(house.clock.now()))
        .filter(Column::Id.eq(session.id))
        .filter(COLUMN.rahasia.eq(fingerprint))
        .exec(&house.db)
        .await?;
    if changed.rows_affected == 1 { Ok((session.id, user, fresh)) } else { Err(Problem::Unauthenticated) }
}

/// Ends the session of a secret.
pub(crate) async fn end_by_secret(house: &House, secret: &str) -> Result<()> {
    end(house, COLUMN.rahasia.eq(vault::fingerprint(secret.as_bytes()))).await
}

async fn end(house: &House, which: Expr) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DicabutPada, Expr::value(house.clock.now()))
        .filter(which)
        .filter(Column::DicabutPada.is_null())
        .exec(&house.db)
        .await?;
    Ok(())
}
