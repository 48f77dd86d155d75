//! Which offices know which people (`orang_kantor`): nobody opens a person their office never dealt with.

use kernel::{KantorId, OrangId};
use sea_orm::entity::prelude::*;

/// A person known to an office.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orang_kantor")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub orang_id: OrangId,
    /// The office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kantor_id: KantorId,
}

impl ActiveModelBehavior for ActiveModel {}
