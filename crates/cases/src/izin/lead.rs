//! Whom a request is about (`izin_orang`): the row of the office that asks, and that of the office that is asked. Neither office is
//! shown the other's before it is agreed.

use kernel::{CatatanId, OrangId, Problem, Result};
use sea_orm::entity::prelude::*;

/// Whom a request is about.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "izin_orang")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub izin_id: CatatanId,
    /// The row of the office that asks.
    pub orang_id: OrangId,
    /// The row of the office that is asked.
    pub milik_id: OrangId,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whom a request is about.
///
/// # Errors
/// What the database says.
pub(super) async fn of(db: &impl ConnectionTrait, request: CatatanId) -> Result<Model> {
    let row = Entity::find_by_id(request).one(db).await?;
    row.ok_or_else(|| Problem::internal("a request is about nobody"))
}
