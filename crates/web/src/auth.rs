//! The two doors: a bearer token for the api, a session cookie for the console and for the api that its pages call.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use kernel::{Ctx, Problem};
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

impl FromRequestParts<App> for Api {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let actor = match parts.headers.get(AUTHORIZATION) {
            Some(header) => {
                let token = header.to_str().ok().and_then(|v| v.strip_prefix("Bearer "));
                app.gate.by_token(token.ok_or(Problem::Unauthenticated)?).await?
            }
            None => app.gate.by_session(session_secret(parts).ok_or(Problem::Unauthenticated)?).await?,
        };
        Ok(Self(context(app, parts, actor)))
    }
}

impl FromRequestParts<App> for Console {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let secret = session_secret(parts).ok_or(Problem::Unauthenticated)?;
        let actor = app.gate.by_session(secret).await?;
        Ok(Self(context(app, parts, actor)))
    }
}
