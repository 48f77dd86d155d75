//! The JSON api of every kind of record: create, list, search, export, read, edit, take a step, withdraw, restore, move.

mod acts;
mod describe;
mod filters;
mod idempotency;
mod list;
mod open;
mod step;

use axum::Json;
use axum::extract::Extension;
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem, Tx};
use lampiran::Store;
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;
use web::{Api, AppJson, AppPath, AppQuery, Failure, Routes, heavy};

pub use crate::surface::body::take_id;
pub use crate::surface::own_id;
pub use describe::{describe, own_id as own_id_schema};
pub use idempotency::Entity as IdempotencyEntity;

use crate::change::Change;
use crate::surface::{Said, This, body, found, version};
use crate::{AnyKind, Mode, Outcome, Registry, Shown};
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
            .post(&base, create)
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
            .layer(Extension(registry.clone()));
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

async fn create(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    headers: HeaderMap,
    AppJson(mut members): AppJson<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    if let Some(why) = kind.info().more.made_by {
        return Err(Problem::Malformed(why.to_owned()).into());
    }
    let own_id = body::take_id(&mut members)?;
    let key = idempotency::key(&headers)?;
    let fingerprint = idempotency::fingerprint(kind.info().name, own_id, &members);
    let form = web::members::form(&ctx, &kind.fields(), &members)?;
    let sent = Sent { form, own_id, key, fingerprint };
    let done = match made(&ctx, kind, &sent).await {
        // The same request was sent at the same moment: the one that waited now finds what the other one made.
        Err(Problem::Duplicate(_)) => made(&ctx, kind, &sent).await?,
        Err(Problem::Busy) if sent.key.is_some() => made(&ctx, kind, &sent).await?,
        done => done?,
    };
    match done {
        Made::Now(made) => {
            let shown = kind.show_made(&ctx, *made).await.map_err(|problem| unshown(problem.into()))?;
            Ok(answer(kind, &shown, StatusCode::CREATED))
        }
        Made::Before(id, status) => after(&ctx, kind, id, status).await,
    }
}

/// A request for a new record.
struct Sent {
    form: Form,
    own_id: Option<Uuid>,
    key: Option<String>,
    fingerprint: String,
}

/// The result of a request for a new record.
enum Made {
    /// It was made, and showing it has been logged.
    Now(Box<crate::outcome::Made>),
    /// The same request made it earlier.
    Before(CatatanId, StatusCode),
}

/// Makes the requested record, or finds the one that the same request made earlier.
async fn made(ctx: &Ctx, kind: &dyn AnyKind, sent: &Sent) -> kernel::Result<Made> {
    let tx = ctx.begin_short().await?;
    match written(&tx, ctx, kind, sent).await {
        Ok(now @ Made::Now(_)) => tx.commit().await.map(|()| now),
        Ok(before) => tx.give_up().await.map(|()| before),
        Err(problem) => tx.refuse(ctx, Err(problem)).await,
    }
}

/// As [`made`], in a transaction.
async fn written(tx: &Tx, ctx: &Ctx, kind: &dyn AnyKind, sent: &Sent) -> kernel::Result<Made> {
    if let Some(key) = &sent.key
        && let Some(earlier) = idempotency::earlier(tx, ctx, key, &sent.fingerprint).await?
    {
        return Ok(Made::Before(earlier, StatusCode::CREATED));
    }
    let mut done = kind.register_in(tx, ctx, std::slice::from_ref(&sent.form), &[sent.own_id], Mode::Show).await?;
    let made = done.made.take();
    let id = match done.outcomes.into_iter().next() {
        Some(Outcome::New(id, _)) => id,
        // The client sent its own id with the same content again: answer as to a request that was sent twice.
        Some(Outcome::Known(id, _)) if sent.own_id == Some(id.0) => return Ok(Made::Before(id, StatusCode::OK)),
        Some(Outcome::Known(_, number)) => {
            return Err(Problem::Duplicate(format!("Isian yang sama sudah tercatat sebagai {number}.")));
        }
        Some(Outcome::Wrong(errors)) => return Err(Problem::Invalid(errors)),
        Some(Outcome::Contradicts(errors)) => return Err(Problem::Contradicted(errors)),
        _ => return Err(Problem::internal("a form came to nothing")),
    };
    if let Some(key) = &sent.key {
        idempotency::remember(tx, ctx, key.clone(), sent.fingerprint.clone(), kind.info().name, id).await?;
    }
    made.map(|made| Made::Now(Box::new(made))).ok_or_else(|| Problem::internal("a form came to nothing"))
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
