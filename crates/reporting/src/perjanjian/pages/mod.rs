//! The pages of agreements.

mod compared;
mod edit;
mod kegiatan;
mod list;
mod show;
mod signing;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Datelike;
use kernel::form::Form;
use kernel::{Ctx, FieldError, Permission, Problem};
use sea_orm::Iterable;
use serde::Deserialize;
use uuid::Uuid;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes};

use super::check::Finding;
use super::commands::{self, Begun, Revised};
use super::status::{Command, Status};
use super::{Laid, api, form, queries};
use crate::agreement::Agreements;
use crate::query::{self, Shelf};

type Answer = Result<Response, Failure>;

/// The address of the list.
const HERE: &str = "/perjanjian";

/// Said of a draft that somebody else changed meanwhile.
const FASTER: &str = "Orang lain baru saja mengubah rancangan ini. Isian Anda tidak hilang: masih ada di bawah, dan yang berbeda dari \
                      yang terbaru disebut di isiannya. Samakan yang perlu, lalu simpan lagi.";
/// Said where the form does not say which version of the draft was read.
const UNNAMED: &str = "Langkah rancangan yang Anda baca tidak terbaca, jadi belum ada yang disimpan. Isian Anda masih ada di bawah, dan yang \
                       berbeda dari yang terbaru disebut di isiannya. Periksa, lalu simpan lagi.";

/// The routes.
pub(crate) fn router() -> Routes {
    Routes::new()
        .get(HERE, list_page)
        .post(HERE, create)
        .get("/perjanjian/sandingan", compared_page)
        .get("/perjanjian/{id}", show_page)
        .post("/perjanjian/{id}", save)
        .get("/perjanjian/{id}/kegiatan", kegiatan::show)
        .post("/perjanjian/{id}/kegiatan", kegiatan::save)
        .get("/perjanjian/{id}/{langkah}", back)
        .post("/perjanjian/{id}/{langkah}", step)
}

/// What was asked for and refused, to come back with what was typed.
#[derive(Default)]
pub(super) struct Refusal {
    /// The step, where one was asked for.
    pub command: Option<Command>,
    /// What was typed.
    pub typed: Form,
    /// What is wrong, each with the id of its input.
    pub errors: Vec<FieldError>,
}

impl Refusal {
    /// A problem that is told on the page where it arose; others are answers by themselves.
    fn of(problem: Problem, command: Option<Command>, typed: Form) -> Result<Self, Failure> {
        let errors = match problem {
            Problem::Invalid(errors) => errors,
            Problem::Stale if command == Some(Command::Tandatangani) => {
                let how =
                    "Rancangan ini diubah sesudah Anda membacanya. Yang tampil kini yang terbaru: baca lagi dahulu.";
                vec![FieldError::new("rancangan", how)]
            }
            Problem::Stale => {
                let how = "Orang lain baru saja mengubahnya. Yang tampil kini yang terbaru; ulangi perubahan Anda.";
                vec![FieldError::new("rancangan", how)]
            }
            Problem::Refused { detail, .. } | Problem::Duplicate(detail) => vec![FieldError::new("rancangan", detail)],
            other => return Err(other.into()),
        };
        Ok(Self { command, typed, errors })
    }

    /// What is wrong with an input.
    pub fn at(&self, key: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field == key)
    }
}

/// What is wrong, with the ids of the inputs of the page.
fn placed(found: Vec<Finding>) -> Vec<FieldError> {
    found.into_iter().map(|finding| FieldError::new(form::place(&finding), finding.text)).collect()
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedList {
    tahun: Option<String>,
}

async fn list_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedList>,
) -> Answer {
    listed(&app, &ctx, &all, asked.tahun.as_deref(), &Refusal::default()).await
}

