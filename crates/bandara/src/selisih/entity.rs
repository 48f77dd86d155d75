//! The table `selisih`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `selisih`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "selisih")]
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
    /// The return.
    pub kepulangan_id: Uuid,
    /// The key of the field that differs.
    pub isian: String,
    /// What differs, in words; of a protected field only that it does.
    pub uraian: String,
    /// What stood in the return, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub tersimpan_sandi: Option<Vec<u8>>,
    /// What the other side says, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub diajukan_sandi: Option<Vec<u8>>,
    /// Who said it, by the name to log in with.
    pub diajukan_oleh: Option<String>,
    /// The operation of the desk that brought it.
    pub operasi: Option<String>,
    /// Day on which it was noticed.
    pub dicatat_pada: Day,
    /// Day on which it was decided.
    pub diputuskan_pada: Option<Day>,
    /// Which side it was: a word of `pilihan_selisih`.
    pub pilihan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
