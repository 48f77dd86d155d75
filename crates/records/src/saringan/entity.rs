//! The table `saringan`: lists that users named, with their filters and their order.

use kernel::{KantorId, PenggunaId};
use sea_orm::entity::prelude::*;

/// A list that a user named.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saringan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub pengguna_id: PenggunaId,
    /// The office in which it was named, which may use it if it is shared.
    pub kantor_id: KantorId,
    /// The kind of record.
    pub jenis: String,
    /// What its owner calls it.
    pub nama: String,
    /// The filters and the order as typed, by key. No search text.
    pub isi: Json,
    /// Whether the office sees it.
    pub dibagikan: bool,
    /// The name of its owner.
    pub pemilik: String,
    /// When it was made.
    pub dibuat_pada: DateTimeUtc,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
    /// When it was deleted; none while it is used.
    pub dihapus_pada: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
