//! The table `pencari_kerja`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `pencari_kerja`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pencari_kerja")]
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
    /// Day on which the person was recorded.
    pub dicatat_pada: Day,
    /// Where the person was met.
    pub sumber: String,
    /// Whether the person stated an interest.
    pub berminat: bool,
    /// Country of interest.
    pub negara_minat: Option<String>,
    /// Education.
    pub pendidikan: Option<String>,
    /// Skills.
    pub keterampilan: Option<String>,
    /// Remarks.
    pub keterangan: Option<String>,
    /// The event at which the person was recorded.
    pub kegiatan_id: Option<Uuid>,
    /// Work of interest.
    pub jabatan_minat: Option<String>,
    /// Languages.
    pub bahasa: Option<String>,
    /// How well they are spoken.
    pub tingkat_bahasa: Option<String>,
    /// Certificates.
    pub sertifikat: Option<String>,
    /// Whether the person agrees to be called, and to have the data passed on.
    pub persetujuan: Option<bool>,
    /// Day of the registration at `SIAPkerja`.
    pub siapkerja_pada: Option<Day>,
    /// Day of the registration for a government programme.
    pub gtog_pada: Option<Day>,
    /// Day on which somebody last called.
    pub kontak_pada: Option<Day>,
    /// What came of it.
    pub hasil_kontak: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
