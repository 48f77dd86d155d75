//! The table `nilai`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `nilai`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "nilai")]
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
    /// What was scored.
    pub jenis_nilai: String,
    /// Day of the assessment.
    pub tanggal: Day,
    /// The score, in ten-thousandths.
    pub nilai: i64,
    /// Requirements met, where the score is such a share.
    pub terpenuhi: Option<i64>,
    /// Requirements in all.
    pub syarat: Option<i64>,
    /// The category that the assessor gave.
    pub kategori: Option<String>,
    /// Who assessed.
    pub penilai: String,
    /// The letter or worksheet.
    pub bukti: String,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
