//! Accounts: offices, users, roles, login, sessions and tokens.

pub mod api;
pub mod entity;
mod gate;
mod login;
mod office;
mod pages;
mod password;
mod recent;
mod session;
mod stamp;
mod strength;
pub mod surel;
mod surel_page;
mod token;
mod tries;
mod two_api;
mod two_page;
mod users;

pub use gate::Accounts;
pub use office::{actor_for, seed};
pub use password::Strength;
pub use stamp::{Fault, adopt, audit};
pub use users::{NewUser, actor_by_password, add, add_or_reset};

use std::sync::Arc;
use web::Routes;

/// The routes of login and logout, for programs and for people.
pub fn router(accounts: Arc<Accounts>) -> Routes {
    Routes::new()
        .post("/api/v1/auth/login", api::login)
        .post("/api/v1/auth/refresh", api::refresh)
        .post("/api/v1/auth/logout", api::logout)
        .get("/masuk", pages::door)
        .post("/masuk", pages::enter)
        .post("/keluar", pages::leave)
        .get(surel_page::HERE, surel_page::show)
        .post(surel_page::HERE, surel_page::save)
        .merge(two_api::router())
        .merge(two_page::router())
        .layer(axum::Extension(accounts))
}
