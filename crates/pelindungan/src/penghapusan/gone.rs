//! The table `orang_musnah`: who has been erased, when and by whom. It names nobody: ids and days. A restored backup is held against it.

use kernel::OrangId;
use sea_orm::entity::prelude::*;

/// Somebody who has been erased.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orang_musnah")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub orang_id: OrangId,
    /// By which proposal; none where an erasure was applied to a restored backup that does not know it.
    pub penghapusan_id: Option<Uuid>,
    /// Who approved it.
    pub oleh: String,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
