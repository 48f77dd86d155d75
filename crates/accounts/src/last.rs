//! When a user last logged in, and how often that failed since.

use kernel::{House, PenggunaId, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};

use crate::entity::masuk::{ActiveModel, Column, Entity};

/// The row of a new account.
pub(crate) async fn begin(tx: &Tx, user: PenggunaId) -> Result<()> {
    let row = ActiveModel { pengguna_id: Set(user), terakhir_pada: Set(None), gagal: Set(0) };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A user logged in.
pub(crate) async fn entered(tx: &Tx, user: PenggunaId) -> Result<()> {
    let row = ActiveModel { pengguna_id: Set(user), terakhir_pada: Set(Some(tx.at)), gagal: Set(0) };
    let mut again = OnConflict::columns([Column::PenggunaId]);
    again.update_columns([Column::TerakhirPada, Column::Gagal]);
    Entity::insert(row).on_conflict(again).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A try failed. Where no such user is, the same statement is sent, so that time tells nothing.
pub(crate) async fn failed(house: &House, user: Option<PenggunaId>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Gagal, Expr::col(Column::Gagal).add(1))
        .filter(Column::PenggunaId.eq(user.unwrap_or(PenggunaId(Uuid::nil()))))
        .exec(&house.db)
        .await?;
    Ok(())
}
