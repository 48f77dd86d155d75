//! The table `templat`. Rows are added, never changed: the newest of an office is in force, and together they are the history.

use kernel::{KantorId, PenggunaId};
use sea_orm::entity::prelude::*;

/// A template that an office put in force.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "templat")]
pub struct Model {
    /// Its running number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: i64,
    /// The office.
    pub kantor_id: KantorId,
    /// The letter: its kind of record and its code, with a dot between.
    pub surat: String,
    /// The name of the file.
    pub nama: String,
    /// The file.
    pub isi: Vec<u8>,
    /// Why.
    pub alasan: String,
    /// The name of who did it.
    pub pelaku: String,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
