//! The user's own account: another password, and the sessions that are open.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, FieldError, Permission, Problem};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;
use web::{App, AppForm, Caller, Console, Failure, layout, parts, session_secret};

use crate::akun_parts::{device, password, past, role, when, wrong};
use crate::gate::Accounts;
use crate::manage::Whole;
use crate::own::{self, AGAIN, NEW};
use crate::pages::{cookie, with_cookie};
use crate::session::{self, Which};
use crate::{faktor_page, wajib, wajib_page};

/// The address of the page.
pub(crate) const HERE: &str = "/akun/saya";
/// Where another password is sent.
pub(crate) const PASSWORD: &str = "/akun/saya/sandi";
/// Where it is sent which sessions end.
pub(crate) const SESSIONS: &str = "/akun/saya/sesi";

/// The field of the old password.
const OLD: &str = "sandi";
/// The field of the password with which sessions are ended.
const KNOWN: &str = "sandi_sesi";

type Answer = Result<Response, Failure>;

/// The old password and the new one, twice.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    sandi: String,
    sandi_baru: String,
    sandi_ulang: String,
}

/// Which session is to end, all others where none is named; and the password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ending {
    sesi: String,
    sandi_sesi: String,
}

/// What the page is shown with.
struct View<'a> {
    /// The session that asks.
    this: Uuid,
    /// The session that was chosen to end; empty for all others.
    chosen: &'a str,
    errors: &'a [FieldError],
}

/// The session of a request of the console.
async fn mine(ctx: &Ctx, parts: &Parts) -> Result<Uuid, Problem> {
    let secret = session_secret(&parts.headers).ok_or(Problem::Unauthenticated)?;
    session::of_secret(&ctx.house, secret).await?.ok_or(Problem::Unauthenticated)
}

/// The page.
pub(crate) async fn show(State(app): State<App>, Console(ctx): Console, parts: Parts) -> Answer {
    page(&app, &ctx, &View { this: mine(&ctx, &parts).await?, chosen: "", errors: &[] }).await
}

/// Changes the password. Every session ends; this browser gets a new one.
pub(crate) async fn change(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    parts: Parts,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    let this = mine(&ctx, &parts).await?;
    let known = match app.gate.confirm(&ctx.actor, &typed.sandi, from).await {
        Ok(()) => changed(&ctx, &accounts, &typed).await,
        Err(problem) => Err(problem),
    };
    match known {
        Ok(user) => {
            let (_, secret) = session::anew(&accounts, &user, (from, &parts.headers)).await?;
            with_cookie(Redirect::to(HERE).into_response(), &cookie(&secret))
        }
        Err(problem) => {
            let errors = &told(problem, OLD)?;
            page(&app, &ctx, &View { this, chosen: "", errors }).await
        }
    }
}

/// What is said on the page of what was typed; of a password at its field.
fn told(problem: Problem, field: &str) -> Result<Vec<FieldError>, Problem> {
    match problem {
        Problem::Invalid(errors) => Ok(errors
            .into_iter()
            .map(|error| if error.field == OLD { FieldError::new(field, error.detail) } else { error })
            .collect()),
        wait @ Problem::TooMany(_) => Ok(vec![FieldError::new(field, wait.to_string())]),
        other => Err(other),
    }
}

async fn changed(ctx: &Ctx, accounts: &Accounts, typed: &Typed) -> Result<crate::entity::pengguna::Model, Problem> {
    let user = own::row(ctx).await?;
    own::differs(&typed.sandi, &typed.sandi_baru)?;
    let new = own::typed(&user, (&typed.sandi_baru, &typed.sandi_ulang))?;
    own::set(&ctx.house, accounts, (user.id, user.generasi), new).await
}

/// Ends one of the user's sessions, or all but this one, for who knows the password: a browser that was left open ends none.
pub(crate) async fn end(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    parts: Parts,
    AppForm(typed): AppForm<Ending>,
) -> Answer {
    let this = mine(&ctx, &parts).await?;
    let which = match typed.sesi.as_str() {
        "" => Which::AllBut(this),
        id => Which::One(id.parse::<Uuid>().map_err(|_| Problem::NotFound)?),
    };
    match ended((&app, &ctx, &accounts), which, (&typed.sandi_sesi, from)).await {
        Ok(()) if matches!(which, Which::One(id) if id == this) => Ok(Redirect::to("/masuk").into_response()),
        Ok(()) => page(&app, &ctx, &View { this, chosen: "", errors: &[] }).await,
        Err(problem) => {
            let errors = &told(problem, KNOWN)?;
            page(&app, &ctx, &View { this, chosen: &typed.sesi, errors }).await
        }
    }
}

