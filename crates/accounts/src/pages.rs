//! Login for people.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, House, Problem};
use serde::Deserialize;
use web::layout::{self, Door};
use web::{App, AppForm, AppQuery, COOKIE_NAME, Caller, Failure, Kept, is_inside, session_secret};

use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::landing;
use crate::login::{self as logins, Entered};
use crate::{baru_page, kode_page, session};

/// Where to go after logging in.
#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    kembali: String,
    /// Anything where something was sent that is not kept.
    #[serde(default)]
    belum: String,
}

/// The login form.
#[derive(Deserialize)]
pub(crate) struct Typed {
    pub(crate) nama: String,
    sandi: String,
    #[serde(default)]
    kembali: String,
    /// As in [`Back`].
    #[serde(default)]
    belum: String,
    /// A form that the page carries, see [`Kept`].
    #[serde(default)]
    isian: String,
    /// What the page's script leaves for the desk, see [`web::titipan`]; empty without scripts.
    #[serde(default)]
    pub(crate) titipan: String,
}

/// The login page; that of the first admin, where one is waited for.
pub(crate) async fn door(Extension(accounts): Extension<Arc<Accounts>>, AppQuery(back): AppQuery<Back>) -> Response {
    if accounts.first.is_open() {
        return Redirect::to(baru_page::FIRST).into_response();
    }
    layout::door(&Door { back: &back.kembali, unsent: !back.belum.is_empty(), ..Door::default() }).into_response()
}

/// Logs a person in. Who had typed a form when the session was over gets it back.
pub(crate) async fn enter(
    Extension(accounts): Extension<Arc<Accounts>>,
    State(app): State<App>,
    Caller(from): Caller,
    headers: HeaderMap,
    AppForm(typed): AppForm<Typed>,
) -> Result<Response, Failure> {
    let house = &accounts.house;
    // What cannot be given back is refused before anything is done.
    let onward = Onward { back: &typed.kembali, carried: &typed.isian };
    onward.kept(house)?;
    let again = |error: &str| {
        let (username, back, carried) = (&typed.nama, &typed.kembali, &typed.isian);
        let unsent = !typed.belum.is_empty();
        (StatusCode::OK, layout::door(&Door { username, back, error: Some(error), unsent, carried })).into_response()
    };
    let user = match logins::enter(house, &accounts, &typed.nama, &typed.sandi, from).await {
        Ok(Entered::Whole(user)) => user,
        Ok(Entered::Once(user)) => return Ok(baru_page::asking(house, &user)?),
        Ok(Entered::Code(user)) => return Ok(kode_page::asking(house, &user, onward)?),
        Ok(Entered::Setup(user)) => return Ok(kode_page::setting_up(house, &user, onward)?),
        Err(problem) => return Ok(again(&tried(problem, "Nama pengguna atau kata sandi tidak cocok.")?)),
    };
    let_in((&app, &accounts), user, (from, &headers), onward).await
}

/// What is said of a try at the door that failed and may be made again, be it of a password or of a code; `unfit` of one that did not fit.
///
/// # Errors
/// Any other problem.
pub(crate) fn tried(problem: Problem, unfit: &str) -> Result<String, Problem> {
    match problem {
        Problem::Unauthenticated => Ok(unfit.to_owned()),
        wait @ Problem::TooMany(_) => Ok(wait.to_string()),
        other => Err(other),
    }
}

/// What a form of the door carries on, for who is in.
#[derive(Clone, Copy, Default)]
pub(crate) struct Onward<'a> {
    /// Where to go.
    pub(crate) back: &'a str,
    /// A form that was typed, see [`Kept`]; empty without one.
    pub(crate) carried: &'a str,
}

impl<'a> Onward<'a> {
    /// The form that was typed.
    pub(crate) fn kept(&self, house: &House) -> Result<Option<Kept>, Problem> {
        let carried = Some(self.carried).filter(|carried| !carried.is_empty());
        carried.map(|carried| Kept::open(&house.vault, carried)).transpose()
    }

    /// Where to go, of this house only; without such a place where the work of the role is, see [`landing::of`].
    pub(crate) fn place(&self, role: &str) -> &'a str {
        if is_inside(self.back) { self.back } else { landing::of(role) }
    }
}

/// Begins a session of the console. Who had typed a form when the session was over gets it back.
pub(crate) async fn let_in(
    (app, accounts): (&App, &Accounts),
    user: pengguna::Model,
    (from, headers): (IpAddr, &HeaderMap),
    onward: Onward<'_>,
) -> Result<Response, Failure> {
    let house = &accounts.house;
    let (kept, place) = (onward.kept(house)?, onward.place(&user.peran));
    let (id, secret) = session::anew(accounts, &user, (from, headers)).await?;
    let cookie = cookie(&secret);
    if let Some(kept) = kept {
        let ctx = Ctx::new(Arc::clone(house), accounts.actor(user, Some(id))?);
        return with_cookie(kept.page(app, &ctx).into_response(), &cookie);
    }
    with_cookie(Redirect::to(place).into_response(), &cookie)
}

/// Logs a person out.
pub(crate) async fn leave(
    Extension(accounts): Extension<Arc<Accounts>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if let Some(secret) = session_secret(&headers) {
        session::end_by_secret(&accounts, secret).await?;
    }
    let cookie = format!("{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    with_cookie(Redirect::to("/masuk").into_response(), &cookie)
}

/// The cookie of a session.
pub(crate) fn cookie(secret: &str) -> String {
    format!("{COOKIE_NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200")
}

/// An answer that sets a cookie.
pub(crate) fn with_cookie(mut response: Response, cookie: &str) -> Result<Response, Failure> {
    let value = HeaderValue::from_str(cookie).map_err(Problem::internal)?;
    response.headers_mut().insert(SET_COOKIE, value);
    Ok(response)
}
