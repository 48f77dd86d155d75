//! The table `izin`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `izin`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "izin")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// The office that asks.
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
    /// Code of the office that is asked.
    pub kantor_tujuan: String,
    /// The name by which the office that asks knows the person.
    pub nama: String,
    /// The birth date by which it does.
    pub tanggal_lahir: Day,
    /// Why it asks.
    pub keperluan: String,
    /// Day on which it asked.
    pub diminta_pada: Day,
    /// Day on which the other office agreed.
    pub disetujui_pada: Option<Day>,
    /// Day on which it refused.
    pub ditolak_pada: Option<Day>,
    /// Day on which the request was taken back.
    pub dicabut_pada: Option<Day>,
    /// Day on which the other office ended what it had agreed to.
    pub berakhir_pada: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
