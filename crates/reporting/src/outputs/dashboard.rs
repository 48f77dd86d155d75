//! The table of an agreement as a workbook.

use axum::extract::Extension;
use axum::response::Response;
use kernel::Permission;
use web::{AppQuery, Console, Failure, Media, saved};

use crate::query::{self, Asked, Shelf};
use crate::{render, table};

/// The same table as the dashboard shows.
pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let agreement = query::agreement(&ctx, &all, &asked)?;
    let iku = table::build(&ctx, &all, agreement, query::known(asked.per.as_deref())?).await?;
    let bytes = render::xlsx(std::slice::from_ref(&iku))?;
    Ok(saved(&format!("indikator-{}", agreement.code), Media::Xlsx, bytes))
}
