//! The table `surel_kirim`: which user has had the digest of which day. Whoever enters the row sends; nobody sends twice.

use chrono::{DateTime, Days, TimeDelta, Utc};
use kernel::{Day, PenggunaId, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{DatabaseConnection, PaginatorTrait};

use super::post::Sent;

/// Being sent. A row that stays so was perhaps sent by a process that died: it is not tried again.
pub const RUNNING: &str = "berjalan";
/// Taken by the server.
pub const SENT: &str = "dikirim";
/// Not sent, with the reason; again from `coba_lagi_pada`, or never.
pub const FAILED: &str = "gagal";
/// Nothing to tell.
pub const EMPTY: &str = "nihil";
/// All of them.
pub(crate) const STATES: [&str; 4] = [RUNNING, SENT, FAILED, EMPTY];

/// After how long a first failure is tried again; each time twice as long.
const AGAIN: i32 = 30;
/// How often a digest is tried.
const TRIES: i64 = 5;
/// How long it is kept what became of a digest.
const KEPT: Days = Days::new(90);

/// A digest of a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "surel_kirim")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pengguna_id: PenggunaId,
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hari: Day,
    /// How far it is.
    pub keadaan: String,
    /// How often it was tried.
    pub percobaan: i64,
    /// From when it is tried again.
    pub coba_lagi_pada: Option<DateTimeUtc>,
    /// Why it failed, without any address.
    pub sebab: Option<String>,
    /// When the row was last written.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// A digest that this process may send.
pub(crate) struct Claimed {
    user: PenggunaId,
    day: Day,
    tries: i64,
}

/// What may be done about a user's digest of a day.
pub(crate) enum Turn {
    /// It is ours.
    Ours(Claimed),
    /// Its next try has not come.
    Waiting,
    /// It is somebody else's, or over.
    Over,
}

/// Claims the digest of a user and day, for exactly one process.
pub(crate) async fn claim(db: &DatabaseConnection, user: PenggunaId, day: Day, now: DateTime<Utc>) -> Result<Turn> {
    let row = ActiveModel {
        pengguna_id: Set(user),
        hari: Set(day),
        keadaan: Set(RUNNING.to_owned()),
        percobaan: Set(1),
        coba_lagi_pada: Set(None),
        sebab: Set(None),
        pada: Set(now),
    };
    let once = OnConflict::columns([Column::PenggunaId, Column::Hari]).do_nothing().to_owned();
    if Entity::insert(row).on_conflict(once).exec_without_returning(db).await? == 1 {
        return Ok(Turn::Ours(Claimed { user, day, tries: 1 }));
    }
    let Some(row) = Entity::find_by_id((user, day)).one(db).await? else { return Ok(Turn::Over) };
    let Some(from) = row.coba_lagi_pada else { return Ok(Turn::Over) };
    if from > now {
        return Ok(Turn::Waiting);
    }
    let tries = row.percobaan + 1;
    let taken = Entity::update_many()
        .col_expr(Column::Keadaan, Expr::value(RUNNING))
        .col_expr(Column::Percobaan, Expr::value(tries))
        .col_expr(Column::CobaLagiPada, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::Sebab, Expr::value(None::<String>))
        .col_expr(Column::Pada, Expr::value(now))
        .filter(Column::PenggunaId.eq(user))
        .filter(Column::Hari.eq(day))
        .filter(Column::Keadaan.eq(FAILED))
        .filter(Column::Percobaan.eq(row.percobaan))
        .exec(db)
        .await?;
    Ok(if taken.rows_affected == 1 { Turn::Ours(Claimed { user, day, tries }) } else { Turn::Over })
}

/// Writes down what became of a claimed digest; `None` where there was nothing to tell. Returns whether it is to be tried again.
pub(crate) async fn ended(
    db: &DatabaseConnection,
    claimed: &Claimed,
    sent: Option<&Sent>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let again = (claimed.tries < TRIES).then(|| now + pause(claimed.tries));
    let (state, reason, again) = match sent {
        None => (EMPTY, None, None),
        Some(Sent::Taken) => (SENT, None, None),
        Some(Sent::Later(reason)) => (FAILED, Some(reason.clone()), again),
        Some(Sent::Over(reason)) => (FAILED, Some(reason.clone()), None),
    };
    Entity::update_many()
        .col_expr(Column::Keadaan, Expr::value(state))
        .col_expr(Column::Sebab, Expr::value(reason))
        .col_expr(Column::CobaLagiPada, Expr::value(again))
        .col_expr(Column::Pada, Expr::value(now))
        .filter(Column::PenggunaId.eq(claimed.user))
        .filter(Column::Hari.eq(claimed.day))
        .exec(db)
        .await?;
    Ok(again.is_some())
}

/// How long is waited after so many tries.
fn pause(tries: i64) -> TimeDelta {
    (1..tries).fold(TimeDelta::minutes(AGAIN.into()), |pause, _| pause * 2)
}

/// How many digests of a day stand in a state.
///
/// # Errors
/// What the database says.
pub(crate) async fn standing(db: &DatabaseConnection, day: Day, state: &str) -> Result<i64> {
    let many = Entity::find().filter(Column::Hari.eq(day)).filter(Column::Keadaan.eq(state)).count(db).await?;
    Ok(i64::try_from(many).unwrap_or(i64::MAX))
}

/// Removes what became of digests more than 90 days before a day. Returns how many rows.
///
/// # Errors
/// What the database says.
pub(crate) async fn clear(db: &DatabaseConnection, day: Day) -> Result<u64> {
    let Some(first) = day.checked_sub_days(KEPT) else { return Ok(0) };
    Ok(Entity::delete_many().filter(Column::Hari.lt(first)).exec(db).await?.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_twice_the_one_before() {
        assert_eq!([1, 2, 3, 4].map(|tries| pause(tries).num_minutes()), [30, 60, 120, 240]);
    }
}
