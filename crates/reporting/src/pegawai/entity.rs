//! The table `pegawai`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `pegawai`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pegawai")]
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
    /// Code by which the office knows who it is.
    pub kode: String,
    /// Code of the office where the work is done.
    pub unit: String,
    /// Position.
    pub jabatan: String,
    /// Group: a word of `kelompok_pegawai`.
    pub kelompok: String,
    /// Rank of a civil servant: a word of `golongan_pegawai`.
    pub golongan: Option<String>,
    /// Level of the position: a word of `tingkat_jabatan`.
    pub tingkat: Option<String>,
    /// Functional position without its grade.
    pub jabatan_fungsional: Option<String>,
    /// Sex.
    pub jenis_kelamin: String,
    /// Highest education completed.
    pub pendidikan: Option<String>,
    /// First day in the position.
    pub sejak: Day,
    /// Last day in the position.
    pub sampai: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
