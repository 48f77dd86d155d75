//! The table `rekomendasi_paspor`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `rekomendasi_paspor`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rekomendasi_paspor")]
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
    /// Day of the request.
    pub diminta_pada: Day,
    /// How it came: a word of `kanal_pengaduan`.
    pub melalui: String,
    /// Who wrote, where it came by letter.
    pub asal_surat: Option<String>,
    /// Number of that letter.
    pub nomor_surat: Option<String>,
    /// What the passport is for: a word of `keperluan_paspor`.
    pub keperluan: Option<String>,
    /// Where the person wants to work.
    pub negara: Option<String>,
    /// Placement scheme.
    pub skema: Option<String>,
    /// The immigration office that is asked for the passport.
    pub kantor_imigrasi: Option<String>,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
    /// The answer: a word of `jawaban_rekomendasi_paspor`.
    pub jawaban: Option<String>,
    /// Day of the answer.
    pub dijawab_pada: Option<Day>,
    /// By what no recommendation is needed: a word of `dasar_tanpa_rekomendasi`.
    pub dasar_jawaban: Option<String>,
    /// How that was explained.
    pub penjelasan: Option<String>,
    /// Number of the letter that was issued, or with which it was refused.
    pub nomor_jawaban: Option<String>,
    /// Why it was refused.
    pub alasan_tolak: Option<String>,
    /// What became of it at the immigration office: a word of `hasil_rekomendasi_paspor`.
    pub hasil: Option<String>,
    /// Day on which that was known.
    pub hasil_pada: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
