//! The table `verifikasi`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `verifikasi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verifikasi")]
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
    /// The session for which the roster names the candidate.
    pub sesi_id: Option<Uuid>,
    /// Placement scheme.
    pub skema: String,
    /// Registration number.
    pub nomor_pendaftaran: Option<String>,
    /// Day for which it was scheduled.
    pub dijadwalkan_pada: Day,
    /// Whether the candidate came.
    pub hadir: Option<bool>,
    /// Day of the examination.
    pub diperiksa_pada: Option<Day>,
    /// Outcome.
    pub hasil: Option<String>,
    /// What was missing.
    pub kekurangan: Option<String>,
    /// Why the candidate did not come.
    pub alasan_absen: Option<String>,
    /// Day on which what was missing was there.
    pub diperbaiki_pada: Option<Day>,
    /// Day on which the visa was in the system of the ministry.
    pub visa_pada: Option<Day>,
    /// Day on which somebody last called.
    pub kontak_pada: Option<Day>,
    /// What came of it.
    pub hasil_kontak: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