async fn listed(app: &App, ctx: &Ctx, all: &Agreements, year: Option<&str>, refusal: &Refusal) -> Answer {
    let running = ctx.today().year();
    let (year, wrong) = begun(running, year);
    // What was refused says what is wrong with its year itself.
    let wrong = wrong.filter(|_| refusal.errors.is_empty());
    let listed = queries::list(ctx, all, None).await?;
    Ok(list::page(app, ctx, &list::View { all, listed, year, running, wrong, refusal }).into_response())
}

/// The year that would be set up: the one that is asked for, else the running one with what is wrong.
fn begun(running: i32, asked: Option<&str>) -> (i32, Option<String>) {
    let Some(text) = asked.map(str::trim).filter(|text| !text.is_empty()) else { return (running, None) };
    let years = running - 1..=running + 1;
    match text.parse::<i32>() {
        Ok(year) if years.contains(&year) => (year, None),
        Ok(year) => {
            let (first, last) = (years.start(), years.end());
            let detail =
                format!("Perjanjian tahun {year} tidak dapat disusun sekarang. Pilih tahun {first} sampai {last}.");
            (running, Some(detail))
        }
        Err(_) => (running, Some(query::unread(text, &years))),
    }
}

async fn create(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(Permission::PrepareClosing)?;
    let text = |key: &str| typed.get(key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let year = text("tahun").and_then(|text| text.parse().ok()).unwrap_or_default();
    let begun = Begun { year, from: text("dari"), called: text("sebutan") };
    match commands::create(&ctx, &all, &begun).await {
        Ok(made) => Ok(Redirect::to(&format!("{HERE}/{}", made.id)).into_response()),
        Err(problem) => {
            let refusal = Refusal::of(problem, None, typed)?;
            let year = refusal.typed.get("tahun").cloned();
            listed(&app, &ctx, &all, year.as_deref(), &refusal).await
        }
    }
}

async fn show_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
) -> Answer {
    shown(&app, &ctx, &all, &id, &Refusal::default()).await
}

async fn shown(app: &App, ctx: &Ctx, all: &Agreements, id: &str, refusal: &Refusal) -> Answer {
    let one = queries::find(ctx, all, id).await?;
    let mut versions = queries::list(ctx, all, None).await?;
    versions.retain(|other| other.agreement.office == one.agreement.office);
    let history = one.history(ctx).await?;
    Ok(show::page(app, ctx, &show::View { all, one, versions, history, refusal }).into_response())
}

async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(Permission::PrepareClosing)?;
    let own = own(&id)?;
    let named = typed.get(form::SEEN).is_some_and(|text| text.trim().parse::<i64>().is_ok());
    let done = match form::read(&typed) {
        Ok(draft) => commands::change(&ctx, own, draft).await,
        Err(found) => Err(Problem::Invalid(placed(found))),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}")).into_response()),
        Err(Problem::Stale) => {
            let refusal = behind(&ctx, &all, &id, if named { FASTER } else { UNNAMED }, typed).await?;
            shown(&app, &ctx, &all, &id, &refusal).await
        }
        Err(problem) => {
            let refusal = Refusal::of(problem, Some(Command::Ubah), typed)?;
            shown(&app, &ctx, &all, &id, &refusal).await
        }
    }
}

/// What was typed about a version that no longer stands: it stays in its inputs, each that differs says what stands now, and the next save
/// is about the newest version.
async fn behind(ctx: &Ctx, all: &Agreements, id: &str, why: &str, mut typed: Form) -> Result<Refusal, Failure> {
    let one = queries::find(ctx, all, id).await?;
    let seen = one.row.as_ref().map(|row| row.langkah).unwrap_or_default();
    let mut errors = vec![FieldError::new("rancangan", why)];
    errors.extend(form::differ(&form::of(&one.agreement, seen), &typed));
    typed.insert(form::SEEN.to_owned(), seen.to_string());
    Ok(Refusal { command: Some(Command::Ubah), typed, errors })
}

/// The id of a version that an office made.
fn own(id: &str) -> Result<Uuid, Failure> {
    Ok(Uuid::parse_str(id).map_err(|_| Problem::NotFound)?)
}

