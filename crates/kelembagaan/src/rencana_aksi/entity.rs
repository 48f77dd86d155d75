//! The table `rencana_aksi`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `rencana_aksi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rencana_aksi")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// Office.
    pub kantor_id: KantorId,
    /// Keyed fingerprint of what was first entered.
    pub kunci_isi: String,
    /// Status.
    pub status: Status,
    /// Counts up with each change.
    pub versi: i64,
    /// When it was recorded.
    pub dibuat_pada: DateTimeUtc,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
    /// When it was withdrawn, if it was.
    pub dibatalkan_pada: Option<DateTimeUtc>,
    /// The agreement.
    pub kerja_sama_id: Uuid,
    /// What is to be done.
    pub butir: String,
    /// By when.
    pub jatuh_tempo: Day,
    /// Day on which it was done.
    pub dilaksanakan_pada: Option<Day>,
    /// Evidence.
    pub bukti: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
