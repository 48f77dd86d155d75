//! The pages of closings.

mod changes;
mod figures;
mod files;
mod list;
pub(crate) mod marks;
mod members;
mod next;
mod show;
mod signing;

use axum::extract::{Extension, State};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{Ctx, Permission, Problem};
use sea_orm::Iterable;
use serde::Deserialize;
use uuid::Uuid;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes, heavy};

use super::status::{Command, Status};
use super::{changes as since, commands, export, prepare, queries};
use crate::agreement::Agreements;
use crate::perjanjian::Laid;
use crate::query::{self, Asked, Shelf};

type Answer = Result<Response, Failure>;

/// The routes.
pub(crate) fn router() -> Routes {
    let of = |what: &str| format!("/penutupan/{{id}}{what}");
    Routes::new()
        .get("/penutupan", list_page)
        .post("/penutupan", create)
        .get(&of(""), show_page)
        .get(&of("/anggota/{no}"), members_page)
        .get(&of("/anggota/{no}/daftar.xlsx"), heavy::work(files::members))
        .get(&of("/perubahan"), changes_page)
        .get(&of("/perubahan.csv"), heavy::work(csv))
        .get(&of("/perubahan.xlsx"), heavy::work(xlsx))
        .get(&of("/penutupan.xlsx"), heavy::work(files::workbook))
        .get(&of("/penutupan.pdf"), heavy::work(files::paper))
        .get(&of("/{langkah}"), back)
        .post(&of("/{langkah}"), step)
        .layer(from_fn(web::outer::unhurried))
}

/// A step that was asked for and refused.
struct Tried {
    command: Command,
    typed: String,
    problem: Problem,
}

/// Whether a problem is told on the page where it arose.
fn belongs_on_page(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Invalid(_) | Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Stale | Problem::Malformed(_)
    )
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedPage {
    tahun: Option<String>,
    perjanjian: Option<String>,
}

async fn list_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPage>,
) -> Answer {
    listed(&app, &ctx, &all, asked, None).await
}

async fn listed(app: &App, ctx: &Ctx, all: &Laid, asked: AskedPage, problem: Option<&Problem>) -> Answer {
    ctx.actor.require(Permission::ReadReports)?;
    let of_year = Asked { tahun: None, perjanjian: asked.perjanjian, per: None };
    let (agreement, wrong) = query::agreement_or_running(ctx, all, asked.tahun.as_deref(), of_year)?;
    let mut closings = queries::all(ctx, Some(agreement.year)).await?;
    closings.retain(|closing| closing.perjanjian == agreement.code);
    let (years, problem) = (query::years(ctx, all), problem.or(wrong.as_ref()));
    let view = list::View { agreements: all, agreement, years, closings, problem };
    Ok(list::page(app, ctx, &view).into_response())
}

