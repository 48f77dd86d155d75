//! Accounts: offices, users and their history, roles, passwords and second factors, login, sessions and tokens; what two people agree to.

mod akun_api;
mod akun_data;
mod akun_list;
mod akun_page;
mod akun_parts;
pub mod api;
mod baru_page;
mod device;
mod ed25519;
pub mod entity;
mod event;
mod factor;
mod faktor_page;
mod faktor_parts;
mod first;
mod gate;
mod kode_page;
mod landing;
mod last;
mod login;
pub mod manage;
mod office;
mod once;
mod own;
mod pages;
mod password;
mod recent;
mod renew;
mod saya_page;
mod second;
mod session;
mod stamp;
mod strength;
pub mod surel;
mod surel_page;
mod titip;
mod token;
mod tries;
mod two_api;
mod two_page;
mod two_rule;
mod users;
mod wajib;
mod wajib_page;

pub use first::invite;
pub use gate::Accounts;
pub use office::{actor_for, seed};
pub use password::Strength;
pub use renew::renew;
pub use stamp::{Fault, adopt, audit};
pub use users::{NewUser, actor_by_password, add, add_or_reset};

use std::sync::Arc;
use web::Routes;

/// The routes of login and logout, and of accounts, for programs and for people.
pub fn router(accounts: Arc<Accounts>) -> Routes {
    Routes::new()
        .post("/api/v1/auth/login", api::login)
        .post("/api/v1/auth/refresh", api::refresh)
        .post("/api/v1/auth/logout", api::logout)
        .get("/masuk", pages::door)
        .post("/masuk", titip::enter)
        .post("/keluar", pages::leave)
        .post(baru_page::CHOOSE, baru_page::choose)
        .post(kode_page::CODE, kode_page::enter)
        .post(kode_page::SETUP, kode_page::set_up)
        .post(kode_page::KEPT, kode_page::kept)
        .get(baru_page::FIRST, baru_page::start)
        .post(baru_page::FIRST, baru_page::begin)
        .get(akun_list::HERE, akun_list::list)
        .get(akun_list::NEW, akun_list::form)
        .post(akun_list::NEW, akun_list::make)
        .get(akun_page::ONE, akun_page::show)
        .post(akun_page::ONE, akun_page::act)
        .get(saya_page::HERE, saya_page::show)
        .post(saya_page::PASSWORD, saya_page::change)
        .post(saya_page::SESSIONS, saya_page::end)
        .get(faktor_page::HERE, faktor_page::show)
        .post(faktor_page::HERE, faktor_page::act)
        .get(wajib_page::HERE, wajib_page::show)
        .post(wajib_page::HERE, wajib_page::decide)
        .merge(akun_api::router())
        .get(surel_page::HERE, surel_page::show)
        .post(surel_page::HERE, surel_page::save)
        .merge(two_api::router())
        .merge(two_page::router())
        .layer(axum::Extension(accounts))
}
