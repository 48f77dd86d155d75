//! Logging in at the page whose script leaves something for the desk: it comes along in a cookie, whatever the login leads to.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use kernel::Problem;
use web::{App, AppForm, Caller, Failure, titipan};

use crate::gate::Accounts;
use crate::pages::{self, Typed};

/// Logs a person in. The cookie opens nothing without a session of that name, so it need not wait for one.
pub(crate) async fn enter(
    accounts: Extension<Arc<Accounts>>,
    app: State<App>,
    caller: Caller,
    headers: HeaderMap,
    AppForm(typed): AppForm<Typed>,
) -> Result<Response, Failure> {
    let cookie = titipan::cookie(&accounts.0.house.vault, &typed.nama, &typed.titipan)?;
    let response = pages::enter(accounts, app, caller, headers, AppForm(typed)).await?;
    match cookie {
        Some(cookie) => along(response, &cookie),
        None => Ok(response),
    }
}

/// An answer with one more cookie.
pub(crate) fn along(mut response: Response, cookie: &str) -> Result<Response, Failure> {
    let value = HeaderValue::from_str(cookie).map_err(Problem::internal)?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(response)
}
