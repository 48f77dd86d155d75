//! Words, holidays, clocks and data of offices that the office keeps itself: who added, changed or ended which, when and why. They are laid over
//! what is shipped and in force on every server a moment later (ADR 0051).

mod act;
mod api;
mod clock;
mod clock_api;
mod clock_form;
mod clock_page;
pub mod entity;
mod form;
mod heads;
mod holiday;
mod holiday_page;
pub mod needed;
mod office;
mod office_api;
mod office_page;
mod pages;
mod past;
mod shelf;
mod write;

use std::sync::Arc;

use web::Routes;

pub use api::describe;
pub use shelf::{Kinds, Rujukan};

/// The routes.
pub fn router(shelf: Arc<Rujukan>) -> Routes {
    Routes::new()
        .merge(api::router())
        .merge(pages::router())
        .merge(holiday_page::router())
        .merge(clock_api::router())
        .merge(clock_page::router())
        .merge(office_api::router())
        .merge(office_page::router())
        .layer(axum::Extension(shelf))
}
