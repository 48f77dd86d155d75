//! The table `layanan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `layanan`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "layanan")]
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
    /// The return.
    pub kepulangan_id: Uuid,
    /// What was given.
    pub jenis: String,
    /// Its first day.
    pub mulai_pada: Day,
    /// The day until which it is planned.
    pub sampai_pada: Option<Day>,
    /// The day on which it ended.
    pub selesai_pada: Option<Day>,
    /// Bed at the shelter.
    pub nomor_tempat_tidur: Option<String>,
    /// Number of the referral to a hospital.
    pub rujukan: Option<String>,
    /// Name of the escort.
    pub nama_pendamping: Option<String>,
    /// What it cost, in rupiah.
    pub biaya_rp: Option<i64>,
    /// Budget line that bears it.
    pub mata_anggaran: Option<String>,
    /// Remarks.
    pub keterangan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
