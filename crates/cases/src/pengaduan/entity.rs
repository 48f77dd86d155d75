//! The table `pengaduan`.

use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `pengaduan`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pengaduan")]
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
    /// Day of receipt.
    pub diterima_pada: Day,
    /// Channel.
    pub kanal: String,
    /// Name of the complainant.
    pub pelapor: String,
    /// Relation to the worker.
    pub hubungan_pelapor: String,
    /// Telephone of the complainant, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub telepon_pelapor_sandi: Option<Vec<u8>>,
    /// Country.
    pub negara: Option<String>,
    /// Kind of case.
    pub jenis_kasus: String,
    /// Employer.
    pub pemberi_kerja: Option<String>,
    /// Whether placed by the rules.
    pub prosedural: Option<bool>,
    /// What happened.
    pub kronologi: Option<String>,
    /// Number in SISKOP2MI.
    pub nomor_siskop2mi: Option<String>,
    /// Day on which it got that number.
    pub siskop2mi_pada: Option<Day>,
    /// Day of verification.
    pub diverifikasi_pada: Option<Day>,
    /// Day of referral.
    pub dilimpahkan_pada: Option<Day>,
    /// Referred to.
    pub dilimpahkan_ke: Option<String>,
    /// Day on which it was solved.
    pub selesai_pada: Option<Day>,
    /// How it was solved.
    pub hasil: Option<String>,
    /// Day on which it was closed unsolved.
    pub ditutup_pada: Option<Day>,
    /// Ground for closing.
    pub dasar_penutupan: Option<String>,
    /// Day on which it was last reopened.
    pub dibuka_kembali_pada: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
