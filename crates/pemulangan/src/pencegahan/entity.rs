//! The table `pencegahan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `pencegahan`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pencegahan")]
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
    /// Day on which the office received the person.
    pub diterima_pada: Day,
    /// Hour of that, in WIB.
    pub diterima_jam: Option<String>,
    /// Who handed the person over.
    pub sumber: String,
    /// Letter of the handover.
    pub nomor_surat: Option<String>,
    /// The list of the sender.
    pub kedatangan_id: Option<Uuid>,
    /// Where the person wanted to go.
    pub negara: Option<String>,
    /// The flight that was not taken.
    pub penerbangan: Option<String>,
    /// Why the person was stopped, codes with commas between.
    pub alasan_cegah: Option<String>,
    /// Who recruited.
    pub perekrut: Option<String>,
    /// Remarks.
    pub keterangan: Option<String>,
    /// Day on which the person was taught.
    pub edukasi_pada: Option<Day>,
    /// What was taught.
    pub edukasi: Option<String>,
    /// What became of it.
    pub hasil: Option<String>,
    /// Day of that.
    pub hasil_pada: Option<Day>,
    /// Number of the report to the police.
    pub nomor_laporan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
