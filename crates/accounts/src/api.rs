//! Login for programs.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::openapi::Description;
use web::{AppJson, Caller, Failure};

use crate::akun_api;
use crate::device::Device;
use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::session::{self, Use};
use crate::{login as logins, token};

/// Name and password, and a code where there is a second factor.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Masuk")]
pub struct Credentials {
    username: String,
    password: String,
    /// Hanya bila ada faktor kedua: enam angka dari ponsel, atau satu kata pemulihan. Bila kosong: 401 `/problems/perlu-kode`.
    #[serde(default)]
    kode: String,
}

/// A refresh token.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Segarkan")]
pub struct Refresh {
    refresh_token: String,
}

/// What a program is let in with.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Token", extend("additionalProperties" = true))]
pub(crate) struct Tokens {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    refresh_token: String,
}

type Answer = Result<Json<Tokens>, Failure>;

fn tokens(accounts: &Accounts, user: &pengguna::Model, session: Uuid, refresh: &str) -> Answer {
    let access_token = accounts.tokens.issue(&accounts.house, user.id, session)?;
    let refresh_token = refresh.to_owned();
    Ok(Json(Tokens { access_token, token_type: "Bearer", expires_in: token::LIFE, refresh_token }))
}

/// Logs a program in.
pub(crate) async fn login(
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    headers: HeaderMap,
    AppJson(given): AppJson<Credentials>,
) -> Answer {
    let house = &accounts.house;
    let secrets = (given.password.as_str(), given.kode.as_str());
    let user = logins::check(house, &accounts, &given.username, secrets, from).await?;
    let (session, refresh) = session::begin(house, &user, Use::Token, Device::of(from, &headers)).await?;
    tokens(&accounts, &user, session, &refresh)
}

/// Exchanges a refresh token for new tokens.
pub(crate) async fn refresh(Extension(accounts): Extension<Arc<Accounts>>, AppJson(given): AppJson<Refresh>) -> Answer {
    let (session, user, fresh) = session::rotate(&accounts, &given.refresh_token).await?;
    tokens(&accounts, &user, session, &fresh)
}

/// Ends a session.
pub(crate) async fn logout(
    Extension(accounts): Extension<Arc<Accounts>>,
    AppJson(given): AppJson<Refresh>,
) -> Result<StatusCode, Failure> {
    session::end_by_secret(&accounts, &given.refresh_token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds the description of these operations.
pub fn describe(all: &mut Description) {
    all.sent::<Credentials>();
    all.sent::<Refresh>();
    all.told::<Tokens>();
    let name = ("auth-login", "Masuk", "Masuk dengan nama dan kata sandi");
    all.post("/api/v1/auth/login", name, |one| one.takes::<Credentials>().answers::<Tokens>(200).open());
    let name = ("auth-refresh", "Masuk", "Tukar token segar");
    all.post("/api/v1/auth/refresh", name, |one| one.takes::<Refresh>().answers::<Tokens>(200).open());
    all.post("/api/v1/auth/logout", ("auth-logout", "Masuk", "Akhiri sesi"), |one| one.takes::<Refresh>().open());
    akun_api::describe(all);
    crate::two_api::describe(all);
}
