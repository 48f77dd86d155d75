//! Login for programs.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use web::{AppJson, Caller, Failure, openapi};

use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::session::{self, Use};
use crate::{login as logins, token};

/// Name and password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    username: String,
    password: String,
}

/// A refresh token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    refresh_token: String,
}

type Answer = Result<Json<Value>, Failure>;

fn tokens(accounts: &Accounts, user: &pengguna::Model, session: Uuid, refresh: &str) -> Answer {
    let access = accounts.tokens.issue(&accounts.house, user.id, session)?;
    Ok(Json(json!({
        "access_token": access, "token_type": "Bearer", "expires_in": token::LIFE, "refresh_token": refresh,
    })))
}

/// Logs a program in.
pub(crate) async fn login(
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    AppJson(given): AppJson<Credentials>,
) -> Answer {
    let house = &accounts.house;
    let user = logins::check(house, &accounts, &given.username, &given.password, from).await?;
    let (session, refresh) = session::begin(house, &user, Use::Token).await?;
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
    session::end_by_secret(&accounts.house, &given.refresh_token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds the description of these operations.
pub fn describe(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let text = json!({ "type": "string" });
    let object = |members: &[&str]| {
        let properties: Map<String, Value> = members.iter().map(|m| ((*m).to_owned(), text.clone())).collect();
        json!({ "type": "object", "additionalProperties": false, "required": members, "properties": properties })
    };
    schemas.insert("Masuk".to_owned(), object(&["username", "password"]));
    schemas.insert("Segarkan".to_owned(), object(&["refresh_token"]));
    let expiring = openapi::with(
        object(&["access_token", "token_type", "refresh_token"]),
        "required",
        json!(["access_token", "token_type", "expires_in", "refresh_token"]),
    );
    let expiring = openapi::with(expiring, "additionalProperties", json!(true));
    schemas.insert("Token".to_owned(), expiring);
    let token = json!({ "$ref": "#/components/schemas/Token" });
    for (name, body, summary, code) in [
        ("login", "Masuk", "Masuk dengan nama dan kata sandi", 200),
        ("refresh", "Segarkan", "Tukar token segar", 200),
        ("logout", "Segarkan", "Akhiri sesi", 204),
    ] {
        let operation = openapi::operation(&format!("auth-{name}"), "Masuk", summary, (code, &token));
        let schema = json!({ "$ref": format!("#/components/schemas/{body}") });
        let operation = openapi::with(
            operation,
            "requestBody",
            json!({ "required": true, "content": { "application/json": { "schema": schema } } }),
        );
        let operation = openapi::with(operation, "security", json!([]));
        paths.insert(format!("/api/v1/auth/{name}"), json!({ "post": operation }));
    }
}
