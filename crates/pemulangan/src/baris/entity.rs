//! The table `manifes`.

use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;
use strum::IntoStaticStr;

/// What is known of somebody whom a manifest announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Not met yet.
    Diharapkan,
    /// Met, and recorded.
    Ditemui,
    /// Did not come.
    TidakDatang,
    /// Taken off by a corrected manifest.
    Ditarik,
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// A row of `manifes`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "manifes")]
pub struct Model {
    /// The line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The office of the arrival.
    pub kantor_id: KantorId,
    /// The arrival.
    pub kedatangan_id: CatatanId,
    /// Its place in the manifest, from 1.
    pub baris: i64,
    /// The name as given.
    pub nama: String,
    /// The name as it is compared.
    pub nama_baku: String,
    /// Birth date.
    pub tanggal_lahir: Option<Day>,
    /// `L` or `P`.
    pub jenis_kelamin: Option<String>,
    /// Blind index of the NIK, as people have it.
    pub nik_indeks: Option<String>,
    /// Blind index of the document number, as people have it.
    pub dokumen_indeks: Option<String>,
    /// All that the manifest says, sealed: see [`super::Said`].
    #[sea_orm(column_type = "Blob")]
    pub isi_sandi: Vec<u8>,
    /// Status.
    pub status: Status,
    /// The kind of record that was made of it.
    pub jenis_catatan: Option<String>,
    /// The record that was made of it.
    pub catatan_id: Option<CatatanId>,
    /// Login name of the officer who has taken it on.
    pub diambil_oleh: Option<String>,
    /// When.
    pub diambil_pada: Option<DateTimeUtc>,
    /// Counts up with each change.
    pub versi: i64,
    /// When it was recorded.
    pub dibuat_pada: DateTimeUtc,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
