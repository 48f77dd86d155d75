//! The dashboard, and the records behind each of its numbers.

mod audit;
mod charts;
mod closed;
mod compared;
mod dashboard;
mod explained;
pub(crate) mod list;
mod meaning;
mod members;
mod space;

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Permission, Problem};
use maud::html;
use web::{App, AppPath, AppQuery, Console, Failure, Routes, heavy};

use crate::agreement::Agreements;
use crate::query::{self, Asked, AskedMembers, Shelf};
use crate::{penutupan, table};

/// The routes.
pub fn router(agreements: Arc<Agreements>) -> Routes {
    Routes::new()
        .get("/", home)
        .get("/indikator/{perjanjian}/{no}", show_members)
        .get("/indikator/{perjanjian}/{no}/penjelasan", explained::show)
        .get("/indikator/{perjanjian}/{no}/sebaran.csv", heavy::work(explained::download))
        .get("/perbandingan", compared::show)
        .merge(crate::periksa::pages_router())
        .get("/audit", show_audit)
        .merge(penutupan::pages::router())
        .merge(crate::dipa::pages_router())
        .merge(crate::zi::pages_router())
        .layer(Extension(Shelf(agreements)))
        .style(include_str!("../../assets/laporan.css"))
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
        return Ok(match first {
            Some(target) => Redirect::to(&target.href).into_response(),
            None => space::refused(&ctx, Problem::Forbidden(Permission::ReadReports)).await,
        });
    }
    let agreement = query::agreement(&ctx, &all, &asked)?;
    let iku = table::build(&ctx, &all, agreement, query::known(asked.per.as_deref())?).await?;
    let marks = dashboard::Marks {
        alarm: html! { (space::alarm(&ctx).await) (closed::alarm(&ctx).await?) },
        due: html! { (records::tugas::note(&ctx).await?) (penutupan::note(&ctx).await?) },
        closed: closed::strip(&ctx, &iku).await?,
    };
    Ok(dashboard::page(&app, &ctx, &all, &iku, &marks).into_response())
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
    let labels = list::labels(&app, &ctx, &page.members).await?;
    let view = members::View { agreement, line: &line, asked: &asked, page: &page, labels };
    Ok(members::page(&app, &ctx, &view).into_response())
}

async fn show_audit(State(app): State<App>, Console(ctx): Console) -> Result<Response, Failure> {
    Ok(audit::page(&app, &ctx).await?.into_response())
}
