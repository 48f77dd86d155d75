//! The table `salinan_data`. Rows are added, never changed.

use kernel::{Day, KantorId, OrangId, PenggunaId};
use sea_orm::entity::prelude::*;

/// A copy of what is held of a person that was made.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "salinan_data")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub orang_id: OrangId,
    /// The office that made it.
    pub kantor_id: KantorId,
    /// Why.
    pub alasan: String,
    /// The number of the request.
    pub permintaan: Option<String>,
    /// The day of the request.
    pub diminta_pada: Day,
    /// How it was seen that who asked is who they say.
    pub identitas: String,
    /// `pdf` or `json`.
    pub bentuk: String,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// The name of who made it.
    pub pelaku: String,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
