//! What is done to a record besides changing its fields: withdraw, restore, move.

use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use kernel::CatatanId;
use serde::Deserialize;
use web::{Api, AppJson, AppPath};

use super::{Answer, This, show, version};
use crate::{Change, Registry};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    alasan: String,
    #[serde(default)]
    kantor: String,
}

fn change(id: CatatanId, headers: &HeaderMap, asked: &Asked) -> kernel::Result<Change> {
    Ok(Change { id, version: Some(version(headers)?), reason: asked.alasan.clone(), happened: None })
}

pub(super) async fn withdraw(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    AppJson(asked): AppJson<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    kind.withdraw(&ctx, change(id, &headers, &asked)?).await?;
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
    kind.restore(&ctx, change(id, &headers, &asked)?).await?;
    show(&ctx, kind, id, false, StatusCode::OK).await
}

pub(super) async fn relocate(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    headers: HeaderMap,
    AppJson(asked): AppJson<Asked>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let change = change(id, &headers, &asked)?;
    kind.relocate(&ctx, change, &asked.kantor, &registry.linking(kind.info().name)).await?;
    show(&ctx, kind, id, false, StatusCode::OK).await
}
