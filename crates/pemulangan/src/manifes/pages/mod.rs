//! The pages of a manifest.

use axum::Router;
use records::Registry;
use web::App;

pub(super) fn router(_: &Registry) -> Router<App> {
    Router::new()
}
