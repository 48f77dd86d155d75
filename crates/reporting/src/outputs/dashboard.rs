//! The table of an agreement as a workbook.

use axum::extract::Extension;
use axum::response::Response;
use kernel::{Ctx, Permission};
use web::{Api, AppQuery, Console, Failure, Media, saved};

use crate::perjanjian::Laid;
use crate::query::{self, Asked, Shelf};
use crate::{render, table};

/// Of the console.
pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    file(&ctx, &all, &asked).await
}

/// Over the api.
pub(super) async fn sent(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    file(&ctx, &all, &asked).await
}

/// The same table as the dashboard shows.
async fn file(ctx: &Ctx, all: &Laid, asked: &Asked) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let agreement = query::agreement(ctx, all, asked)?;
    let iku = table::build(ctx, all, agreement, query::known(asked.per.as_deref())?).await?;
    let bytes = render::xlsx(std::slice::from_ref(&iku))?;
    Ok(saved(&format!("indikator-{}", agreement.code), Media::Xlsx, bytes))
}
