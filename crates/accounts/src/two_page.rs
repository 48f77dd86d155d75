//! Requests for what takes two people, in the console.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::two::{self, Asked, Kind, Model, Request};
use kernel::{Ctx, Permission, Problem};
use maud::{Markup, html};
use uuid::Uuid;
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, layout, parts};

use crate::two_api::kind;
use crate::two_rule;

/// The address of the page.
const HERE: &str = "/persetujuan";
const APPROVE: &str = "/persetujuan/{id}/setujui";
const REFUSE: &str = "/persetujuan/{id}/tolak";

type Answer = Result<Response, Failure>;

pub(crate) fn router() -> Routes {
    Routes::new().get(HERE, list).post(HERE, ask).post(APPROVE, approve).post(REFUSE, refuse)
}

fn why(typed: &Form) -> &str {
    typed.get("alasan").map_or("", String::as_str)
}

async fn list(State(app): State<App>, Console(ctx): Console) -> Answer {
    page(&app, &ctx, None).await
}

async fn ask(State(app): State<App>, Console(ctx): Console, Body(typed): Body<Form>) -> Answer {
    ctx.actor.require(Permission::TwoPeople)?;
    let done = async {
        let kind = kind(typed.get("macam").map_or("", String::as_str))?;
        let known = |key: &str| kind.asks().iter().any(|(asked, _)| *asked == key);
        let what: Form =
            typed.iter().filter(|(key, _)| known(key)).map(|(key, text)| (key.clone(), text.clone())).collect();
        two_rule::ask(&ctx, Asked { kind, what: &what }, why(&typed)).await.map(drop)
    };
    after(&app, &ctx, done.await).await
}

async fn approve(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<Uuid>,
    Body(typed): Body<Form>,
) -> Answer {
    after(&app, &ctx, two::approve(&ctx, id, why(&typed)).await).await
}

async fn refuse(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<Uuid>,
    Body(typed): Body<Form>,
) -> Answer {
    after(&app, &ctx, two::refuse(&ctx, id, why(&typed)).await).await
}

/// The page after something was done, or with what stands in its way.
async fn after(app: &App, ctx: &Ctx, done: Result<(), Problem>) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(Problem::Invalid(errors)) => {
            let details: Vec<String> = errors.into_iter().map(|error| error.detail).collect();
            page(app, ctx, Some(&details.join(" "))).await
        }
        Err(Problem::Refused { detail, .. }) => page(app, ctx, Some(&detail)).await,
        Err(other) => Err(other.into()),
    }
}

async fn page(app: &App, ctx: &Ctx, wrong: Option<&str>) -> Answer {
    let all = two::list(ctx).await?;
    let mut offered = Vec::new();
    for kind in Kind::all() {
        offered.extend(two_rule::known(ctx, kind).await?.map(|known| (kind, known)));
    }
    let body = html! {
        div.head {
            div {
                h1 { "Persetujuan dua orang" }
                p.lead {
                    "Tindakan yang dapat merugikan banyak orang diminta seorang dan disetujui orang lain di kantor yang sama, lalu dipakai sekali "
                    "dalam 24 jam. Siapa, kapan dan mengapa tercatat. Penghapusan data diminta dan disetujui di halaman orangnya dan di Retensi."
                }
            }
        }
        @if let Some(wrong) = wrong { p.err role="alert" { (wrong) } }
        @if let Some(missing) = app.custody { p.note role="status" { (missing) } }
        @for (kind, known) in &offered { (form(*kind, known)) }
        div.head { h2 { "Permintaan" } }
        @if all.is_empty() { p.empty { "Belum ada permintaan." } } @else {
            div.scroll {
                table.list {
                    thead { tr { th { "Tindakan" } th { "Diminta" } th { "Keadaan" } th { "Yang dilakukan" } th { "Jawab" } } }
                    tbody { @for request in &all { (line(ctx, request)) } }
                }
            }
        }
    };
    Ok(layout::page(app, ctx, "Persetujuan dua orang", HERE, &body).into_response())
}

/// What asks for an action; what is known is filled in.
fn form(kind: Kind, known: &Form) -> Markup {
    let id = |key: &str| format!("{key}-{}", kind.code());
    html! {
        form.form method="post" action=(HERE) novalidate {
            input type="hidden" name="macam" value=(kind.code());
            fieldset.part {
                legend { (kind.title()) }
                div.row {
                    @for (key, title) in kind.asks() {
                        div.field {
                            label for=(id(key)) { (title) }
                            input id=(id(key)) name=(key) value=(known.get(*key).map_or("", String::as_str));
                        }
                    }
                    div.field {
                        label for=(id("alasan")) { "Alasan" }
                        input id=(id("alasan")) name="alasan" maxlength="300";
                    }
                }
                button.btn.main { "Minta persetujuan" }
            }
        }
    }
}

fn line(ctx: &Ctx, request: &Request) -> Markup {
    let asked = &request.asked;
    let title = match Kind::parse(&asked.macam) {
        Some(kind) => kind.title(),
        None => asked.macam.as_str(),
    };
    let said = asked.isi.as_object().into_iter().flatten();
    let over = request.is_over(ctx.now());
    let open = !over && request.used.is_none() && request.refused.is_none();
    let id = asked.permintaan_id.to_string();
    html! {
        tr {
            th scope="row" {
                (title)
                @for (key, text) in said { " " small.muted { (parts::words(key)) ": " (text.as_str().unwrap_or_default()) } }
                " " small.muted { (id) }
            }
            td { (step(asked)) }
            td { (parts::words(request.state().code())) @if over { ", lewat waktunya" } }
            td {
                @for row in [&request.approved, &request.refused, &request.used].into_iter().flatten() {
                    p { (parts::words(&row.langkah)) ": " (step(row)) }
                }
            }
            td {
                @if open && request.approved.is_none() && asked.pelaku_id != ctx.actor.user {
                    (answer(&id, "setujui", "Setujui"))
                }
                @if open { (answer(&id, "tolak", "Tolak")) }
            }
        }
    }
}

fn step(row: &Model) -> Markup {
    html! { (row.pelaku) ", " (parts::instant(row.pada)) ": " (row.alasan) }
}

fn answer(id: &str, act: &str, title: &str) -> Markup {
    html! {
        form method="post" action={ (HERE) "/" (id) "/" (act) } {
            input name="alasan" aria-label={ "Alasan: " (title) } placeholder="Alasan" maxlength="300";
            button.btn { (title) }
        }
    }
}
