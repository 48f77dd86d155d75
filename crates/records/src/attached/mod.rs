//! Attachments of a record: who may see the record may see them, and what is done to them stands in its history.

mod api;
mod commands;
pub(crate) mod describe;
mod page;
mod receive;
mod traced;

use axum::Router;
use axum::extract::{Extension, FromRequestParts};
use axum::http::request::Parts;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, KantorId, Problem, Result, Tx};
use lampiran::{Column, Entity, Macam, Model, Store};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;
use web::heavy::{alone, upload, work};
use web::{Api, App, AppPath, Failure};

pub(crate) use api::file;
pub use commands::{Came, Upload, attach, detach};
pub(crate) use page::{bytes, section};
pub(crate) use traced::{rows, traced};

use crate::api::This;
use crate::{AnyKind, Registry, bundle};

/// What the parts of a form take besides the file.
const AROUND: usize = 64 * 1024;
/// The most bytes of a form with a file.
const MOST: usize = lampiran::MAX_BYTES + AROUND;

/// An attachment as it is shown to who may see its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its id.
    pub id: Uuid,
    /// Its name, a label.
    pub name: String,
    /// What it is.
    pub macam: Macam,
    /// Bytes.
    pub size: i64,
    /// What was said about it.
    pub remark: Option<String>,
    /// Who attached it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who removed it, when and why, if it was.
    pub removed: Option<(String, DateTime<Utc>, String)>,
    /// Where its file lies.
    pub(crate) address: String,
}

impl Attached {
    fn of(ctx: &Ctx, row: Model) -> Result<Self> {
        let macam = Macam::from_code(&row.macam).ok_or_else(|| Problem::internal("an attachment of no kind"))?;
        let (name, remark) = (row.name(ctx)?, row.remark(ctx)?);
        let removed = row.dihapus_oleh.zip(row.dihapus_pada).zip(row.alasan).map(|((by, at), why)| (by, at, why));
        let (by, at) = (row.diunggah_oleh, row.diunggah_pada);
        Ok(Self { id: row.id, name, macam, size: row.ukuran, remark, by, at, removed, address: row.alamat })
    }
}

/// The routes of the attachments and bundles of all kinds, for api and console.
pub fn router(registry: &Registry, store: &Store) -> Router<App> {
    registry.all().iter().fold(Router::new(), |router, kind| {
        let name = kind.info().name;
        let (base, console) = (format!("/api/v1/{name}/{{id}}"), format!("/{name}/{{id}}"));
        let routes = Router::new()
            .route(&format!("{base}/lampiran"), get(api::list).post(upload(api::attach, MOST).first(may)))
            .route(&format!("{console}/lampiran"), post(upload(page::attach, MOST).first(may)))
            .route(&format!("{base}/lampiran/{{lampiran_id}}"), get(work(api::download)))
            .route(&format!("{base}/lampiran/{{lampiran_id}}/hapus"), post(api::detach))
            .route(&format!("{base}/berkas"), get(alone(bundle::api)))
            .route(&format!("{console}/lampiran/{{lampiran_id}}"), get(work(page::download)))
            .route(&format!("{console}/lampiran/{{lampiran_id}}/hapus"), post(page::detach))
            .route(&format!("{console}/berkas.docx"), get(alone(bundle::masked)).post(alone(bundle::opened)))
            .layer(Extension(This(*kind)))
            .layer(Extension(store.clone()))
            .layer(Extension(registry.clone()));
        router.merge(routes)
    })
}

/// Refuses a file before it is read: who may not see the record is told so, and not how it stands with the disk.
fn may<'a>(parts: &'a mut Parts, app: &'a App) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(async move {
        let Api(ctx) = Api::from_request_parts(parts, app).await?;
        let Extension(This(kind)) = Extension::from_request_parts(parts, app).await.map_err(Problem::internal)?;
        let AppPath(id) = AppPath::<CatatanId>::from_request_parts(parts, app).await?;
        kind.head(&ctx, id).await?;
        Ok(ctx.house.space.for_uploads().await?)
    })
}

/// The attachments of a record that the caller has found among those that the actor may see, oldest first.
///
/// # Errors
/// What the database says.
pub(crate) async fn of(ctx: &Ctx, kind: &str, id: CatatanId) -> Result<Vec<Attached>> {
    let rows = Entity::find()
        .filter(Column::Jenis.eq(kind))
        .filter(Column::CatatanId.eq(id))
        .order_by_asc(Column::DiunggahPada)
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    rows.into_iter().map(|row| Attached::of(ctx, row)).collect()
}

/// The attachments of a record, with the trace that they were looked at.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub async fn list(ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId) -> Result<Vec<Attached>> {
    let (head, _) = kind.head(ctx, id).await?;
    let read = Read { action: "daftar", kind: kind.info().name, revealed: false };
    log(ctx, read, head.person.into_iter().collect()).await?;
    of(ctx, kind.info().name, id).await
}

/// An attachment with what it holds, with the trace that it was taken. What was removed is not given out any more.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Internal`] when its file is not what was kept.
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
    // A file may show what is masked on the page, so taking it counts as opening.
    let read = Read { action: "unduh", kind: kind.info().name, revealed: true };
    log(ctx, read, head.person.into_iter().collect()).await?;
    let attached = Attached::of(ctx, row)?;
    let bytes = store.get(&attached.address).await?;
    Ok((attached, bytes))
}

/// Takes the attachments of a record to the office to which it moves.
///
/// # Errors
/// What the database says.
pub(crate) async fn moved(tx: &Tx, id: CatatanId, office: KantorId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::KantorId, Expr::value(office.0))
        .filter(Column::CatatanId.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}