async fn ended(
    (app, ctx, accounts): (&App, &Ctx, &Accounts),
    which: Which,
    (password, from): (&str, IpAddr),
) -> Result<(), Problem> {
    app.gate.confirm(&ctx.actor, password, from).await?;
    own::end(ctx, accounts, which).await
}

async fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Answer {
    let whole = own::account(ctx).await?;
    let account = &whole.account;
    let body = html! {
        div.head {
            div {
                h1 { "Akun saya" }
                p.lead { (account.name) " · " (account.login) " · " (role(&account.role)) " · " (account.office_name) }
            }
            p.acts {
                a.btn href=(faktor_page::HERE) { "Faktor kedua: " @if account.factor { "terpasang" } @else { "tidak ada" } }
                @if wajib::permitted(ctx).is_ok() { a.btn href=(wajib_page::HERE) { "Faktor kedua wajib" } }
                @if ctx.actor.may(Permission::Tasks) { a.btn href="/akun/surel" { "Ringkasan lewat surel" } }
            }
        }
        (wrong(view.errors))
        (change_form(ctx, view.errors))
        (sessions(&whole, view))
        p.hint { "Terakhir masuk: " (when(account.last)) "." }
        (past(&whole.past))
    };
    Ok(layout::page(app, ctx, "Akun saya", HERE, &body).into_response())
}

fn change_form(ctx: &Ctx, errors: &[FieldError]) -> Markup {
    let bad = |field: &str| errors.iter().any(|error| error.field == field);
    let hint = "Paling sedikit 12 huruf: tiga kata atau lebih yang tidak berkaitan, tanpa nama dan tahun.";
    html! {
        form.form method="post" action=(PASSWORD) novalidate {
            fieldset.part {
                legend { "Ganti kata sandi" }
                p.hint { "Semua sesi Anda yang lain berakhir, juga program yang memakai akun ini." }
                @if ctx.actor.may(Permission::Pemulangan) {
                    p.note.warn {
                        "Pakai meja bandara? Kirim dahulu antreannya sampai kosong. Yang tersimpan di peramban meja hanya terbuka dengan kata sandi yang "
                        "lama, dan kata sandi lama tidak berlaku lagi sesudah ini."
                    }
                }
                div.row {
                    (password(OLD, "Kata sandi sekarang", ("current-password", ""), bad(OLD)))
                    (password(NEW, "Kata sandi baru", ("new-password", hint), bad(NEW)))
                    (password(AGAIN, "Kata sandi baru, sekali lagi", ("new-password", ""), bad(AGAIN)))
                }
                button.btn.main { "Ganti kata sandi" }
            }
        }
    }
}

fn sessions(whole: &Whole, view: &View<'_>) -> Markup {
    html! {
        div.head { h2 { "Sesi saya" } }
        div.scroll {
            table.list {
                thead { tr { th { "Masuk dari" } th { "Sejak" } th { "Terakhir dipakai" } } }
                tbody {
                    @for one in &whole.sessions {
                        tr {
                            td { (device(one)) @if one.id == view.this { " " strong { "(ini)" } } }
                            td { (parts::instant(one.dibuat_pada)) }
                            td { (parts::instant(one.dipakai_pada)) }
                        }
                    }
                }
            }
        }
        @if whole.sessions.len() > 1 { (end_form(whole, view)) }
    }
}

fn end_form(whole: &Whole, view: &View<'_>) -> Markup {
    let bad = view.errors.iter().any(|error| error.field == KNOWN);
    html! {
        form.form method="post" action=(SESSIONS) novalidate {
            fieldset.part {
                legend { "Akhiri sesi" }
                div.row {
                    div.field {
                        label for="sesi" { "Sesi" }
                        select id="sesi" name="sesi" {
                            option value="" { "Semua sesi lain" }
                            @for one in whole.sessions.iter().filter(|one| one.id != view.this) {
                                option value=(one.id) selected[one.id.to_string() == view.chosen] {
                                    (device(one)) ", sejak " (parts::instant(one.dibuat_pada))
                                }
                            }
                        }
                    }
                    (password(KNOWN, "Kata sandi Anda", ("current-password", ""), bad))
                }
                button.btn.danger { "Akhiri" }
            }
        }
    }
}
