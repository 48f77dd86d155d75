//! Taking people on: each officer gets the next one whom nobody has.

use chrono::TimeDelta;
use kernel::{CatatanId, Ctx, Permission, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use pemulangan::baris::{COLUMN, Column, Entity, Model, Status};

/// After how many minutes somebody who was taken on and not recorded is free again.
pub(super) const LAPSES: i64 = 15;

/// Who takes on: the login, or the name where there is none.
fn who(ctx: &Ctx) -> String {
    ctx.actor.login.clone().unwrap_or_else(|| ctx.actor.name.clone())
}

/// Whether another officer has a line at this moment.
pub(super) fn elsewhere<'a>(ctx: &Ctx, row: &'a Model) -> Option<&'a str> {
    let since = row.diambil_pada?;
    let other = row.diambil_oleh.as_deref().filter(|login| *login != who(ctx))?;
    (row.status == Status::Diharapkan && since > ctx.now() - TimeDelta::minutes(LAPSES)).then_some(other)
}

/// The next person of an arrival for this officer: the one that the officer has already, else the first whom nobody has.
/// None when nobody is left.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(super) async fn next(ctx: &Ctx, arrival: CatatanId) -> Result<Option<Uuid>> {
    ctx.actor.require(Permission::Pemulangan)?;
    let tx = ctx.begin().await?;
    let waiting =
        || Entity::find().filter(Column::KedatanganId.eq(arrival)).filter(COLUMN.status.eq(Status::Diharapkan));
    let lapsed = tx.at - TimeDelta::minutes(LAPSES);
    let mine = waiting().filter(COLUMN.diambil_oleh.eq(who(ctx))).filter(Column::DiambilPada.gt(lapsed));
    let free = Condition::any().add(Column::DiambilPada.is_null()).add(Column::DiambilPada.lte(lapsed));
    let held = mine.order_by_asc(Column::Baris).one(&*tx).await?;
    let line = if held.is_some() {
        held
    } else {
        let first = waiting().filter(free).order_by_asc(Column::Baris).order_by_asc(Column::Id).limit(1);
        first.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(&*tx).await?
    };
    let Some(line) = line else { return Ok(None) };
    mark(&tx, ctx, line.id, true).await?;
    tx.commit().await?;
    Ok(Some(line.id))
}

/// Takes on one person who was chosen, unless another officer has it.
///
/// # Errors
/// What the database says.
pub(super) async fn take(ctx: &Ctx, row: &Model) -> Result<()> {
    if row.status != Status::Diharapkan || elsewhere(ctx, row).is_some() {
        return Ok(());
    }
    let tx = ctx.begin().await?;
    mark(&tx, ctx, row.id, true).await?;
    tx.commit().await
}

/// Gives a person back, whoever had it.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) async fn release(ctx: &Ctx, arrival: CatatanId, line: Uuid) -> Result<()> {
    ctx.actor.require(Permission::Pemulangan)?;
    let tx = ctx.begin().await?;
    let own = Entity::find_by_id(line).filter(Column::KedatanganId.eq(arrival)).one(&*tx).await?.is_some();
    if !own || !mark(&tx, ctx, line, false).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await
}

async fn mark(tx: &Tx, ctx: &Ctx, line: Uuid, taken: bool) -> Result<bool> {
    let (by, at) = if taken { (Some(who(ctx)), Some(tx.at)) } else { (None, None) };
    let done = Entity::update_many()
        .col_expr(Column::DiambilOleh, Expr::value(by))
        .col_expr(Column::DiambilPada, Expr::value(at))
        .filter(Expr::col(Column::Id).eq(line))
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}
