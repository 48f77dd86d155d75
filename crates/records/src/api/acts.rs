//! Actions on a record other than changing its fields: relate, withdraw, restore, move.

use axum::Json;
use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kernel::form::shape::LINK;
use kernel::{CatatanId, Ctx, Problem};
use serde::Deserialize;
use serde_json::{Value, json};
use web::{Api, AppJson, AppPath, Failure};

use super::{Answer, after};
use crate::surface::{Said, This, found, version};
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

fn change(id: CatatanId, headers: &HeaderMap, reason: String) -> Result<Change, Failure> {
    Ok(Change { id, version: Some(version(headers)?), reason, happened: None })
}

/// Handles a request whose body is only a reason.
async fn reason(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    (id, headers): (CatatanId, &HeaderMap),
    payload: Said<Asked>,
) -> Result<Change, Failure> {
    found(ctx, kind, id, payload.and_then(|AppJson(asked)| change(id, headers, asked.alasan))).await
}

pub(super) async fn withdraw(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    payload: Said<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let change = reason(&ctx, kind, (id, &headers), payload).await?;
    kind.withdraw(&ctx, change).await?;
    after(&ctx, kind, id, StatusCode::OK).await
}

pub(super) async fn restore(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    payload: Said<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let change = reason(&ctx, kind, (id, &headers), payload).await?;
    kind.restore(&ctx, change).await?;
    after(&ctx, kind, id, StatusCode::OK).await
}

pub(super) async fn relocate(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    payload: Said<Move>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let asked = payload.and_then(|AppJson(asked)| Ok((change(id, &headers, asked.alasan)?, asked.kantor)));
    let (change, office) = found(&ctx, kind, id, asked).await?;
    kind.relocate(&ctx, change, &office, &registry.linking(kind.info().name)).await?;
    after(&ctx, kind, id, StatusCode::OK).await
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
    payload: Said<Number>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let long = |asked: &Number| asked.nomor.chars().count() > LINK;
    let refusal = || Problem::field("nomor", format!("Terlalu panjang: paling banyak {LINK} huruf."));
    let asked = payload.and_then(|AppJson(asked)| if long(&asked) { Err(refusal().into()) } else { Ok(asked) });
    let asked = found(&ctx, kind, id, asked).await?;
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
    let one = |one: related::RelatedRecord| {
        json!({ "jenis": one.kind, "id": one.id, "nomor": one.label.number, "nama": one.label.title,
            "status": one.label.status, "lampiran": one.files.all, "foto": one.files.pictures })
    };
    let data: Vec<Value> = related::load(registry, ctx, kind, id).await?.into_iter().map(one).collect();
    Ok(Json(json!({ "data": data })).into_response())
}
