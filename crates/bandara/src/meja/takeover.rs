//! Who took over what a colleague's desk had left, and why. From then on the colleague's receipts are theirs too, so that what had
//! arrived is not done twice.

use kernel::{Ctx, KantorId, PenggunaId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

/// One desk that was taken over.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ambil_alih_meja")]
pub struct Model {
    /// The taking over.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The office of both.
    pub kantor_id: KantorId,
    /// Whose desk it was.
    pub dari_id: PenggunaId,
    /// Who took it over.
    pub oleh_id: PenggunaId,
    /// Why.
    pub alasan: String,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes down that the actor takes over somebody's desk.
///
/// # Errors
/// What the database says.
pub(super) async fn record(ctx: &Ctx, from: PenggunaId, why: &str) -> Result<()> {
    let by = ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let tx = ctx.begin().await?;
    let row = ActiveModel {
        id: Set(tx.id()),
        kantor_id: Set(ctx.actor.office),
        dari_id: Set(from),
        oleh_id: Set(by),
        alasan: Set(why.to_owned()),
        pada: Set(tx.at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await
}

/// The user, and those whose desks they took over.
///
/// # Errors
/// What the database says.
pub(super) async fn with_own(tx: &Tx, user: PenggunaId) -> Result<Vec<PenggunaId>> {
    let mut all: Vec<PenggunaId> = Entity::find()
        .select_only()
        .column(Column::DariId)
        .filter(Column::OlehId.eq(user))
        .distinct()
        .into_tuple()
        .all(&**tx)
        .await?;
    all.push(user);
    Ok(all)
}
