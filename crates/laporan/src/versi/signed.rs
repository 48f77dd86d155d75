//! What the head has signed: with the closing of the year also the words and photos of its report.

use kernel::{Ctx, KantorId, Problem, Result};
use reporting::penutupan::Status;
use reporting::penutupan::entity::{Column, Entity, Model as Closing};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

/// That what is written for a report is no longer changed: the closing that was signed, the newest of several.
#[derive(Clone, Debug)]
pub(crate) struct Lock(pub Closing);

impl Lock {
    /// What is so, and what to do.
    pub(crate) fn told(&self) -> String {
        let closing = &self.0;
        format!(
            "Penutupan {} sudah ditandatangani {} pada {} (WIB), dan dengan itu tulisan dan foto laporannya. Untuk mengubahnya, \
             minta perencana atau kepala membuka halaman penutupan itu dan membuat revisi dengan alasannya; selama revisi itu belum \
             ditandatangani, tulisan dan foto dapat diubah.",
            closing.name(),
            closing.ditandatangani_oleh.as_deref().unwrap_or("kepala"),
            closing.ditandatangani_pada.map(web::parts::instant).unwrap_or_default(),
        )
    }

    /// The address of the closing.
    pub(crate) fn address(&self) -> String {
        format!("/penutupan/{}", self.0.id)
    }

    /// The refusal of a change.
    pub(super) fn refusal(&self) -> Problem {
        Problem::Refused {
            status: Status::Ditandatangani.code(),
            command: "ubah",
            allowed: vec!["revisi"],
            detail: self.told(),
        }
    }
}

/// Whether what is written for the report of an office and a year is locked: a closing of the year was signed, and none is open.
///
/// # Errors
/// What the database says.
pub(super) async fn locked(db: &impl ConnectionTrait, office: KantorId, year: i32) -> Result<Option<Lock>> {
    let all = Entity::find()
        .filter(Column::KantorId.eq(office))
        .filter(Column::Tahun.eq(i64::from(year)))
        .filter(Column::Tw.eq(0_i64))
        .filter(Column::Status.ne(Status::Dibuang))
        .order_by_desc(Column::Pada)
        .all(db)
        .await?;
    let open = all.iter().any(|closing| closing.status != Status::Ditandatangani);
    Ok(all.into_iter().next().filter(|_| !open).map(Lock))
}

/// As [`locked`], for pages: of an office that the actor sees.
///
/// # Errors
/// What the database says.
pub(crate) async fn lock(ctx: &Ctx, office: KantorId, year: i32) -> Result<Option<Lock>> {
    if !ctx.actor.offices.contains(&office) {
        return Ok(None);
    }
    locked(ctx.db(), office, year).await
}
