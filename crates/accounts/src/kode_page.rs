//! The pages between the password and the session: the code of the telephone, and the setting up where the office asks for it. Who is here
//! has no session and can do nothing else.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{FieldError, House, PenggunaId, Result, Role};
use maud::{Markup, html};
use sea_orm::EntityTrait;
use serde::Deserialize;
use web::layout::{self, Door};
use web::{App, AppForm, Caller, Console, Failure};

use crate::akun_parts::wrong;
use crate::entity::pengguna;
use crate::faktor_parts::{self, Setup, code_field, unfit};
use crate::gate::Accounts;
use crate::pages::{Onward, cookie, let_in, tried, with_cookie};
use crate::{once, second, session};

/// Where a code is sent.
pub(crate) const CODE: &str = "/masuk/kode";
/// Where the first code of a new factor is sent.
pub(crate) const SETUP: &str = "/masuk/faktor";
/// Where a form that was typed before is given back.
pub(crate) const KEPT: &str = "/masuk/isian";
/// The place of tickets to the form for a code.
const PLACE: &str = "masuk.kode";

type Answer = std::result::Result<Response, Failure>;

/// What the forms of these pages send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    tiket: String,
    rahasia: String,
    kode: String,
    kembali: String,
    isian: String,
}

impl Typed {
    fn onward(&self) -> Onward<'_> {
        Onward { back: &self.kembali, carried: &self.isian }
    }
}

/// The form that asks who has given the password for a code.
pub(crate) fn asking(house: &House, user: &pengguna::Model, onward: Onward<'_>) -> Result<Response> {
    let ticket = once::ticket(&house.vault, PLACE, (user.id, user.generasi), house.clock.now())?;
    Ok(code_page(&user.nama_masuk, &ticket, onward, &[]))
}

/// The page on which who has given the password sets a factor up.
pub(crate) fn setting_up(house: &House, user: &pengguna::Model, onward: Onward<'_>) -> Result<Response> {
    setup_page(house, user, &Setup::new(house, user)?, (onward, &[]))
}

/// The user of a ticket, if it is good for a place.
async fn bearer(house: &House, place: &str, ticket: &str) -> Result<Option<pengguna::Model>> {
    let Some((id, generation)) = once::bearer(&house.vault, place, ticket, house.clock.now()) else { return Ok(None) };
    let user = one(house, id).await?;
    Ok(user.filter(|user| user.aktif && user.generasi == generation))
}

async fn one(house: &House, id: PenggunaId) -> Result<Option<pengguna::Model>> {
    Ok(pengguna::Entity::find_by_id(id).one(&house.db).await?)
}

/// Takes a code, or a word in its place, and lets its owner in.
pub(crate) async fn enter(
    Extension(accounts): Extension<Arc<Accounts>>,
    State(app): State<App>,
    Caller(from): Caller,
    headers: HeaderMap,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    let house = &accounts.house;
    let Some(user) = bearer(house, PLACE, &typed.tiket).await? else {
        return Ok(late(typed.onward()));
    };
    let again = |error: FieldError| code_page(&user.nama_masuk, &typed.tiket, typed.onward(), &[error]);
    if let Err(problem) = second::enter(&accounts, &user, &typed.kode, from).await {
        return Ok(again(FieldError::new(second::CODE, tried(problem, &unfit().detail)?)));
    }
    let_in((&app, &accounts), user, (from, &headers), typed.onward()).await
}

/// Takes the first code of a new factor, tells the words, and lets its owner in.
pub(crate) async fn set_up(
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    headers: HeaderMap,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    let house = &accounts.house;
    let Some(user) = bearer(house, faktor_parts::PLACE, &typed.tiket).await? else {
        return Ok(late(typed.onward()));
    };
    let setup = Setup { ticket: typed.tiket.clone(), secret: typed.rahasia.clone() };
    let secret = setup.opened(house, &user)?;
    let Some(step) = secret.step(&typed.kode, house.clock.now()) else {
        return Ok(setup_page(house, &user, &setup, (typed.onward(), &[unfit()]))?);
    };
    // The words are told once, so that little may fail after them.
    second::welcome(&accounts, &user, from).await?;
    let (user, words) = second::set(&accounts, (user.id, user.generasi), (&secret, step)).await?;
    let (_, secret) = session::anew(&accounts, &user, (from, &headers)).await?;
    with_cookie(words_page(&words, typed.onward()), &cookie(&secret))
}

/// Gives a form back that was typed when the session before was over.
pub(crate) async fn kept(State(app): State<App>, Console(ctx): Console, AppForm(typed): AppForm<Typed>) -> Answer {
    let onward = typed.onward();
    let kept = onward.kept(&ctx.house)?;
    let place = onward.place(ctx.actor.role.map_or("", Role::code));
    Ok(kept.map_or_else(|| Redirect::to(place).into_response(), |kept| kept.page(&app, &ctx).into_response()))
}

/// The login page, for who took too long; what was typed before is carried on.
fn late(onward: Onward<'_>) -> Response {
    let error = Some("Waktu mengetik kode habis, atau akun ini baru diubah. Masuk lagi dari awal.");
    let Onward { back, carried } = onward;
    layout::door(&Door { back, carried, error, ..Door::default() }).into_response()
}

fn carrying(onward: Onward<'_>) -> Markup {
    html! {
        input type="hidden" name="kembali" value=(onward.back);
        input type="hidden" name="isian" value=(onward.carried);
    }
}

fn code_page(login: &str, ticket: &str, onward: Onward<'_>, errors: &[FieldError]) -> Response {
    let body = html! {
        form method="post" action=(CODE) novalidate {
            h1 { "Kode dari ponsel" }
            p { "Kata sandi " strong { (login) } " cocok. Ketik enam angka yang sekarang tampil di aplikasi autentikator." }
            (wrong(errors))
            input type="hidden" name="tiket" value=(ticket);
            (carrying(onward))
            (code_field("Kode, atau satu kata pemulihan", !errors.is_empty()))
            button.btn.main { "Masuk" }
            p.hint { "Ponsel dan kata pemulihan hilang? Minta pengelola akun melepas faktor kedua." }
            p { a href="/masuk" { "Masuk dengan nama lain" } }
        }
    };
    layout::doorway("Kode dari ponsel", &body).into_response()
}

fn setup_page(
    house: &House,
    user: &pengguna::Model,
    setup: &Setup,
    (onward, errors): (Onward<'_>, &[FieldError]),
) -> Result<Response> {
    let body = html! {
        form method="post" action=(SETUP) novalidate {
            h1 { "Pasang faktor kedua" }
            p { "Kantor Anda mewajibkan kode dari ponsel untuk peran yang membuka data pribadi atau mengelola akun. Pasang sekarang untuk masuk." }
            (faktor_parts::setup(house, user, setup, errors)?)
            (carrying(onward))
            button.btn.main { "Pasang dan masuk" }
            p { a href="/masuk" { "Masuk dengan nama lain" } }
        }
    };
    Ok(layout::doorway("Pasang faktor kedua", &body).into_response())
}

fn words_page(words: &[String], onward: Onward<'_>) -> Response {
    let body = html! {
        form method="post" action=(KEPT) novalidate {
            h1 { "Faktor kedua terpasang" }
            (faktor_parts::words(words))
            (carrying(onward))
            button.btn.main { "Sudah disimpan, lanjut" }
        }
    };
    layout::doorway("Kata pemulihan", &body).into_response()
}
