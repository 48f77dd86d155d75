//! The table `daftar_tugas`.

use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

/// The value for "no day" in [`Model::jatuh_tempo`], so that tasks without one come last on both databases.
pub const NEVER: Day = match Day::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => Day::MAX,
};

/// A record with work to be done.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "daftar_tugas")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub catatan_id: CatatanId,
    /// Its kind.
    pub jenis: String,
    /// The office that must act.
    pub kantor_id: KantorId,
    /// The login name of the officer who must act.
    pub petugas: Option<String>,
    /// The clock that is due first.
    pub tenggat: Option<String>,
    /// The urgency: 0 danger to life, 1 urgent, 2 other.
    pub kegentingan: i64,
    /// The last day on which it is in time, or [`NEVER`].
    pub jatuh_tempo: Day,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The last day on which it is in time, if there is one.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        Some(self.jatuh_tempo).filter(|day| *day != NEVER)
    }
}
