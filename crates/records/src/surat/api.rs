//! Letters over the api.

use axum::Json;
use axum::extract::Extension;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::CatatanId;
use kernel::form::Form;
use lampiran::Store;
use serde::Deserialize;
use web::{Api, AppJson, AppPath, Failure};

use super::draft::{self, DATED, NUMBER, WHICH};
use crate::attached::api::body;
use crate::surface::{Said, This, found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    jenis: String,
    #[serde(default)]
    nomor_surat: String,
    #[serde(default)]
    tanggal: String,
}

pub(super) async fn make(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(store): Extension<Store>,
    AppPath(id): AppPath<CatatanId>,
    payload: Said<Asked>,
) -> Result<Response, Failure> {
    ctx.actor.require(kind.info().permission)?;
    let AppJson(asked) = found(&ctx, kind, id, payload).await?;
    let said = [(WHICH, asked.jenis), (NUMBER.key, asked.nomor_surat), (DATED.key, asked.tanggal)];
    let typed: Form = said.into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
    let attached = draft::make(&ctx, kind, &store, id, &typed).await?;
    let mut answer = (StatusCode::CREATED, Json(body(&attached))).into_response();
    let place = format!("/api/v1/{}/{id}/lampiran/{}", kind.info().name, attached.id);
    if let Ok(place) = HeaderValue::from_str(&place) {
        answer.headers_mut().insert(header::LOCATION, place);
    }
    Ok(answer)
}
