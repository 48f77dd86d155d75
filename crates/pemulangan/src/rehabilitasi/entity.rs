//! The table `rehabilitasi`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `rehabilitasi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rehabilitasi")]
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
    /// Day on which the person was put on the list.
    pub didata_pada: Day,
    /// Whether the person had problems as a PMI.
    pub bermasalah: bool,
    /// Day of the needs assessment.
    pub identifikasi_pada: Option<Day>,
    /// Day on which the rehabilitation began.
    pub pelaksanaan_pada: Option<Day>,
    /// Day on which it ended.
    pub selesai_pada: Option<Day>,
    /// Day on which the person declined.
    pub ditolak_pada: Option<Day>,
    /// Place.
    pub tempat: Option<String>,
    /// Needs, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub kebutuhan_sandi: Option<Vec<u8>>,
    /// The return.
    pub kepulangan_id: Option<Uuid>,
    /// Day of arrival in Indonesia.
    pub tiba_pada: Option<Day>,
    /// Day on which it was looked after and evaluated.
    pub pemantauan_pada: Option<Day>,
    /// Day of the report.
    pub pelaporan_pada: Option<Day>,
    /// Number of the report.
    pub nomor_laporan: Option<String>,
    /// What followed.
    pub tindak_lanjut: Option<String>,
    /// Number of the signed statement of refusal.
    pub nomor_penolakan: Option<String>,
    /// Who signed it.
    pub penanda_tangan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
