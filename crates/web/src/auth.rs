//! The two ways to authenticate: a bearer token for the api, and a session cookie for the console and for the api that its
//! pages call.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use kernel::{Actor, Ctx, Problem};
use uuid::Uuid;

use crate::{App, Failure};

/// The name of the session cookie. The prefix binds it to this host and to secure connections.
pub const COOKIE_NAME: &str = "__Host-lindung";

/// A request of the api, logged in: with a token, or from a page of the console with its session. A request from another
/// site never gets here with the session's cookie, see `CsrfLayer` in the composition.
pub struct Api(pub Ctx);

/// A request of the console, logged in.
pub struct Console(pub Ctx);

/// The id that the outermost layer gave the request.
#[derive(Clone, Copy)]
pub struct RequestId(pub Uuid);

/// The login name of the sender of a request, for the log; empty until it is known.
#[derive(Clone, Default)]
pub(crate) struct Known(Arc<OnceLock<String>>);

impl Known {
    pub(crate) fn login(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }

    fn is(&self, actor: &Actor) {
        if let Some(login) = &actor.login {
            // Set only once, since a request has one sender.
            let _ = self.0.set(login.clone());
        }
    }
}

/// The headers of a request that identify its sender, kept in case it is refused before authentication.
pub(crate) fn shown(headers: &HeaderMap) -> HeaderMap {
    let mut shown = HeaderMap::new();
    for name in [AUTHORIZATION, COOKIE] {
        for value in headers.get_all(&name) {
            shown.append(&name, value.clone());
        }
    }
    shown
}

/// How long to wait for the sender's name before a line of the log is written without it.
const RECOGNISING: Duration = Duration::from_secs(1);

/// Finds the sender of a request that was refused before authentication, such as one to an address that does not exist.
pub(crate) async fn recognise(app: &App, shown: &HeaderMap, known: &Known) {
    if known.login().is_none()
        && let Ok(Ok(actor)) = tokio::time::timeout(RECOGNISING, knock(app, shown)).await
    {
        known.is(&actor);
    }
}

/// Authenticates a request by token or by session.
async fn knock(app: &App, headers: &HeaderMap) -> Result<Actor, Problem> {
    match headers.get(AUTHORIZATION) {
        Some(header) => {
            let token = header.to_str().ok().and_then(|v| v.strip_prefix("Bearer "));
            app.gate.by_token(token.ok_or(Problem::Unauthenticated)?).await
        }
        None => app.gate.by_session(session_secret(headers).ok_or(Problem::Unauthenticated)?).await,
    }
}

fn context(app: &App, parts: &Parts, actor: Actor) -> Ctx {
    if let Some(known) = parts.extensions.get::<Known>() {
        known.is(&actor);
    }
    let mut ctx = Ctx::new(app.house.clone(), actor);
    if let Some(RequestId(id)) = parts.extensions.get::<RequestId>() {
        ctx.request = *id;
    }
    ctx
}

/// The secret of the session cookie, if the request carries one.
#[must_use]
pub fn session_secret(headers: &HeaderMap) -> Option<&str> {
    cookie_in(headers, COOKIE_NAME)
}

/// The value of a cookie.
pub(crate) fn cookie_in<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The authenticated sender, by either way; stored with the request, so that it is authenticated only once.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) actor: Actor,
    /// Whether it was authenticated by a token.
    by_token: bool,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        let actor = knock(app, &parts.headers).await?;
        if let Some(known) = parts.extensions.get::<Known>() {
            known.is(&actor);
        }
        let caller = Self { actor, by_token: parts.headers.contains_key(AUTHORIZATION) };
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

impl FromRequestParts<App> for Api {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Caller { actor, .. } = Caller::from_request_parts(parts, app).await?;
        Ok(Self(context(app, parts, actor)))
    }
}

impl FromRequestParts<App> for Console {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if let Some(Caller { actor, by_token: false }) = parts.extensions.get::<Caller>().cloned() {
            return Ok(Self(context(app, parts, actor)));
        }
        let secret = session_secret(&parts.headers).ok_or(Problem::Unauthenticated)?;
        let actor = app.gate.by_session(secret).await?;
        Ok(Self(context(app, parts, actor)))
    }
}
