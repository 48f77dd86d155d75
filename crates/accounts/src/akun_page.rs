//! One account in the console: what it is, what it has open, what was done to it, and what can be done.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, FieldError, Problem};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;
use web::{App, AppForm, AppPath, Console, Failure, layout, parts};

use crate::akun_list::HERE;
use crate::akun_parts::{device, line, offices, past, role, roles, state, when, wrong};
use crate::gate::Accounts;
use crate::manage::{self, ACCOUNT, WHY, Whole, Word};

/// The address of an account.
pub(crate) const ONE: &str = "/akun/{akun}";

type Answer = Result<Response, Failure>;

/// What is asked for, and why.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    tindakan: String,
    alasan: String,
    peran: String,
    kantor: String,
    sesi: String,
}

/// What stands on the page beside the account.
struct View<'a> {
    whole: &'a Whole,
    typed: &'a Typed,
    errors: &'a [FieldError],
    word: Option<&'a Word>,
}

/// The page.
pub(crate) async fn show(State(app): State<App>, Console(ctx): Console, AppPath(which): AppPath<String>) -> Answer {
    let whole = manage::one(&ctx, &which).await?;
    let typed = Typed::default();
    Ok(page(&app, &ctx, &View { whole: &whole, typed: &typed, errors: &[], word: None }))
}

/// The page of an account with the one-time word that it was just given: it is told once.
pub(crate) async fn told(app: &App, ctx: &Ctx, word: &Word) -> Answer {
    let whole = manage::one(ctx, &word.id.to_string()).await?;
    let typed = Typed::default();
    Ok(page(app, ctx, &View { whole: &whole, typed: &typed, errors: &[], word: Some(word) }))
}

/// Does what was asked for.
pub(crate) async fn act(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(accounts): Extension<Arc<Accounts>>,
    AppPath(which): AppPath<String>,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    match take(&ctx, &accounts, &which, &typed).await {
        Ok(Some(word)) => told(&app, &ctx, &word).await,
        Ok(None) => {
            let whole = manage::one(&ctx, &which).await?;
            Ok(Redirect::to(&format!("{HERE}/{}", whole.account.id)).into_response())
        }
        Err(Problem::Invalid(errors)) => {
            let whole = manage::one(&ctx, &which).await?;
            Ok(page(&app, &ctx, &View { whole: &whole, typed: &typed, errors: &errors, word: None }))
        }
        Err(other) => Err(other.into()),
    }
}

async fn take(ctx: &Ctx, accounts: &Accounts, which: &str, typed: &Typed) -> Result<Option<Word>, Problem> {
    let why = typed.alasan.as_str();
    match typed.tindakan.as_str() {
        "matikan" => manage::disable(ctx, accounts, which, why).await?,
        "hidupkan" => manage::enable(ctx, accounts, which, why).await?,
        "peran" => manage::role(ctx, accounts, which, (&typed.peran, why)).await?,
        "kantor" => manage::office(ctx, accounts, which, (&typed.kantor, why)).await?,
        "sandi" => return Ok(Some(manage::word(ctx, accounts, which, why).await?)),
        "faktor" => return Ok(Some(manage::factor_off(ctx, accounts, which, why).await?)),
        "sesi" => {
            // What is no id ends nothing rather than all.
            let one = if typed.sesi.is_empty() {
                None
            } else {
                Some(typed.sesi.parse::<Uuid>().map_err(|_| Problem::NotFound)?)
            };
            manage::end(ctx, accounts, which, (one, why)).await?;
        }
        _ => {
            manage::one(ctx, which).await?;
            return Err(Problem::field(ACCOUNT, "Pilih salah satu tindakan di halaman ini."));
        }
    }
    Ok(None)
}

fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Response {
    let account = &view.whole.account;
    let here = format!("{HERE}/{}", account.id);
    let failed = account.failed.to_string();
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Akun" } } li { (account.login) } }
        div.head { div { h1 { (account.name) } p.lead { (account.login) " · " (state(account, ctx.now())) } } }
        (wrong(view.errors))
        @if let Some(word) = view.word { (once(word)) }
        dl.fields {
            div { dt { "Peran" } dd { (role(&account.role)) } }
            div { dt { "Kantor" } dd { (account.office_name) } }
            div { dt { "Faktor kedua" } dd { @if account.factor { "Terpasang" } @else { "Tidak ada" } } }
            div { dt { "Terakhir masuk" } dd { (when(account.last)) } }
            div { dt { "Gagal masuk sejak itu" } dd { (failed) } }
            @if let Some(until) = account.word_until { div { dt { "Kata sekali pakai sampai" } dd { (parts::instant(until)) } } }
        }
        (sessions(&here, view))
        (acts(ctx, &here, view))
        (past(&view.whole.past))
    };
    layout::page(app, ctx, &account.name, HERE, &body).into_response()
}

