//! The table `kedatangan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kedatangan`.
#[derive(Keys)]
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
    /// Flight, group, or people stopped from leaving; none is a flight.
    pub jenis: Option<String>,
    /// Hour of arrival in WIB.
    pub tiba_jam: Option<String>,
    /// Airport or city of departure.
    pub asal: Option<String>,
    /// What kind of paper announced it.
    pub jenis_dasar: Option<String>,
    /// The telegram that announced it.
    pub brafaks_id: Option<Uuid>,
    /// Day on which the desk began to receive its people.
    pub dimulai_pada: Option<Day>,
    /// Day on which everybody was met or known not to have come.
    pub selesai_pada: Option<Day>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);
