//! The table `teks_lkj`. Rows are added, never changed: the newest version of a section stands, and together they are its history.

use kernel::{KantorId, PenggunaId};
use sea_orm::entity::prelude::*;

/// A version of a section of a report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "teks_lkj")]
pub struct Model {
    /// Its running number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: i64,
    /// The office whose report it is.
    pub kantor_id: KantorId,
    /// The year of the report.
    pub tahun: i64,
    /// The key of the section.
    pub bagian: String,
    /// Counts up within the section, from 1.
    pub versi: i64,
    /// The text; empty where it was taken out.
    pub isi: String,
    /// The name of who wrote it.
    pub pelaku: String,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
