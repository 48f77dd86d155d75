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
mod moved;
mod side_by_side;
mod space;

use std::sync::Arc;

pub use space::alarm as room;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Permission, Problem};
use maud::html;
use serde::Deserialize;
use web::{App, AppPath, AppQuery, Console, Failure, Routes, heavy};

use crate::perjanjian::{self, Laid};
use crate::query::{self, Asked, AskedMembers, Shelf};
use crate::{penutupan, table};

/// The routes; the fonts are those for letters that the program's own lack.
pub fn router(agreements: Arc<Laid>, fonts: &cetak::Fonts) -> Routes {
    Routes::new()
        .get("/", home)
        .get("/indikator/{perjanjian}/{no}", show_members)
        .get("/indikator/{perjanjian}/{no}/penjelasan", explained::show)
        .get("/indikator/{perjanjian}/{no}/sebaran.csv", heavy::work(explained::download))
        .get("/perbandingan", compared::show)
        .merge(crate::outputs::router())
        .merge(crate::periksa::pages_router())
        .get("/audit", show_audit)
        .merge(penutupan::pages::router())
        .merge(perjanjian::pages_router())
        .merge(crate::dipa::pages_router())
        .merge(crate::zi::pages_router())
        .merge(crate::susunan::pages_router())
        .layer(Extension(Shelf(agreements)))
        .layer(Extension(fonts.clone()))
        .style(include_str!("../../assets/laporan.css"))
}

/// Which table the page shows. What is no year is told on the page.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedPage {
    tahun: Option<String>,
    perjanjian: Option<String>,
    per: Option<String>,
}

async fn home(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPage>,
) -> Result<Response, Failure> {
    if !ctx.actor.may(Permission::ReadReports) {
        // Who sees no figures starts at the first thing that they may see.
        let first = app.menu.iter().flat_map(|g| &g.items).find(|item| ctx.actor.may(item.permission));
        return Ok(match first {
            Some(target) => match space::first(&app, &ctx, target).await {
                Some(page) => page.into_response(),
                None => Redirect::to(&target.href).into_response(),
            },
            None => space::refused(&ctx, Problem::Forbidden(Permission::ReadReports)).await,
        });
    }
    let known = query::known(asked.per.as_deref())?;
    let of_year = Asked { tahun: None, perjanjian: asked.perjanjian, per: asked.per };
    let (agreement, wrong) = query::agreement_or_running(&ctx, &all, asked.tahun.as_deref(), of_year)?;
    let iku = table::build(&ctx, &all, agreement, known).await?;
    let year = html! { @if let Some(wrong) = &wrong { p.note.bad role="alert" { (wrong) } } };
    let marks = dashboard::Marks {
        years: query::years(&ctx, &all),
        alarm: html! { (year) (space::alarm(&ctx).await) (closed::alarm(&ctx).await?) },
        agreed: perjanjian::notice(&ctx, &all, agreement.year).await?,
        due: html! { (records::tugas::note(&ctx).await?) (penutupan::note(&ctx).await?) },
        closed: closed::strip(&ctx, &iku).await?,
        moved: moved::moved(&ctx, &iku).await?,
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
