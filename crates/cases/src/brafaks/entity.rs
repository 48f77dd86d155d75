//! The table `brafaks`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `brafaks`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "brafaks")]
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
    /// Day on which it came.
    pub diterima_pada: Day,
    /// Number in the agenda of incoming letters.
    pub nomor_agenda: String,
    /// The mission.
    pub perwakilan: String,
    /// The mission's country.
    pub negara: Option<String>,
    /// Number that the mission gave it.
    pub nomor_brafaks: String,
    /// Its date.
    pub tanggal_brafaks: Day,
    /// Its nature: a word of `sifat_surat`.
    pub sifat: String,
    /// What it is about.
    pub perihal: String,
    /// Day of the disposition.
    pub disposisi_pada: Option<Day>,
    /// What the head wants done.
    pub instruksi: Option<String>,
    /// Until when.
    pub tenggat: Option<Day>,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
    /// Day of the answer.
    pub dijawab_pada: Option<Day>,
    /// Number of the answer.
    pub nomor_jawaban: Option<String>,
    /// Day of filing.
    pub diarsipkan_pada: Option<Day>,
    /// Code of the archive.
    pub kode_arsip: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
