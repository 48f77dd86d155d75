//! The table `kegiatan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kegiatan`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kegiatan")]
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
    /// Kind of activity.
    pub jenis_kegiatan: String,
    /// Title.
    pub judul: String,
    /// Its day.
    pub tanggal: Day,
    /// Place.
    pub tempat: Option<String>,
    /// Area.
    pub daerah: Option<String>,
    /// The agreement under which it took place.
    pub kerja_sama_id: Option<Uuid>,
    /// How many came.
    pub jumlah_peserta: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
