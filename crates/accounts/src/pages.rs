//! Login for people.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, Problem};
use serde::Deserialize;
use web::layout::{self, Door};
use web::{App, AppForm, AppQuery, COOKIE_NAME, Caller, Failure, Kept, is_inside, session_secret};

use crate::baru_page;
use crate::device::Device;
use crate::gate::Accounts;
use crate::landing;
use crate::login::{self as logins, Entered};
use crate::session::{self, Use};

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
    let carried = Some(typed.isian.as_str()).filter(|carried| !carried.is_empty());
    let kept = carried.map(|carried| Kept::open(&house.vault, carried)).transpose()?;
    let again = |error: &str| {
        let (username, back, carried) = (&typed.nama, &typed.kembali, &typed.isian);
        let unsent = !typed.belum.is_empty();
        (StatusCode::OK, layout::door(&Door { username, back, error: Some(error), unsent, carried })).into_response()
    };
    let user = match logins::enter(house, &accounts, &typed.nama, &typed.sandi, from).await {
        Ok(Entered::Whole(user)) => user,
        Ok(Entered::Once(user)) => return Ok(baru_page::asking(house, &user)?),
        Err(Problem::Unauthenticated) => return Ok(again("Nama pengguna atau kata sandi tidak cocok.")),
        Err(Problem::TooMany(seconds)) => return Ok(again(&Problem::TooMany(seconds).to_string())),
        Err(other) => return Err(other.into()),
    };
    let (_, secret) = session::begin(house, &user, Use::Console, Device::of(from, &headers)).await?;
    let (cookie, first) = (cookie(&secret), landing::of(&user.peran));
    if let Some(kept) = kept {
        let ctx = Ctx::new(Arc::clone(house), accounts.actor(user)?);
        return with_cookie(kept.page(&app, &ctx).into_response(), &cookie);
    }
    let back = if is_inside(&typed.kembali) { typed.kembali.as_str() } else { first };
    with_cookie(Redirect::to(back).into_response(), &cookie)
}

/// Logs a person out.
pub(crate) async fn leave(Extension(accounts): Extension<Arc<Accounts>>, parts: Parts) -> Result<Response, Failure> {
    if let Some(secret) = session_secret(&parts) {
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
