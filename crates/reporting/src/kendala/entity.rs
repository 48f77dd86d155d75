//! The table `kendala`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kendala`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kendala")]
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
    /// The team: a word of `tim_kerja`.
    pub tim: String,
    /// The problem.
    pub masalah: String,
    /// What brought it about.
    pub penyebab: Option<String>,
    /// What it leads to.
    pub dampak: Option<String>,
    /// The indicator that it concerns, by its name.
    pub iku: Option<String>,
    /// Who answers for it, as the report prints it.
    pub penanggung_jawab: String,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
    /// Day on which it was noted.
    pub dicatat_pada: Day,
    /// By when it is to be solved.
    pub tenggat: Option<Day>,
    /// Day on which something was first done about it.
    pub ditindaklanjuti_pada: Option<Day>,
    /// What was done about it, a line for each time.
    pub tindak_lanjut: Option<String>,
    /// Day on which it was last carried over with a new deadline.
    pub diteruskan_pada: Option<Day>,
    /// Day on which it was solved.
    pub selesai_pada: Option<Day>,
    /// What came of it.
    pub hasil: Option<String>,
    /// Day on which it had been solved before it was taken up again.
    pub selesai_sebelumnya_pada: Option<Day>,
    /// Day on which it was taken up again.
    pub dibuka_kembali_pada: Option<Day>,
    /// Notes.
    pub keterangan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
