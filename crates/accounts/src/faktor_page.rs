//! The user's own second factor: set up, taken off, new words for a lost telephone.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, FieldError, Problem, Result};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppForm, Caller, Console, Failure, layout, parts};

use crate::akun_parts::{password, wrong};
use crate::entity::pengguna;
use crate::faktor_parts::{self, Setup, code_field, unfit};
use crate::gate::Accounts;
use crate::pages::{cookie, with_cookie};
use crate::{once, own, saya_page, second, session, wajib};

/// The address of the page.
pub(crate) const HERE: &str = "/akun/saya/faktor";

/// The field of the password.
const OLD: &str = "sandi";
/// The field of the ticket.
const TICKET: &str = "tiket";

type Answer = std::result::Result<Response, Failure>;

/// What the forms of the page send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    tindakan: String,
    sandi: String,
    tiket: String,
    rahasia: String,
    kode: String,
}

/// What stands on the page beside how things are.
enum View {
    Plain,
    Setup(Setup),
    Words(Vec<String>),
}

/// The page.
pub(crate) async fn show(State(app): State<App>, Console(ctx): Console) -> Answer {
    page(&app, &ctx, &View::Plain, &[]).await
}

/// Does what was asked for. Where sessions end with it, this browser gets a new one.
pub(crate) async fn act(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    head: Parts,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    match take((&app, &ctx, &accounts), from, &typed).await {
        Ok((view, None)) => page(&app, &ctx, &view, &[]).await,
        Ok((view, Some(user))) => {
            let (_, secret) = session::anew(&accounts, &user, (from, &head.headers)).await?;
            with_cookie(page(&app, &ctx, &view, &[]).await?, &cookie(&secret))
        }
        Err(Problem::Invalid(errors)) => page(&app, &ctx, &back(&typed, &errors), &errors).await,
        Err(wait @ Problem::TooMany(_)) => {
            page(&app, &ctx, &View::Plain, &[FieldError::new(OLD, wait.to_string())]).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What was shown when something was typed that does not do.
fn back(typed: &Typed, errors: &[FieldError]) -> View {
    let late = errors.iter().any(|error| error.field == TICKET);
    if typed.tindakan == "pasang" && !late {
        View::Setup(Setup { ticket: typed.tiket.clone(), secret: typed.rahasia.clone() })
    } else {
        View::Plain
    }
}

async fn take(
    (app, ctx, accounts): (&App, &Ctx, &Accounts),
    from: IpAddr,
    typed: &Typed,
) -> Result<(View, Option<pengguna::Model>)> {
    let user = own::row(ctx).await?;
    let who = (user.id, user.generasi);
    match typed.tindakan.as_str() {
        "mulai" => {
            app.gate.confirm(&ctx.actor, &typed.sandi, from).await?;
            Ok((View::Setup(Setup::new(&ctx.house, &user)?), None))
        }
        "pasang" => {
            let shown = once::bearer(&ctx.house.vault, faktor_parts::PLACE, &typed.tiket, ctx.now());
            if shown != Some(who) {
                return Err(Problem::field(TICKET, "Waktu memasang habis. Ketik kata sandi, lalu mulai lagi."));
            }
            let setup = Setup { ticket: String::new(), secret: typed.rahasia.clone() };
            let secret = setup.opened(&ctx.house, &user)?;
            let step = secret.step(&typed.kode, ctx.now()).ok_or_else(unfit)?;
            let (user, words) = second::set(accounts, who, (&secret, step)).await?;
            Ok((View::Words(words), Some(user)))
        }
        "lepas" => {
            // Whether there must be one is told before a code is used up.
            if wajib::binds(&ctx.house, &user).await? {
                let detail = "Kantor Anda mewajibkan faktor kedua untuk peran ini, jadi tidak dapat dilepas. Ganti ponsel? Minta pengelola akun.";
                return Err(Problem::field(second::CODE, detail));
            }
            known((app, ctx, accounts), from, (typed, &user)).await?;
            Ok((View::Plain, Some(second::off(accounts, who).await?)))
        }
        "kata" => {
            known((app, ctx, accounts), from, (typed, &user)).await?;
            Ok((View::Words(second::fresh(accounts, who).await?), None))
        }
        _ => Err(Problem::field("tindakan", "Pilih salah satu tindakan di halaman ini.")),
    }
}

/// Refuses who does not know the password, or has no code.
async fn known(
    (app, ctx, accounts): (&App, &Ctx, &Accounts),
    from: IpAddr,
    (typed, user): (&Typed, &pengguna::Model),
) -> Result<()> {
    app.gate.confirm(&ctx.actor, &typed.sandi, from).await?;
    match second::enter(accounts, user, &typed.kode, from).await {
        Err(Problem::Unauthenticated) => Err(unfit().into()),
        other => other,
    }
}

async fn page(app: &App, ctx: &Ctx, view: &View, errors: &[FieldError]) -> Answer {
    let user = own::row(ctx).await?;
    let standing = second::standing(ctx, &user).await?;
    let body = html! {
        ol.crumb { li { a href=(saya_page::HERE) { "Akun saya" } } li { "Faktor kedua" } }
        div.head {
            div {
                h1 { "Faktor kedua" }
                p.lead { "Kode dari ponsel sesudah kata sandi: kata sandi yang bocor saja tidak membuka akun Anda." }
            }
        }
        @match view {
            View::Setup(setup) if standing.is_none() => {
                form.form method="post" action=(HERE) novalidate {
                    fieldset.part {
                        legend { "Pasang" }
                        (faktor_parts::setup(&ctx.house, &user, setup, errors)?)
                        button.btn.main name="tindakan" value="pasang" { "Pasang" }
                    }
                }
            }
            View::Words(words) => { (faktor_parts::words(words)) (standing_text(standing)) }
            View::Setup(_) | View::Plain => {
                (wrong(errors))
                (standing_text(standing))
                @if standing.is_some() { (change_forms(errors)) } @else { (begin_form(errors)) }
            }
        }
    };
    Ok(layout::page(app, ctx, "Faktor kedua", saya_page::HERE, &body).into_response())
}

fn standing_text(standing: Option<(chrono::DateTime<chrono::Utc>, usize)>) -> Markup {
    html! {
        @if let Some((since, words)) = standing {
            p id="keadaan" { "Terpasang sejak " (parts::instant(since)) ". Kata pemulihan yang tersisa: " (words) "." }
            @if words < 3 { p.note.warn { "Kata pemulihan hampir habis. Buat yang baru di bawah." } }
        } @else {
            p id="keadaan" { "Belum terpasang." }
        }
    }
}

fn begin_form(errors: &[FieldError]) -> Markup {
    let bad = errors.iter().any(|error| error.field == OLD);
    html! {
        form.form method="post" action=(HERE) novalidate {
            fieldset.part {
                legend { "Pasang" }
                p.hint { "Siapkan ponsel dengan aplikasi autentikator. Sesudah terpasang, semua sesi Anda yang lain berakhir." }
                (password(OLD, "Kata sandi sekarang", ("current-password", ""), bad))
                button.btn.main name="tindakan" value="mulai" { "Mulai" }
            }
        }
    }
}

fn change_forms(errors: &[FieldError]) -> Markup {
    let bad = |field: &str| errors.iter().any(|error| error.field == field);
    html! {
        form.form method="post" action=(HERE) novalidate {
            fieldset.part {
                legend { "Ubah" }
                div.row {
                    (password(OLD, "Kata sandi sekarang", ("current-password", ""), bad(OLD)))
                    (code_field("Kode, atau satu kata pemulihan", bad(second::CODE)))
                }
                p.hint { "Kata pemulihan baru menggantikan semua yang lama. Melepas mengakhiri semua sesi Anda yang lain." }
                button.btn.main name="tindakan" value="kata" { "Buat kata pemulihan baru" }
                " "
                button.btn.danger name="tindakan" value="lepas" { "Lepas faktor kedua" }
            }
        }
    }
}
