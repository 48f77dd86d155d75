//! Attachments of a record. Whoever may see the record may see them, and every change to them is in its history.

pub(crate) mod api;
pub(crate) mod commands;
pub(crate) mod describe;
pub(crate) mod receive;

use std::collections::HashSet;

use axum::extract::{Extension, FromRequestParts};
use axum::http::request::Parts;
use futures_util::future::BoxFuture;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Problem, Result};
use lampiran::{Column, Entity, Store};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;
use web::heavy::{upload, work};
use web::{Api, App, AppPath, Failure, Routes};

pub use crate::files::Attached;
pub(crate) use crate::files::of;
pub use commands::{Came, Upload, attach, detach};

use crate::surface::This;
use crate::{AnyKind, Registry};

/// The bytes of a form besides the file.
const AROUND: usize = 64 * 1024;
/// The maximum size of a form with a file, in bytes.
pub(crate) const MOST: usize = lampiran::MAX_BYTES + AROUND;

/// The routes of the attachments of all kinds in the api.
pub(crate) fn router(registry: &Registry, store: &Store) -> Routes {
    registry.all().iter().fold(Routes::new(), |router, kind| {
        let base = format!("/api/v1/{}/{{id}}", kind.info().name);
        let routes = Routes::new()
            .get(&format!("{base}/lampiran"), api::list)
            .post(&format!("{base}/lampiran"), upload(api::attach, MOST).first(may))
            .get(&format!("{base}/lampiran/{{lampiran_id}}"), work(api::download))
            .post(&format!("{base}/lampiran/{{lampiran_id}}/hapus"), api::detach)
            .layer(Extension(This(*kind)))
            .layer(Extension(store.clone()));
        router.merge(routes)
    })
}

/// Refuses a file before it is read. The right to see the record is checked before the disk space, so that nobody else learns
/// about the disk.
pub(crate) fn may<'a>(parts: &'a mut Parts, app: &'a App) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(async move {
        let Api(ctx) = Api::from_request_parts(parts, app).await?;
        let Extension(This(kind)) = Extension::from_request_parts(parts, app).await.map_err(Problem::internal)?;
        let AppPath(id) = AppPath::<CatatanId>::from_request_parts(parts, app).await?;
        kind.head(&ctx, id).await?;
        Ok(ctx.house.space.for_uploads().await?)
    })
}

/// The attachments of a record; the read is logged.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub async fn list(ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId) -> Result<Vec<Attached>> {
    let (head, _) = kind.head(ctx, id).await?;
    let read = Read { action: "daftar", kind: kind.info().name, revealed: false };
    log(ctx, read, head.person.into_iter().collect()).await?;
    of(ctx, kind.info().name, id).await
}

/// Whether a file is attached to a record. It is for remarks about the record to whoever sees it: nothing of the file is told.
///
/// # Errors
/// Any database error.
pub async fn any(ctx: &Ctx, id: CatatanId) -> Result<bool> {
    let standing = Entity::find().filter(Column::CatatanId.eq(id)).filter(Column::DihapusPada.is_null());
    Ok(standing.one(ctx.db()).await?.is_some())
}

/// Which of some records have a file. It is for lists of records to whoever sees them: nothing of the files is told.
///
/// # Errors
/// Any database error.
pub async fn with_files(ctx: &Ctx, ids: &[CatatanId]) -> Result<HashSet<CatatanId>> {
    Ok(crate::files::counts(ctx, ids).await?.into_keys().collect())
}

/// An attachment with its content; the download is logged. A removed attachment can no longer be downloaded.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Internal`] when its file is not the one that was stored.
pub async fn open(ctx: &Ctx, kind: &dyn AnyKind, store: &Store, at: (CatatanId, Uuid)) -> Result<(Attached, Vec<u8>)> {
    let (id, attachment) = at;
    let (head, _) = kind.head(ctx, id).await?;
    let row = Entity::find_by_id(attachment)
        .filter(Column::Jenis.eq(kind.info().name))
        .filter(Column::CatatanId.eq(id))
        .filter(Column::DihapusPada.is_null())
        .one(ctx.db())
        .await?
        .ok_or(Problem::NotFound)?;
    // A file may show what is masked on the page, so downloading it counts as revealing protected fields.
    let read = Read { action: "unduh", kind: kind.info().name, revealed: true };
    log(ctx, read, head.person.into_iter().collect()).await?;
    let attached = Attached::of(ctx, row)?;
    let bytes = store.get(&attached.address).await?;
    Ok((attached, bytes))
}