fn once(word: &Word) -> Markup {
    html! {
        div.note.ok role="status" {
            p { "Kata sekali pakai untuk " strong { (word.login) } ": " code id="kata" { (word.word) } }
            p {
                "Hanya ditampilkan sekarang, berlaku sampai " (parts::instant(word.until)) ". Serahkan langsung kepada orangnya, jangan lewat surel "
                "atau grup. Saat masuk, orang itu memilih kata sandi sendiri, dan kata ini mati."
            }
        }
    }
}

/// The field of a reason in the form of an action.
fn why(act: &str, view: &View<'_>) -> Markup {
    let mine = view.typed.tindakan == act;
    let bad = mine && view.errors.iter().any(|error| error.field == WHY);
    let typed = if mine { view.typed.alasan.as_str() } else { "" };
    line((&format!("{act}-alasan"), WHY), "Alasan", (typed, bad), "Tercatat di riwayat bersama nama Anda.")
}

fn form(here: &str, (act, title, button): (&str, &str, &str), inner: &Markup, view: &View<'_>) -> Markup {
    let class = if act == "matikan" { "btn danger" } else { "btn" };
    html! {
        form.form method="post" action=(here) novalidate {
            input type="hidden" name="tindakan" value=(act);
            fieldset.part {
                legend { (title) }
                div.row { (inner) (why(act, view)) }
                button class=(class) { (button) }
            }
        }
    }
}

fn sessions(here: &str, view: &View<'_>) -> Markup {
    let all = &view.whole.sessions;
    html! {
        div.head { h2 { "Sesi" } }
        @if all.is_empty() { p.empty { "Tidak ada sesi yang terbuka." } } @else {
            div.scroll {
                table.list {
                    thead { tr { th { "Masuk dari" } th { "Sejak" } th { "Terakhir dipakai" } } }
                    tbody {
                        @for one in all {
                            tr {
                                td { (device(one)) }
                                td { (parts::instant(one.dibuat_pada)) }
                                td { (parts::instant(one.dipakai_pada)) }
                            }
                        }
                    }
                }
            }
            (form(here, ("sesi", "Akhiri sesi", "Akhiri"), &choice(view), view))
        }
    }
}

fn choice(view: &View<'_>) -> Markup {
    html! {
        div.field {
            label for="sesi" { "Sesi" }
            select id="sesi" name="sesi" {
                option value="" { "Semua" }
                @for one in &view.whole.sessions {
                    option value=(one.id) { (device(one)) ", sejak " (parts::instant(one.dibuat_pada)) }
                }
            }
        }
    }
}

fn acts(ctx: &Ctx, here: &str, view: &View<'_>) -> Markup {
    let account = &view.whole.account;
    let none = html! {};
    let role = html! { div.field { label for="peran" { "Peran" } (roles("peran", &account.role, "— pilih —")) } };
    let office =
        html! { div.field { label for="kantor" { "Kantor" } (offices(ctx, "kantor", &account.office, "— pilih —")) } };
    html! {
        div.head { h2 { "Yang dapat dilakukan" } }
        @if ctx.actor.user == Some(account.id) {
            p.note {
                "Ini akun Anda sendiri: peran, kantor dan keaktifannya diubah oleh pengelola akun lain. Kata sandi dan sesi Anda ada di "
                a href="/akun/saya" { "Akun saya" } "."
            }
        } @else if account.active {
            p.hint { "Setiap tindakan di bawah mengakhiri semua sesi akun ini di semua server dalam satu detik, juga di meja bandara." }
            (form(here, ("sandi", "Kata sandi lupa atau bocor", "Buat kata sekali pakai"), &none, view))
            @if account.factor { (form(here, ("faktor", "Ponsel hilang", "Lepas faktor kedua"), &none, view)) }
            (form(here, ("peran", "Peran", "Ubah peran"), &role, view))
            (form(here, ("kantor", "Kantor", "Pindahkan"), &office, view))
            (form(here, ("matikan", "Keluar dari kantor", "Matikan akun"), &none, view))
        } @else {
            (form(here, ("hidupkan", "Kembali bekerja", "Hidupkan akun"), &none, view))
        }
    }
}
