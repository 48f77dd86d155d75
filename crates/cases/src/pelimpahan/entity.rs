//! The table `pelimpahan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `pelimpahan`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pelimpahan")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// The office that sent it.
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
    /// The complaint.
    pub pengaduan_id: Uuid,
    /// To whom: a word of `tujuan_limpah`.
    pub tujuan: String,
    /// Code of the office, where it is one of ours.
    pub kantor_tujuan: Option<String>,
    /// Number of the letter.
    pub nomor_surat: Option<String>,
    /// Day on which it was sent.
    pub dikirim_pada: Day,
    /// Day on which it was accepted.
    pub diterima_pada: Option<Day>,
    /// The number under which the other side keeps it.
    pub nomor_terima: Option<String>,
    /// Day on which it was refused.
    pub ditolak_pada: Option<Day>,
    /// Day on which it was given back.
    pub dikembalikan_pada: Option<Day>,
    /// Day on which the other side was done.
    pub selesai_pada: Option<Day>,
    /// What came of it.
    pub hasil: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
