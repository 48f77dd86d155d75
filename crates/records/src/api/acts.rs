//! What is done to a record besides changing its fields: relate, withdraw, restore, move.

use axum::Json;
use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kernel::form::shape::LINK;
use kernel::{CatatanId, Ctx, Problem};
use serde::Deserialize;
use serde_json::{Value, json};
use web::{Api, AppJson, AppPath};

use super::{Answer, This, show, version};
use crate::{AnyKind, Change, Registry, related};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    alasan: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    #[serde(default)]
    alasan: String,
    #[serde(default)]
    kantor: String,
}

fn change(id: CatatanId, headers: &HeaderMap, reason: String) -> kernel::Result<Change> {
    Ok(Change { id, version: Some(version(headers)?), reason, happened: None })
}

pub(super) async fn withdraw(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    AppJson(asked): AppJson<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    kind.withdraw(&ctx, change(id, &headers, asked.alasan)?).await?;
    show(&ctx, kind, id, false, StatusCode::OK).await
}

pub(super) async fn restore(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    AppJson(asked): AppJson<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    kind.restore(&ctx, change(id, &headers, asked.alasan)?).await?;
    show(&ctx, kind, id, false, StatusCode::OK).await
}

pub(super) async fn relocate(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    AppJson(asked): AppJson<Move>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let change = change(id, &headers, asked.alasan)?;
    kind.relocate(&ctx, change, &asked.kantor, &registry.linking(kind.info().name)).await?;
    show(&ctx, kind, id, false, StatusCode::OK).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    #[serde(default)]
    nomor: String,
}

pub(super) async fn relate(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppJson(asked): AppJson<Number>,
) -> Answer {
    if asked.nomor.chars().count() > LINK {
        return Err(Problem::field("nomor", format!("Terlalu panjang: paling banyak {LINK} huruf.")).into());
    }
    related::by_typed_number(&registry, &ctx, kind, id, &asked.nomor).await?;
    listed(&registry, &ctx, kind, id).await
}

pub(super) async fn show_related(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    kind.read(&ctx, id, false).await?;
    listed(&registry, &ctx, kind, id).await
}

async fn listed(registry: &Registry, ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId) -> Answer {
    let one = |one: related::RelatedRecord| json!({ "jenis": one.kind, "id": one.id, "nomor": one.label.number, "nama": one.label.title, "status": one.label.status });
    let data: Vec<Value> = related::load(registry, ctx, kind, id).await?.into_iter().map(one).collect();
    Ok(Json(json!({ "data": data })).into_response())
}
