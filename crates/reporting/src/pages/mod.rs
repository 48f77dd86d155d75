//! The dashboard, and the records behind each of its numbers.

mod charts;
mod compared;
mod dashboard;
mod explained;
mod members;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kernel::{Permission, Problem};
use web::{App, AppPath, AppQuery, Console, Failure};

use crate::agreement::Agreements;
use crate::explain;
use crate::explain::api::{AskedPair, AskedSides};
use crate::explain::breakdown::{self, Dimension};
use crate::query::{self, Asked, AskedMembers, Shelf};
use crate::table;

/// The routes.
pub fn router(agreements: Arc<Agreements>) -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/indikator/{perjanjian}/{no}", get(show_members))
        .route("/indikator/{perjanjian}/{no}/penjelasan", get(show_explained))
        .route("/indikator/{perjanjian}/{no}/sebaran.csv", get(download_side))
        .route("/perbandingan", get(show_compared))
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
    let agreement = query::agreement(&ctx, &all, &asked)?;
    let iku = table::build(&ctx, &all, agreement, query::known(asked.per.as_deref())?).await?;
    Ok(dashboard::page(&app, &ctx, &all, &iku).into_response())
}

async fn show_members(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> Result<Response, Failure> {
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let page = query::page(&ctx, agreement, item, &asked).await?;
    let line = table::line(&ctx, &all, agreement, item, query::known(asked.per.as_deref())?).await?;
    let labels = members::labels(&app, &ctx, &page.members).await?;
    let view = members::View { agreement, line: &line, asked: &asked, page: &page, labels };
    Ok(members::page(&app, &ctx, &view).into_response())
}

async fn show_explained(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let period = query::period(agreement.year, asked.tw)?;
    let (known, offices) = (query::known(asked.per.as_deref())?, table::scope(&ctx, agreement).offices);
    let mut sides = Vec::new();
    for dimension in Dimension::ALL {
        let role = if dimension == Dimension::Alasan { Some("tidak-dihitung".to_owned()) } else { None };
        let select = explain::api::select(&ctx, agreement, item, &AskedSides { peran: role, ..asked.clone() })?;
        sides.push((dimension, breakdown::cells(&ctx, &select, dimension).await?));
    }
    let view = explained::View {
        agreement,
        item,
        tw: asked.tw.unwrap_or(0),
        known,
        words: explain::explain(agreement, item, &ctx.house.rules, period)?,
        overlap: explain::overlap::overlap(&ctx, agreement, item, (&offices, period, known)).await?,
        sides,
    };
    Ok(explained::page(&app, &ctx, &view).into_response())
}

async fn download_side(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let dimension = Dimension::parse(asked.menurut.as_deref().unwrap_or("kategori"))?;
    let select = explain::api::select(&ctx, agreement, item, &asked)?;
    let cells = breakdown::suppressed(breakdown::cells(&ctx, &select, dimension).await?);
    explain::api::file(agreement, item, dimension, &cells)
}

async fn show_compared(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPair>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (one, two) = explain::api::pair(&ctx, &all, &asked)?;
    let pairs = explain::compare::compare(&ctx, one, two, query::known(asked.per.as_deref())?).await?;
    Ok(compared::page(&app, &ctx, one, two, &pairs).into_response())
}
