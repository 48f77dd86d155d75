//! The table `opp`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `opp`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opp")]
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
    /// The session for which the roster names the person.
    pub sesi_id: Option<Uuid>,
    /// Placement company.
    pub p3mi: Option<String>,
    /// Day for which the roster names the person.
    pub dijadwalkan_pada: Day,
    /// Whether the person came.
    pub hadir: Option<bool>,
    /// Score before, in ten-thousandths.
    pub nilai_awal: Option<i64>,
    /// Score after, in ten-thousandths.
    pub nilai_akhir: Option<i64>,
    /// Why the person did not come.
    pub alasan_absen: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
