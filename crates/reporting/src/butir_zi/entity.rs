//! The table `butir_zi`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `butir_zi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "butir_zi")]
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
    /// Year of the worksheet.
    pub tahun: i64,
    /// Day of the worksheet.
    pub tanggal: Day,
    /// Working group: a word of `pokja_zi`.
    pub pokja: String,
    /// Code of the item in the worksheet.
    pub kode: String,
    /// What the item asks.
    pub butir: String,
    /// Weight in points of the whole worksheet, in ten-thousandths.
    pub bobot: i64,
    /// What was answered, as the worksheet has it.
    pub jawaban: Option<String>,
    /// Share of the item that is met, in ten-thousandths of a percent.
    pub terpenuhi: Option<i64>,
    /// Day on which it was assessed.
    pub dinilai_pada: Option<Day>,
    /// Day of the first earlier assessment that is kept.
    pub penilaian_1_pada: Option<Day>,
    /// Its share.
    pub penilaian_1: Option<i64>,
    /// Day of the second earlier assessment that is kept.
    pub penilaian_2_pada: Option<Day>,
    /// Its share.
    pub penilaian_2: Option<i64>,
    /// Day of the third earlier assessment that is kept.
    pub penilaian_3_pada: Option<Day>,
    /// Its share.
    pub penilaian_3: Option<i64>,
    /// Day on which the assessment was verified.
    pub diverifikasi_pada: Option<Day>,
    /// Who verified it.
    pub verifikator: Option<String>,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
    /// Notes.
    pub keterangan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
