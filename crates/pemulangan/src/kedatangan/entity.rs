//! The table `kedatangan`.

use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kedatangan`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kedatangan")]
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
    /// Day of arrival.
    pub tiba_pada: Day,
    /// Flight number, or the name of the group.
    pub penerbangan: String,
    /// Terminal.
    pub terminal: Option<String>,
    /// Where from.
    pub negara: Option<String>,
    /// Letter or brafaks that announced it.
    pub dasar_surat: Option<String>,
    /// How many were announced.
    pub jumlah_diharapkan: Option<i64>,
    /// Remarks.
    pub keterangan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
