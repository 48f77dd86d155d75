//! The two doors: a bearer token for the api, a session cookie for the console and for the api that its pages call.

use axum::extract::FromRequestParts;
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

fn context(app: &App, parts: &Parts, actor: kernel::Actor) -> Ctx {
    let mut ctx = Ctx::new(app.house.clone(), actor);
    if let Some(RequestId(id)) = parts.extensions.get::<RequestId>() {
        ctx.request = *id;
    }
    ctx
}

/// The secret of the session cookie, if the request carries one.
#[must_use]
pub fn session_secret(parts: &Parts) -> Option<&str> {
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

/// Who knocked, whatever door the handler asks for; kept with the request, so that nobody is asked twice.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) actor: Actor,
    /// Whether it was a token that said so.
    by_token: bool,
}

impl FromRequestParts<App> for Known {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let by_token = parts.headers.contains_key(AUTHORIZATION);
        let actor = match parts.headers.get(AUTHORIZATION) {
            Some(header) => {
                let token = header.to_str().ok().and_then(|v| v.strip_prefix("Bearer "));
                app.gate.by_token(token.ok_or(Problem::Unauthenticated)?).await?
            }
            None => app.gate.by_session(session_secret(parts).ok_or(Problem::Unauthenticated)?).await?,
        };
        let known = Self { actor, by_token };
        parts.extensions.insert(known.clone());
        Ok(known)
    }
}

impl FromRequestParts<App> for Api {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Known { actor, .. } = Known::from_request_parts(parts, app).await?;
        Ok(Self(context(app, parts, actor)))
    }
}

impl FromRequestParts<App> for Console {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if let Some(Known { actor, by_token: false }) = parts.extensions.get::<Known>().cloned() {
            return Ok(Self(context(app, parts, actor)));
        }
        let secret = session_secret(parts).ok_or(Problem::Unauthenticated)?;
        let actor = app.gate.by_session(secret).await?;
        Ok(Self(context(app, parts, actor)))
    }
}
