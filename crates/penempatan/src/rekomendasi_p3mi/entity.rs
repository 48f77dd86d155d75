//! The table `rekomendasi_p3mi`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `rekomendasi_p3mi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rekomendasi_p3mi")]
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
    /// The company.
    pub p3mi_id: Uuid,
    /// What is recommended: a word of `jenis_rekomendasi_p3mi`.
    pub jenis: String,
    /// Which sanction: a word of `bentuk_sanksi_p3mi`.
    pub bentuk_sanksi: Option<String>,
    /// On what it stands.
    pub dasar: String,
    /// Day on which it was proposed within the office.
    pub diusulkan_pada: Day,
    /// Number of the letter by which it was sent.
    pub nomor_surat: Option<String>,
    /// Day on which it was sent.
    pub dikirim_pada: Option<Day>,
    /// What the ministry answered: a word of `jawaban_rekomendasi_p3mi`.
    pub jawaban: Option<String>,
    /// Day of the answer.
    pub dijawab_pada: Option<Day>,
    /// What the answer says.
    pub isi_jawaban: Option<String>,
    /// Day on which its file was closed.
    pub ditutup_pada: Option<Day>,
    /// Why it was closed.
    pub alasan_tutup: Option<String>,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
