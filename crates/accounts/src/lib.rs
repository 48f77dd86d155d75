//! Accounts: offices, users, roles, login, sessions and tokens.

pub mod api;
pub mod entity;
mod gate;
mod login;
mod office;
mod pages;
mod password;
mod session;
mod stamp;
mod strength;
mod token;
mod tries;
mod users;

pub use gate::Accounts;
pub use office::{actor_for, seed};
pub use password::Strength;
pub use stamp::{Fault, adopt, audit};
pub use users::{NewUser, actor_by_password, add, add_or_reset};

use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;
use web::App;

/// The routes of login and logout, for programs and for people.
pub fn router(accounts: Arc<Accounts>) -> Router<App> {
    Router::new()
        .route("/api/v1/auth/login", post(api::login))
        .route("/api/v1/auth/refresh", post(api::refresh))
        .route("/api/v1/auth/logout", post(api::logout))
        .route("/masuk", get(pages::door).post(pages::enter))
        .route("/keluar", post(pages::leave))
        .layer(axum::Extension(accounts))
}
