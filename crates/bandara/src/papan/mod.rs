//! The board of the day, for a big screen in the desk's room: flights and numbers, no names. Whoever passes by may read it.

mod board;
mod page;

use axum::Router;
use axum::routing::get;
use web::App;

pub use board::{Board, Flight, board};

/// The routes.
pub fn router() -> Router<App> {
    Router::new().route("/meja/papan", get(page::show))
}