fn command(word: &str) -> Result<Command, Failure> {
    // What is changed and what serves it have pages of their own.
    let step = |command: &Command| !matches!(command, Command::Ubah | Command::Kegiatan);
    let meant = Command::iter().filter(step).find(|command| command.word() == word);
    Ok(meant.ok_or(Problem::NotFound)?)
}

/// Whoever reloads the page after a refused step.
async fn back(Console(_): Console, AppPath((id, word)): AppPath<(String, String)>) -> Answer {
    command(&word)?;
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

/// Signs the draft as it was read; before that it is asked once more, on a page that names what is signed.
async fn sign(app: &App, ctx: &Ctx, all: &Laid, id: &str, typed: &Form) -> Answer {
    ctx.actor.require(Permission::SignClosing)?;
    let seen: i64 = typed.get(form::SEEN).and_then(|text| text.parse().ok()).unwrap_or_default();
    let one = queries::find(ctx, all, id).await?;
    let draft = one.row.as_ref().filter(|row| row.status == Status::Rancangan && row.langkah == seen);
    if let Some(row) = draft.filter(|row| row.owned(ctx).is_ok() && !typed.contains_key(signing::SURE)) {
        return Ok(signing::page(app, ctx, &one, row).into_response());
    }
    match commands::sign(ctx, all, own(id)?, seen).await {
        Ok(made) => Ok(Redirect::to(&format!("{HERE}/{}", made.id)).into_response()),
        Err(problem) => {
            let refusal = Refusal::of(problem, Some(Command::Tandatangani), Form::new())?;
            shown(app, ctx, all, id, &refusal).await
        }
    }
}

async fn step(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath((id, word)): AppPath<(String, String)>,
    Body(typed): Body<Form>,
) -> Answer {
    let command = command(&word)?;
    let text = |key: &str| typed.get(key).cloned().unwrap_or_default();
    let done = match command {
        Command::Tandatangani => return sign(&app, &ctx, &all, &id, &typed).await,
        Command::Buang => commands::discard(&ctx, own(&id)?, &text("alasan")).await,
        Command::Revisi | Command::Ubah | Command::Kegiatan => match api::day(&text("berlaku_sejak")) {
            Ok(since) => commands::revise(&ctx, &all, &id, &Revised { since, reason: text("alasan") }).await,
            Err(problem) => Err(problem),
        },
    };
    match done {
        Ok(made) => Ok(Redirect::to(&format!("{HERE}/{}", made.id)).into_response()),
        Err(problem) => {
            let refusal = Refusal::of(problem, Some(command), typed)?;
            shown(&app, &ctx, &all, &id, &refusal).await
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedTwo {
    satu: Option<String>,
    dua: Option<String>,
}

async fn compared_page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedTwo>,
) -> Answer {
    ctx.actor.require(Permission::ReadReports)?;
    let listed = queries::list(&ctx, &all, None).await?;
    let one = listed.iter().find(|one| Some(one.id()) == asked.satu).or(listed.first());
    let two = listed.iter().find(|one| Some(one.id()) == asked.dua).or(listed.get(1)).or(one);
    let (Some(one), Some(two)) = (one, two) else { return Err(Problem::NotFound.into()) };
    Ok(compared::page(&app, &ctx, &listed, (one, two)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_cannot_be_set_up_is_told_with_those_that_can() {
        for fine in [None, Some(""), Some(" 2026 ")] {
            assert_eq!(begun(2026, fine), (2026, None));
        }
        assert_eq!(begun(2026, Some("2027")), (2027, None));
        for wrong in ["abc", "1999", "2999", "20 26"] {
            let (year, told) = begun(2026, Some(wrong));
            let told = told.unwrap();
            assert!(year == 2026 && told.contains(wrong) && told.ends_with("Pilih tahun 2025 sampai 2027."), "{told}");
        }
    }
}
