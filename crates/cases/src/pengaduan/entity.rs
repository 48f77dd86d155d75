//! The table `pengaduan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `pengaduan`.
#[derive(Keys)]
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
    /// Day on which it last came back from a referral, or was taken on by another office.
    pub kembali_pada: Option<Day>,
    /// Time of receipt in WIB, as 22:31.
    pub diterima_jam: Option<String>,
    /// Number at the channel that it came from.
    pub nomor_asal: Option<String>,
    /// Number of the power of attorney.
    pub surat_kuasa: Option<String>,
    /// A second kind of case.
    pub jenis_lain: Option<String>,
    /// Company or household.
    pub jenis_pemberi_kerja: Option<String>,
    /// Placing company or recruiter.
    pub p3mi: Option<String>,
    /// What is asked for.
    pub tuntutan: Option<String>,
    /// How urgent it is.
    pub kegentingan: Option<String>,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
    /// Day on which documents were asked for.
    pub dokumen_kurang_pada: Option<Day>,
    /// The documents that are missing.
    pub dokumen_kurang: Option<String>,
    /// Day of the first clarification.
    pub klarifikasi_1_pada: Option<Day>,
    /// Day of the second clarification.
    pub klarifikasi_2_pada: Option<Day>,
    /// Day until which the one complained about has promised to act.
    pub komitmen_sampai: Option<Day>,
    /// Day of mediation.
    pub mediasi_pada: Option<Day>,
    /// Code of the office that it is referred to, if it is one of ours.
    pub limpah_kantor: Option<String>,
    /// Number of the letter of referral.
    pub surat_limpah: Option<String>,
    /// Day on which the complainant was last reached.
    pub kontak_pada: Option<Day>,
    /// Day on which it was taken back.
    pub dicabut_pada: Option<Day>,
    /// Day on which it first ended, before it was reopened.
    pub pertama_berakhir_pada: Option<Day>,
    /// How it first ended.
    pub pertama_berakhir: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
