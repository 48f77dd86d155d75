//! The JSON api of every kind of record: create, list, search, export, read, edit, take a step, withdraw, restore, move.

mod acts;
mod create;
mod describe;
mod filters;
mod idempotency;
mod list;
mod open;
mod step;
mod together;

use axum::Json;
use axum::extract::Extension;
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem};
use lampiran::Store;
use serde::Deserialize;
use serde_json::{Map, Value};
use web::{Api, AppJson, AppPath, AppQuery, Failure, Routes, heavy};

pub use crate::surface::body::take_id;
pub use crate::surface::own_id;
pub use describe::{describe, own_id as own_id_schema};
pub use idempotency::Entity as IdempotencyEntity;

use self::together::Together;
use crate::change::Change;
use crate::surface::{Said, This, body, found, version};
use crate::{AnyKind, Registry, Shown};
use crate::{attached, bundle, surat};

type Answer = Result<Response, Failure>;

/// The routes of all kinds.
pub fn router(registry: &Registry, store: &Store) -> Routes {
    let files =
        attached::router(registry, store).merge(bundle::router(registry, store)).merge(surat::router(registry, store));
    registry.all().iter().fold(files, |router, kind| {
        let base = format!("/api/v1/{}", kind.info().name);
        let steps = kind.steps().iter().fold(Routes::new(), |router, taken| {
            router.post(&format!("{base}/{{id}}/{}", taken.name), step::take.layer(Extension(step::Taken(taken))))
        });
        let steps =
            kind.info().more.leads_to.iter().filter_map(|(to, _)| registry.find(to)).fold(steps, |router, to| {
                router.post(&format!("{base}/{{id}}/{}", to.info().name), open::open.layer(Extension(open::To(to))))
            });
        let routes = steps
            .get(&base, list::list)
            .post(&base, create::create)
            .post(&format!("{base}/cari"), list::search)
            .post(&format!("{base}/ekspor"), heavy::work(list::export))
            .get(&format!("{base}/{{id}}"), read)
            .patch(&format!("{base}/{{id}}"), edit)
            .get(&format!("{base}/{{id}}/riwayat"), step::history)
            .get(&format!("{base}/{{id}}/terkait"), acts::show_related)
            .post(&format!("{base}/{{id}}/kaitkan"), acts::relate)
            .post(&format!("{base}/{{id}}/batalkan"), acts::withdraw)
            .post(&format!("{base}/{{id}}/pulihkan"), acts::restore)
            .post(&format!("{base}/{{id}}/pindahkan"), acts::relocate)
            .layer(Extension(This(*kind)))
            .layer(Extension(registry.clone()))
            .layer(Extension(Together::default()));
        router.merge(routes)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    #[serde(default)]
    buka: bool,
}

async fn read(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(reading): AppQuery<Reading>,
) -> Answer {
    show(&ctx, kind, id, reading.buka, StatusCode::OK).await
}

async fn show(ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId, reveal: bool, status: StatusCode) -> Answer {
    Ok(answer(kind, &kind.read(ctx, id, reveal).await?, status))
}

fn answer(kind: &dyn AnyKind, shown: &Shown, status: StatusCode) -> Response {
    let mut response = (status, Json(body::shown(&kind.fields(), shown))).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", shown.head.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    if status == StatusCode::CREATED
        && let Ok(place) = HeaderValue::from_str(&format!("/api/v1/{}/{}", kind.info().name, shown.head.id))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// The answer after a record was written: the record in its new state. If it cannot be shown now, the answer does not claim
/// that nothing was stored.
async fn after(ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId, status: StatusCode) -> Answer {
    show(ctx, kind, id, false, status).await.map_err(unshown)
}

fn unshown(failure: Failure) -> Failure {
    match &*failure.0 {
        Problem::Busy | Problem::NoRoom | Problem::Unlogged | Problem::Internal(_) => {
            tracing::error!(problem = ?failure.0, "what was written could not be shown");
            Problem::Unshown.into()
        }
        _ => failure,
    }
}

async fn edit(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    payload: Said<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let asked = || -> Result<(Change, Form), Failure> {
        let AppJson(mut members) = payload?;
        let version = version(&headers)?;
        let reason = body::take_reason(&ctx, &mut members)?;
        let form = web::members::form(&ctx, &kind.fields(), &members)?;
        Ok((Change { id, version: Some(version), reason, happened: None }, form))
    };
    let (change, form) = found(&ctx, kind, id, asked()).await?;
    kind.edit(&ctx, change, form).await?;
    after(&ctx, kind, id, StatusCode::OK).await
}