async fn create(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(Permission::PrepareClosing)?;
    let text = |key: &str| typed.get(key).map_or("", |text| text.trim());
    let (year, tw) = (text("tahun").parse::<i32>(), text("tw").parse::<u8>());
    let (Ok(year), Ok(tw)) = (year, tw) else {
        return Err(Problem::Malformed("Pilih masanya dari halaman Penutupan, lalu tekan Siapkan.".to_owned()).into());
    };
    let asked = prepare::Asked { year, tw, agreement: text("perjanjian").to_owned() };
    match prepare::prepare(&ctx, &all, &asked).await {
        Ok(closing) => Ok(Redirect::to(&marks::address(&closing)).into_response()),
        Err(problem) if belongs_on_page(&problem) => {
            let known = all.all().iter().any(|a| a.code == asked.agreement && a.year == year);
            let year = known.then(|| year.to_string());
            let back = AskedPage { tahun: year, perjanjian: known.then_some(asked.agreement) };
            listed(&app, &ctx, &all, back, Some(&problem)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn show_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<Uuid>,
) -> Answer {
    shown(&app, &ctx, &all, id, None).await
}

async fn shown(app: &App, ctx: &Ctx, all: &Agreements, id: Uuid, tried: Option<Tried>) -> Answer {
    let view = view(ctx, all, id, tried).await?;
    Ok(show::page(app, ctx, &view).into_response())
}

async fn view(ctx: &Ctx, all: &Agreements, id: Uuid, tried: Option<Tried>) -> Result<show::View, Failure> {
    let shown = queries::show(ctx, id).await?;
    let closing = &shown.closing;
    let year = i32::try_from(closing.tahun).map_err(Problem::internal)?;
    let mut revisions = queries::all(ctx, Some(year)).await?;
    revisions.retain(|one| marks::same_period(one, closing));
    let agreement = marks::agreement_title(all, closing);
    Ok(show::View { agreement, shown, revisions, tried })
}

fn command(word: &str) -> Result<Command, Failure> {
    Ok(Command::iter().find(|command| command.word() == word).ok_or(Problem::NotFound)?)
}

/// What is asked before a signature; back to the closing for whoever reloads the page after a refused step.
async fn back(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath((id, word)): AppPath<(Uuid, String)>,
) -> Answer {
    if command(&word)? == Command::Tandatangani && ctx.actor.may(Permission::SignClosing) {
        let view = view(&ctx, &all, id, None).await?;
        if view.shown.closing.status == Status::Ditinjau {
            return Ok(signing::page(&app, &ctx, &view).into_response());
        }
    }
    Ok(Redirect::to(&format!("/penutupan/{id}")).into_response())
}

/// Signs the closing that was named; asks once more where none was. Sent twice by the same person, it is done once.
async fn sign(app: &App, ctx: &Ctx, all: &Agreements, id: Uuid, named: Option<&String>) -> Answer {
    ctx.actor.require(Permission::SignClosing)?;
    let closing = queries::find(ctx, id).await?;
    if closing.status == Status::Ditinjau && named != Some(&closing.sidik) {
        return Ok(signing::page(app, ctx, &view(ctx, all, id, None).await?).into_response());
    }
    let done = Redirect::to(&marks::address(&closing)).into_response();
    match commands::sign(ctx, id).await {
        Ok(_) => Ok(done),
        Err(problem) if belongs_on_page(&problem) => {
            if queries::find(ctx, id).await?.is_signed_by(ctx) {
                return Ok(done);
            }
            let command = Command::Tandatangani;
            shown(app, ctx, all, id, Some(Tried { command, typed: String::new(), problem })).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn step(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath((id, word)): AppPath<(Uuid, String)>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let command = command(&word)?;
    if command == Command::Tandatangani {
        return sign(&app, &ctx, &all, id, typed.get(signing::NAMED)).await;
    }
    let text = next::field(command).and_then(|field| typed.remove(field.key)).unwrap_or_default();
    let done = match command {
        Command::Tinjau => commands::review(&ctx, id, Some(&text)).await,
        Command::Tandatangani => commands::sign(&ctx, id).await,
        Command::Buang => commands::discard(&ctx, id, &text).await,
        Command::Revisi => prepare::revise(&ctx, &all, id, &text).await,
    };
    match done {
        Ok(closing) if command == Command::Buang => Ok(Redirect::to(&marks::list_address(&closing)).into_response()),
        Ok(closing) => Ok(Redirect::to(&marks::address(&closing)).into_response()),
        Err(problem) if belongs_on_page(&problem) => {
            shown(&app, &ctx, &all, id, Some(Tried { command, typed: text, problem })).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn members_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath((id, no)): AppPath<(Uuid, i64)>,
    AppQuery(asked): AppQuery<members::Asked>,
) -> Answer {
    let shown = queries::show(&ctx, id).await?;
    let row = shown.figures.iter().find(|row| row.no == no).ok_or(Problem::NotFound)?;
    let view = members::view(&app, &ctx, &shown, row, &asked).await?;
    let title = marks::agreement_title(&all, &shown.closing);
    Ok(members::page(&app, &ctx, &view, &title).into_response())
}

async fn changes_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<Uuid>,
) -> Answer {
    let view = view(&ctx, &all, id, None).await?;
    let changed = since::of_closing(&ctx, &view.shown).await?;
    let labels = export::labels(&app, &ctx, changes::shown(&changed)).await?;
    Ok(changes::page(&app, &ctx, &view, &changes::Found { changed, labels }).into_response())
}

async fn csv(State(app): State<App>, Console(ctx): Console, AppPath(id): AppPath<Uuid>) -> Answer {
    file(&app, &ctx, id, "csv").await
}

async fn xlsx(State(app): State<App>, Console(ctx): Console, AppPath(id): AppPath<Uuid>) -> Answer {
    file(&app, &ctx, id, "xlsx").await
}

async fn file(app: &App, ctx: &Ctx, id: Uuid, format: &str) -> Answer {
    let shown = queries::show(ctx, id).await?;
    let changed = since::of_closing(ctx, &shown).await?;
    Ok(export::download(app, ctx, &shown.closing, &changed, format).await?)
}
