//! Attachments over the api.

use axum::Json;
use axum::extract::Extension;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{CatatanId, Problem};
use lampiran::Store;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{Api, AppJson, AppPath, Failure};

use super::{Attached, Came, commands, receive};
use crate::surface::{Said, This, file, found};

type Answer = Result<Response, Failure>;

pub(super) async fn list(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    let all = super::list(&ctx, kind, id).await?;
    let data: Vec<Value> = all.iter().map(body).collect();
    Ok(Json(json!({ "data": data })).into_response())
}

pub(super) async fn attach(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(store): Extension<Store>,
    AppPath(id): AppPath<CatatanId>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let (_, upload) = receive::receive(parts).await;
    let (status, attached, told) = match commands::attach(&ctx, kind, &store, (id, upload?)).await? {
        Came::New(attached, told) => (StatusCode::CREATED, attached, told),
        Came::Known(attached) => (StatusCode::OK, attached, None),
    };
    let mut object = body(&attached);
    if let Some(members) = object.as_object_mut() {
        members.insert("sudah_ada".to_owned(), (status == StatusCode::OK).into());
        members.extend(told.map(|told| ("perhatian".to_owned(), told.into())));
    }
    let mut answer = (status, Json(object)).into_response();
    let place = format!("/api/v1/{}/{id}/lampiran/{}", kind.info().name, attached.id);
    if let Ok(place) = HeaderValue::from_str(&place) {
        answer.headers_mut().insert(header::LOCATION, place);
    }
    Ok(answer)
}

pub(super) async fn download(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(store): Extension<Store>,
    AppPath(at): AppPath<(CatatanId, Uuid)>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let (attached, bytes) = super::open(&ctx, kind, &store, at).await?;
    Ok(file::answer(&attached.name, attached.macam, bytes))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    alasan: String,
}

pub(super) async fn detach(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(at): AppPath<(CatatanId, Uuid)>,
    payload: Said<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let AppJson(asked) = found(&ctx, kind, at.0, payload).await?;
    commands::detach(&ctx, kind, at, &asked.alasan).await?;
    let all = super::of(&ctx, kind.info().name, at.0).await?;
    let removed = all.iter().find(|attached| attached.id == at.1).ok_or(Problem::NotFound)?;
    Ok(Json(body(removed)).into_response())
}

/// An attachment as the api returns it.
pub(crate) fn body(attached: &Attached) -> Value {
    let removed = attached.removed.as_ref();
    json!({
        "id": attached.id,
        "nama": attached.name,
        "macam": attached.macam.code(),
        "tipe": attached.macam.media_type(),
        "ukuran": attached.size,
        "keterangan": attached.remark,
        "dokumen": attached.paper,
        "diunggah_oleh": attached.by,
        "diunggah_pada": attached.at,
        "dihapus_oleh": removed.map(|(by, _, _)| by),
        "dihapus_pada": removed.map(|(_, at, _)| at),
        "alasan": removed.map(|(_, _, why)| why),
    })
}
