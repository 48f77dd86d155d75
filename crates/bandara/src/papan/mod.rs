//! The board of the day, for a big screen in the desk's room: flights and numbers, no names. Whoever passes by may read it.

mod board;
mod page;

use web::Routes;

pub(crate) use board::flights;
pub use board::{Board, Flight, board};

/// The routes.
pub fn router() -> Routes {
    Routes::new().get("/meja/papan", page::show).style(include_str!("../../assets/papan.css"))
}
