//! The table `klaim`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `klaim`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "klaim")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// Office.
    pub kantor_id: KantorId,
    /// The person.
    pub orang_id: OrangId,
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
    /// Kind of claim.
    pub jenis_klaim: String,
    /// Day on which it was filed.
    pub diajukan_pada: Day,
    /// Branch where it was filed.
    pub cabang: String,
    /// Number at the branch.
    pub nomor_klaim: Option<String>,
    /// Country.
    pub negara: Option<String>,
    /// Account of the heir, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub rekening_sandi: Option<Vec<u8>>,
    /// Day on which the branch passed it to the centre.
    pub dilimpahkan_pada: Option<Day>,
    /// Day on which it was paid.
    pub dibayar_pada: Option<Day>,
    /// Rupiah paid.
    pub jumlah_rp: Option<i64>,
    /// Day on which it was refused.
    pub ditolak_pada: Option<Day>,
    /// Why it was refused.
    pub alasan_tolak: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
