//! The table `permintaan_data`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `permintaan_data`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "permintaan_data")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// Office.
    pub kantor_id: KantorId,
    /// The person whose data it is about.
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
    /// Day on which it came.
    pub diterima_pada: Day,
    /// How it came: a word of `kanal_pengaduan`.
    pub kanal: String,
    /// What is asked: a word of `jenis_permintaan_data`.
    pub permintaan: String,
    /// In the words of who asks.
    pub uraian: Option<String>,
    /// Who asks for the person.
    pub pemohon: Option<String>,
    /// How it was seen that who asks is who they say.
    pub identitas: Option<String>,
    /// Day on which work began.
    pub dikerjakan_pada: Option<Day>,
    /// What became of it: a word of `hasil_permintaan_data`.
    pub hasil: Option<String>,
    /// Day of the answer.
    pub dijawab_pada: Option<Day>,
    /// What was answered.
    pub jawaban: Option<String>,
    /// Why it was refused.
    pub alasan_tolak: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
