//! Reminders: each morning one for each task that is late, due today or due tomorrow, never twice.

use chrono::Days;
use kernel::{Ctx, Day, Permission, Result};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, JoinType, OnConflict, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, Iterable};

use super::list::{self, Item, Whose};
use crate::AnyKind;
use crate::work::{Column, Entity as Tasks, Model};

/// The table `pengingat`.
pub mod entity {
    use kernel::{CatatanId, Day, KantorId};
    use sea_orm::entity::prelude::*;

    /// A reminder that was given.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pengingat")]
    pub struct Model {
        /// The record.
        #[sea_orm(primary_key, auto_increment = false)]
        pub catatan_id: CatatanId,
        /// The day on which it was due.
        #[sea_orm(primary_key, auto_increment = false)]
        pub jatuh_tempo: Day,
        /// Who was reminded; empty for the office.
        #[sea_orm(primary_key, auto_increment = false)]
        pub petugas: String,
        /// The kind of record.
        pub jenis: String,
        /// The office.
        pub kantor_id: KantorId,
        /// The clock.
        pub tenggat: String,
        /// When it was given.
        pub dibuat_pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Gives the reminders of a morning: for each task that is due on the day after `today` or earlier. A reminder is never given
/// twice, however often this runs. Returns how many were new.
///
/// # Errors
/// Any database error.
pub async fn remind(ctx: &Ctx, today: Day) -> Result<u64> {
    use entity::Column as To;
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let tx = ctx.begin().await?;
    let due = Query::select()
        .columns([Column::CatatanId, Column::JatuhTempo])
        .expr(Func::coalesce([Expr::col(Column::Petugas), Expr::value("")]))
        .columns([Column::Jenis, Column::KantorId, Column::Tenggat])
        .expr(Expr::value(tx.at))
        .from(Tasks)
        .and_where(Column::JatuhTempo.lte(tomorrow))
        .to_owned();
    let mut given = Query::insert().into_table(entity::Entity).to_owned();
    given.columns([To::CatatanId, To::JatuhTempo, To::Petugas, To::Jenis, To::KantorId, To::Tenggat, To::DibuatPada]);
    given.select_from(due).map_err(kernel::Problem::internal)?;
    given.on_conflict(OnConflict::new().do_nothing().to_owned());
    let done = tx.execute(&given).await?;
    tx.commit().await?;
    Ok(done.rows_affected())
}

/// The tasks of the actor, or the unassigned ones of the actor's offices that are nobody's by right, for which a reminder was given
/// and that have not changed since.
fn standing(ctx: &Ctx, whose: Whose) -> SelectStatement {
    use entity::{Column as Given, Entity as Reminders};
    let officer = || Expr::col((Tasks, Column::Petugas));
    let reminded = Func::coalesce([officer(), Expr::value("")]);
    let same = Condition::all()
        .add(Expr::col((Reminders, Given::CatatanId)).equals((Tasks, Column::CatatanId)))
        .add(Expr::col((Reminders, Given::JatuhTempo)).equals((Tasks, Column::JatuhTempo)))
        .add(Expr::col((Reminders, Given::Petugas)).eq(reminded));
    let clocks = &ctx.house.clocks;
    let kinds: Vec<&str> = clocks.kinds().into_iter().collect();
    let has = match whose {
        Whose::Saya => {
            let named = Condition::any().add(officer().eq(ctx.actor.login.clone().unwrap_or_default()));
            let by_right = list::by_right(ctx, &kinds).into_iter().map(|clock| list::unnamed_by(ctx, clock));
            by_right.fold(named, Condition::add)
        }
        Whose::Tim => {
            let held = clocks.latest(&kinds).filter(|clock| clock.holder.is_some()).map(list::not_by);
            held.fold(Condition::all().add(officer().is_null()), Condition::add)
        }
    };
    let mut query = Query::select().from(Tasks).to_owned();
    query
        .join(JoinType::InnerJoin, Reminders, same)
        .and_where(ctx.of_offices((Tasks, Column::KantorId)))
        .cond_where(has);
    query
}

/// How many open reminders the actor has.
///
/// # Errors
/// Any database error.
pub(super) async fn count(ctx: &Ctx) -> Result<i64> {
    if ctx.actor.login.is_none() || !ctx.actor.may(Permission::Tasks) {
        return Ok(0);
    }
    let mut query = standing(ctx, Whose::Saya);
    query.expr_as(Expr::col((Tasks, Column::CatatanId)).count(), "banyak");
    let row = ctx.db().query_one(&query).await?;
    Ok(row.map(|row| row.try_get("", "banyak")).transpose()?.unwrap_or_default())
}

/// How many due tasks of some kinds are unassigned in the actor's offices.
///
/// # Errors
/// Any database error.
pub(super) async fn unassigned(ctx: &Ctx, kinds: &[&'static dyn AnyKind]) -> Result<i64> {
    let mut query = standing(ctx, Whose::Tim);
    query.expr_as(Expr::col((Tasks, Column::CatatanId)).count(), "banyak").and_where(of(kinds));
    let row = ctx.db().query_one(&query).await?;
    Ok(row.map(|row| row.try_get("", "banyak")).transpose()?.unwrap_or_default())
}

fn of(kinds: &[&'static dyn AnyKind]) -> Expr {
    Expr::col((Tasks, Column::Jenis)).is_in(kinds.iter().map(|kind| kind.info().name))
}

/// The most reminders that are shown at once; the list of tasks has the rest.
pub(super) const SHOWN: u64 = 8;

/// The first reminders of the actor, or of unassigned tasks.
///
/// # Errors
/// Any database error.
pub(super) async fn first(ctx: &Ctx, kinds: &[&'static dyn AnyKind], whose: Whose) -> Result<Vec<Item>> {
    if ctx.actor.login.is_none() {
        return Ok(Vec::new());
    }
    let mut query = standing(ctx, whose);
    query.and_where(of(kinds));
    query.columns(Column::iter().map(|column| (Tasks, column))).limit(SHOWN);
    for column in [Column::Kegentingan, Column::JatuhTempo, Column::CatatanId] {
        query.order_by((Tasks, column), Order::Asc);
    }
    let rows = ctx.db().query_all(&query).await?;
    let tasks: Vec<Model> = rows.iter().map(|row| Model::from_query_result(row, "")).collect::<Result<_, _>>()?;
    list::items(ctx, kinds, tasks).await
}
