//! The page on which somebody confirms what is in doubt of a person: a number, or that all records are about them.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{Ctx, FieldError, OrangId, Problem, Result};
use maud::{Markup, html};
use people::{CHECKED, require_to_join};
use serde::Deserialize;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes, layout, parts};

use crate::REASON;
use crate::surface::by_field;

pub(super) fn router() -> Routes {
    Routes::new().get("/orang/{id}/pastikan", show).post("/orang/{id}/pastikan", save)
}

#[derive(Deserialize)]
struct Query {
    isian: String,
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<OrangId>,
    AppQuery(query): AppQuery<Query>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    page(&app, &ctx, id, &Form::from([("isian".to_owned(), query.isian)]), &[]).await
}

async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<OrangId>,
    Body(typed): Body<Form>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let text = |key: &str| typed.get(key).map_or("", String::as_str);
    let version: i64 = text("versi").parse().map_err(|_| Problem::Stale)?;
    match super::confirm(&ctx, (id, Some(version)), text("isian"), text(REASON.key)).await {
        Ok(()) => Ok(Redirect::to(&format!("/orang/{id}")).into_response()),
        Err(Problem::Invalid(errors)) => page(&app, &ctx, id, &typed, &errors).await,
        Err(problem @ Problem::Refused { .. }) => {
            page(&app, &ctx, id, &typed, &[FieldError::new("isian", problem.to_string())]).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(app: &App, ctx: &Ctx, id: OrangId, typed: &Form, errors: &[FieldError]) -> Result<Response, Failure> {
    let shown = people::show(ctx, id, true).await?;
    let what = typed.get("isian").map_or("", String::as_str);
    let (title, lead) = match what {
        CHECKED => (
            "Semua catatan memang tentang orang ini",
            "Audit tidak lagi menyebut catatan yang ada sekarang sebagai catatan yang mungkin milik orang lain.",
        ),
        "nik" => ("Pastikan NIK ini benar", "Mulai sekarang orang ini dikenali dengan NIK ini."),
        _ => ("Pastikan nomor dokumen ini benar", "Mulai sekarang orang ini dikenali dengan nomor dokumen ini."),
    };
    let field = people::FIELDS.iter().find(|field| field.key == what);
    let wrong = by_field(errors);
    let here = format!("/orang/{}", shown.id);
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href=(here) { "Orang ini" } } li { "Pastikan" } }
        div.head { div { h1 { (title) } p.lead { (lead) } } }
        @for error in errors.iter().filter(|error| error.field != REASON.key) { p.note.bad role="alert" { (led(&error.detail)) } }
        @if let Some(number) = field.and_then(|field| shown.form.get(field.key)) {
            p { (shown.form.get("nama").map_or("", String::as_str)) ": " b { (number) } }
        }
        form.form method="post" action={ (here) "/pastikan" } novalidate {
            input type="hidden" name="versi" value=(typed.get("versi").cloned().unwrap_or_else(|| shown.version.to_string()));
            input type="hidden" name="isian" value=(what);
            (parts::input(&app.house.reference, &REASON, typed.get(REASON.key).map_or("", String::as_str), wrong.get(REASON.key).copied()))
            div.bottom {
                button.btn.main { "Pastikan" }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
    };
    Ok(layout::page(app, ctx, "Pastikan", "/orang", &body).into_response())
}

/// A message in which the address of a person's page is a link.
fn led(detail: &str) -> Markup {
    let parts = detail.split_once("(/orang/").and_then(|(before, rest)| Some((before, rest.split_once(')')?)));
    html! {
        @if let Some((before, (id, after))) = parts {
            (before) "(" a href={ "/orang/" (id) } { "buka" } ")" (after)
        } @else {
            (detail)
        }
    }
}
