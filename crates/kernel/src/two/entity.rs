//! The table `persetujuan`. Rows are added, never changed: those of one request are its history.

use sea_orm::entity::prelude::*;

use crate::id::{KantorId, PenggunaId};

/// What somebody did about a request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "persetujuan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request.
    pub permintaan_id: Uuid,
    /// `minta`, `setuju`, `tolak` or `pakai`.
    pub langkah: String,
    /// What is asked for, see [`super::Kind`].
    pub macam: String,
    /// Exactly what: text by key.
    pub isi: Json,
    /// The fingerprint of both.
    pub sidik: String,
    /// Until when it may be approved and used.
    pub berlaku_sampai: DateTimeUtc,
    /// Why, in the words of who did it.
    pub alasan: String,
    /// The name of who did it.
    pub pelaku: String,
    /// The account; none for the command line.
    pub pelaku_id: Option<PenggunaId>,
    /// The office.
    pub kantor_id: KantorId,
    /// When.
    pub pada: DateTimeUtc,
    /// The row's stamp, over the whole row.
    #[sea_orm(column_type = "Blob")]
    pub meterai: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
