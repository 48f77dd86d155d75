//! The HTTP and HTML that slices share: authentication, problems as answers, the look of the console.

mod app;
mod assets;
mod auth;
mod cell;
mod crowd;
mod failure;
pub mod heavy;
mod json;
mod kept;
pub mod layout;
mod logged;
pub mod members;
mod multipart;
pub mod openapi;
pub mod outer;
pub mod paging;
pub mod parts;
pub mod pressed;
mod proxies;
mod room;
mod routes;
mod saved;
mod sent;
pub mod serve;
pub mod sheet;
mod strict;
pub mod titipan;

pub use app::{App, Directory, Gate, Label, Mark, MenuGroup, MenuItem};
pub use assets::{CSS, STYLESHEET, styled};
pub use auth::{Api, COOKIE_NAME, Console, session_secret};
pub use failure::{Failure, Note};
pub use json::{AppForm, AppJson, AppPath, AppQuery, MaybeJson, Members, Nothing, PiecewiseJson};
pub use kept::{Kept, is_inside, keep, unhex};
pub use logged::Answers;
pub use multipart::{legible_part, legible_text};
pub use proxies::{Caller, Proxies, counted};
pub use routes::Routes;
pub use saved::{Media, saved};

/// The routes of the shared parts: the icon, and whether the process runs.
pub fn router() -> Routes {
    Routes::new().get("/favicon.ico", assets::icon).get("/healthz", async || "ok")
}
