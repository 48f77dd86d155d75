//! Requests in the console: the form, and the way from a request to its person.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError, OrangId, Permission, Problem, Result};
use maud::{Markup, html};
use people::hints::{self, Hint};
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, layout, parts};

use super::api::rows;
use super::ask::{Asked, OFFICE, ask};
use super::kind::PURPOSE;

pub(super) fn router() -> Routes {
    Routes::new().get("/orang/{id}/izin", show).post("/orang/{id}/izin", send).get("/izin/{id}/orang", person)
}

/// What was refused, to come back with what was typed.
#[derive(Default)]
struct Refusal {
    typed: Form,
    errors: Vec<FieldError>,
    detail: Option<String>,
}

async fn show(State(app): State<App>, Console(ctx): Console, AppPath(id): AppPath<OrangId>) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::RevealPeople)?;
    Ok(page(&app, &ctx, id, &Refusal::default()).await?)
}

async fn send(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<OrangId>,
    Body(typed): Body<Form>,
) -> Result<Response, Failure> {
    let text = |key: &str| typed.get(key).cloned().unwrap_or_default();
    let asked = Asked { office: text(OFFICE), purpose: text(PURPOSE.key) };
    let mut refusal = Refusal { typed: typed.clone(), ..Refusal::default() };
    match ask(&ctx, id, &asked).await {
        Ok((request, _)) => return Ok(Redirect::to(&format!("/izin/{request}")).into_response()),
        Err(Problem::Invalid(errors)) => refusal.errors = errors,
        Err(problem @ (Problem::Duplicate(_) | Problem::TooMany(_))) => refusal.detail = Some(problem.to_string()),
        Err(other) => return Err(other.into()),
    }
    Ok(page(&app, &ctx, id, &refusal).await?.into_response())
}

async fn page(app: &App, ctx: &Ctx, id: OrangId, refusal: &Refusal) -> Result<Markup> {
    let shown = people::show(ctx, id, false).await?;
    let (hints, slowed) = match hints::of_person(ctx, shown.id).await {
        Ok(hints) => (hints, None),
        Err(problem @ Problem::TooMany(_)) => (Vec::new(), Some(problem.to_string())),
        Err(other) => return Err(other),
    };
    let name = shown.form.get("nama").map_or("Orang", String::as_str);
    let here = format!("/orang/{}", shown.id);
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href=(here) { (name) } } li { "Minta izin" } }
        div.head {
            div {
                h1 { "Minta izin membuka" }
                p.lead { "Data di kantor lain tertutup sampai kantor itu menyetujui. Nama, tanggal lahir dan keperluan di bawah dibacanya." }
            }
        }
        @if let Some(detail) = refusal.detail.as_ref().or(slowed.as_ref()) { p.note.bad role="alert" { (detail) } }
        @if hints.is_empty() && slowed.is_none() {
            p.empty { "Tidak ada petunjuk bahwa kantor lain mengenal orang ini." }
        } @else if !hints.is_empty() {
            form.form method="post" action={ (here) "/izin" } novalidate {
                (parts::errors(&[&PURPOSE], &refusal.errors))
                fieldset.part {
                    legend { "Kepada" }
                    (offices(ctx, &hints, refusal))
                    (parts::input(&app.house.reference, &PURPOSE, typed(refusal, PURPOSE.key), error(refusal, PURPOSE.key)))
                }
                div.bottom {
                    button.btn.main accesskey="s" { "Kirim permintaan " kbd { "Alt+S" } }
                    a.btn.quiet href=(here) { "Batal" }
                }
            }
        }
    };
    Ok(layout::page(app, ctx, "Minta izin membuka", "/orang", &body))
}

fn typed<'a>(refusal: &'a Refusal, key: &str) -> &'a str {
    refusal.typed.get(key).map(String::as_str).unwrap_or_default()
}

fn error<'a>(refusal: &'a Refusal, key: &str) -> Option<&'a FieldError> {
    refusal.errors.iter().find(|error| error.field == key)
}

fn offices(ctx: &Ctx, hints: &[Hint], refusal: &Refusal) -> Markup {
    let chosen = typed(refusal, OFFICE);
    let named = hints.iter().filter_map(|hint| ctx.house.offices.by_id(hint.office));
    let wrong = error(refusal, OFFICE);
    html! {
        div class=(if wrong.is_some() { "field bad" } else { "field" }) {
            label for=(OFFICE) { "Kantor" }
            select id=(OFFICE) name=(OFFICE) {
                @for office in named { option value=(office.code) selected[office.code == chosen] { (office.name) } }
            }
            @if let Some(wrong) = wrong { p.err { (wrong.detail) } }
        }
    }
}

/// The page of the person: of the other office's row where the actor may see it, else of the own one.
async fn person(Console(ctx): Console, AppPath(id): AppPath<CatatanId>) -> Result<Redirect, Failure> {
    let person = rows(&ctx, id).await?.pop().ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&format!("/orang/{person}")))
}
