//! The table `kerja_sama`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kerja_sama`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kerja_sama")]
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
    /// The partner.
    pub mitra: String,
    /// Kind of partner.
    pub jenis_mitra: String,
    /// Number of the agreement.
    pub nomor_naskah: String,
    /// First day.
    pub mulai_pada: Day,
    /// Last day by the agreement.
    pub sampai_pada: Option<Day>,
    /// Day on which it was ended.
    pub diakhiri_pada: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
