//! What the browser loads besides the pages: one stylesheet, with the shared styles and those that slices add to their routes.
//! The pages of the console have no script; the login page has the desk's, and does without (ADR 0082).

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;

use crate::Routes;

/// The address of the stylesheet.
pub const STYLESHEET: &str = "/aset/konsol.css";

/// The styles that all pages share.
pub const CSS: &str = concat!(include_str!("../assets/console.css"), include_str!("../assets/narrow.css"));
const ICON: &str = include_str!("../assets/icon.svg");

/// Adds the route of the stylesheet, with the styles of all `routes`.
pub fn styled(routes: Routes) -> Routes {
    let text = Bytes::from([&[CSS], routes.styles()].concat().concat());
    routes.get(STYLESHEET, async move || {
        ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=300")], text.clone())
    })
}

/// The icon.
pub async fn icon() -> impl IntoResponse {
    ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=86400")], ICON)
}
