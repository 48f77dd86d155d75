//! The dashboard, and the records behind each of its numbers.

mod charts;
mod dashboard;
mod members;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kernel::{Permission, Problem};
use web::{App, AppPath, AppQuery, Console, Failure};

use crate::agreement::Agreements;
use crate::query::{self, Asked, AskedMembers, Shelf};
use crate::table;

/// The routes.
pub fn router(agreements: Arc<Agreements>) -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/indikator/{perjanjian}/{no}", get(show_members))
        .merge(crate::periksa::pages_router())
        .layer(Extension(Shelf(agreements)))
}

async fn home(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    if !ctx.actor.may(Permission::ReadReports) {
        // Who sees no figures starts at the first thing that they may see.
        let first = app.menu.iter().flat_map(|g| &g.items).find(|item| ctx.actor.may(item.permission));
        let target = first.ok_or(Problem::Forbidden(Permission::ReadReports))?;
        return Ok(Redirect::to(&target.href).into_response());
    }
    let agreement = query::agreement(&all, &asked)?;
    let iku = table::build(&ctx, &all, agreement, query::known(asked.per.as_deref())?).await?;
    Ok(dashboard::page(&app, &ctx, &all, &iku).into_response())
}

async fn show_members(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath((code, no)): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> Result<Response, Failure> {
    let agreement = all.find(&code).map_err(|_| Problem::NotFound)?;
    let item = agreement.items.iter().find(|i| i.no == no).ok_or(Problem::NotFound)?;
    let page = query::page(&ctx, agreement, item, &asked).await?;
    let line = table::line(&ctx, &all, agreement, item, query::known(asked.per.as_deref())?).await?;
    let labels = members::labels(&app, &ctx, &page.members).await?;
    let view = members::View { agreement, line: &line, asked: &asked, page: &page, labels };
    Ok(members::page(&app, &ctx, &view).into_response())
}
