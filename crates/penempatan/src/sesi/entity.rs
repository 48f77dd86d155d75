//! The table `sesi`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `sesi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sesi")]
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
    /// What is done there: the name of the kind whose records are its roster.
    pub jenis_sesi: String,
    /// Day of the session.
    pub tanggal: Day,
    /// Time at which it begins, in WIB.
    pub pukul: Option<String>,
    /// Place.
    pub tempat: String,
    /// How many people it has room for.
    pub kapasitas: Option<i64>,
    /// Placement scheme, where it is of one.
    pub skema: Option<String>,
    /// Remarks.
    pub keterangan: Option<String>,
    /// Login name of the officer.
    pub petugas: Option<String>,
    /// Day on which its results were complete.
    pub selesai_pada: Option<Day>,
    /// Day on which it was called off.
    pub batal_pada: Option<Day>,
    /// Why.
    pub alasan_batal: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
