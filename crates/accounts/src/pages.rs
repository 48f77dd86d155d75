//! Login for people.

use std::sync::Arc;

use axum::extract::Extension;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Problem;
use serde::Deserialize;
use web::{AppForm, AppQuery, COOKIE_NAME, Caller, Failure, layout, session_secret};

use crate::gate::Accounts;
use crate::login as logins;
use crate::session::{self, Use};

/// Where to go after logging in.
#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    kembali: String,
}

/// The login form.
#[derive(Deserialize)]
pub(crate) struct Typed {
    nama: String,
    sandi: String,
    #[serde(default)]
    kembali: String,
}

/// The login page.
pub(crate) async fn door(AppQuery(back): AppQuery<Back>) -> impl IntoResponse {
    layout::door("", &back.kembali, None)
}

/// Logs a person in.
pub(crate) async fn enter(
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    AppForm(typed): AppForm<Typed>,
) -> Result<Response, Failure> {
    let house = &accounts.house;
    let user = match logins::check(house, &accounts, &typed.nama, &typed.sandi, from).await {
        Ok(user) => user,
        Err(Problem::Unauthenticated) => {
            let page = layout::door(&typed.nama, &typed.kembali, Some("Nama pengguna atau kata sandi tidak cocok."));
            return Ok((StatusCode::OK, page).into_response());
        }
        Err(Problem::TooMany(seconds)) => {
            let text = Problem::TooMany(seconds).to_string();
            return Ok((StatusCode::OK, layout::door(&typed.nama, &typed.kembali, Some(&text))).into_response());
        }
        Err(other) => return Err(other.into()),
    };
    let (_, secret) = session::begin(house, &user, Use::Console).await?;
    // Only a path of this host: an address behind two slashes would lead elsewhere, and browsers drop tabs.
    let odd = |c: char| c == '\\' || c.is_control() || c.is_whitespace();
    let inside = typed.kembali.starts_with('/') && !typed.kembali.starts_with("//") && !typed.kembali.contains(odd);
    let back = if inside { typed.kembali.as_str() } else { "/" };
    let cookie = format!("{COOKIE_NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200");
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

fn with_cookie(mut response: Response, cookie: &str) -> Result<Response, Failure> {
    let value = HeaderValue::from_str(cookie).map_err(Problem::internal)?;
    response.headers_mut().insert(SET_COOKIE, value);
    Ok(response)
}
