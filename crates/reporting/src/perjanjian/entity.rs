//! The table `perjanjian`: a version of an agreement that an office made.

use kernel::period::day_of;
use kernel::{Ctx, Day, KantorId, PenggunaId, Problem, Result};
use sea_orm::entity::prelude::*;

use super::status::Status;
use crate::agreement::{Agreement, Item};
use crate::serving::Named;
use crate::units;

/// A version of an agreement. Once it is signed, only its status changes, and which activities of the budget serve its items.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "perjanjian")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The office that agrees.
    pub kantor_id: KantorId,
    /// The agreement's short name.
    pub kode: String,
    /// The version of the agreement.
    pub versi: i64,
    /// The year.
    pub tahun: i64,
    /// The title.
    pub judul: String,
    /// The first day on which it holds.
    pub berlaku_sejak: Day,
    /// Percent at which capaian is capped, if it is.
    pub batas_capaian: Option<i64>,
    /// The items, see [`Item`].
    pub butir: Json,
    /// Which activities of the budget serve them, see [`Named`]; none where nobody has said.
    pub kegiatan: Option<Json>,
    /// The status.
    pub status: Status,
    /// Counts up with each change and step.
    pub langkah: i64,
    /// Why it was revised; none for the first version.
    pub alasan: Option<String>,
    /// The account that began it.
    pub disusun_id: Option<PenggunaId>,
    /// Who began it.
    pub disusun_oleh: String,
    /// When.
    pub disusun_pada: DateTimeUtc,
    /// The account that signed it.
    pub ditandatangani_id: Option<PenggunaId>,
    /// Who signed it.
    pub ditandatangani_oleh: Option<String>,
    /// When.
    pub ditandatangani_pada: Option<DateTimeUtc>,
    /// Its place among all signed versions of the database: what servers look at.
    pub urutan: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The agreement that the row says.
    ///
    /// # Errors
    /// [`Problem::Internal`] for a row that was changed by hand.
    pub fn agreement(&self, office: &str) -> Result<Agreement> {
        let mut items: Vec<Item> = serde_json::from_value(self.butir.clone()).map_err(Problem::internal)?;
        for item in &mut items {
            item.unit = units::read(&item.unit);
        }
        Ok(Agreement {
            code: self.kode.clone(),
            title: self.judul.clone(),
            year: i32::try_from(self.tahun).map_err(Problem::internal)?,
            office: office.to_owned(),
            since: self.berlaku_sejak,
            version: u32::try_from(self.versi).map_err(Problem::internal)?,
            cap: self.batas_capaian.and_then(|cap| u32::try_from(cap).ok()),
            status: "terverifikasi".to_owned(),
            items,
            own: true,
            signed: self.ditandatangani_pada.map(day_of),
            named: self.kegiatan.clone().map(serde_json::from_value::<Named>).transpose().map_err(Problem::internal)?,
        })
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} versi {}", self.kode, self.versi)
    }

    /// Refuses who is not of its office: agreements of offices below are seen, not written.
    pub(super) fn owned(&self, ctx: &Ctx) -> Result<()> {
        if self.kantor_id == ctx.actor.office {
            return Ok(());
        }
        let detail = "Perjanjian ini milik kantor lain; hanya kantor itu yang menyusun dan menandatanganinya.";
        Err(Problem::field("perjanjian", detail))
    }
}
