//! The table `penempatan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `penempatan`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "penempatan")]
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
    /// Placement scheme.
    pub skema: String,
    /// Country.
    pub negara: String,
    /// Work.
    pub jabatan: Option<String>,
    /// Placement company.
    pub p3mi: Option<String>,
    /// Number of the E-PMI.
    pub nomor_epmi: Option<String>,
    /// Day on which the E-PMI was issued.
    pub epmi_terbit_pada: Option<Day>,
    /// Day on which it was called off.
    pub batal_pada: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
