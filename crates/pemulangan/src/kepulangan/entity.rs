//! The table `kepulangan`.

use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kepulangan`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kepulangan")]
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
    /// The flight or group.
    pub kedatangan_id: Option<Uuid>,
    /// Day of arrival.
    pub tiba_pada: Day,
    /// Country of placement.
    pub negara: Option<String>,
    /// Category, which decides whether it counts.
    pub kategori: String,
    /// Legal reason (UU 18/2017 art 27).
    pub alasan: Option<String>,
    /// Last work.
    pub jabatan: Option<String>,
    /// Whether placed by the rules.
    pub prosedural: Option<bool>,
    /// Place of service.
    pub tempat_layanan: Option<String>,
    /// How the person goes on.
    pub cara_pulang: Option<String>,
    /// State of health, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub kesehatan_sandi: Option<Vec<u8>>,
    /// Hospital of referral.
    pub rumah_sakit: Option<String>,
    /// Day on which the person left for home.
    pub pulang_pada: Option<Day>,
    /// Day of the handover.
    pub serah_terima_pada: Option<Day>,
    /// Who received the person.
    pub penerima: Option<String>,
    /// Remarks.
    pub keterangan: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
