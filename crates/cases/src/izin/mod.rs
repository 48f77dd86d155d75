//! Izin: the request of an office to see a person whom another office holds, with its reason, and the answer of that office. Until
//! it agrees nothing of the person is told, see [`people::hints`].

mod api;
mod ask;
mod audit;
pub mod decide;
pub mod entity;
mod follow;
mod kind;
pub mod lead;
mod pages;
mod status;
mod steps;
mod table;

use web::Routes;

pub use api::describe;
pub use ask::ask;
pub use audit::{Fault, audit};
pub use kind::Izin;
pub use status::Status;

/// The routes.
pub fn router() -> Routes {
    Routes::new().merge(api::router()).merge(pages::router())
}
