//! What the slices share of HTTP and HTML: login at the door, problems as answers, the look of the console.

mod app;
mod assets;
mod auth;
mod crowd;
mod failure;
pub mod heavy;
mod json;
pub mod layout;
pub mod members;
pub mod openapi;
pub mod outer;
pub mod paging;
pub mod parts;
mod proxies;
mod room;
pub mod serve;
pub mod sheet;
mod strict;

pub use app::{App, Directory, Gate, Label, MenuGroup, MenuItem};
pub use assets::CSS;
pub use auth::{Api, COOKIE_NAME, Console, session_secret};
pub use failure::{Failure, Note};
pub use json::{AppForm, AppJson, AppPath, AppQuery, MaybeJson, Members, Nothing, PiecewiseJson};
pub use proxies::{Caller, Proxies, counted};

use axum::Router;
use axum::routing::get;

/// The routes of the shared parts: the stylesheet and the health checks.
pub fn router() -> Router<App> {
    Router::new()
        .route(assets::STYLESHEET, get(assets::stylesheet))
        .route("/favicon.ico", get(assets::icon))
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(outer::ready))
}
