//! Extractors whose refusals are problems like all others.

use axum::Json;
use axum::body::HttpBody;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::Problem;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::Failure;
use crate::strict::Once;

/// A JSON body.
pub struct AppJson<T>(pub T);

/// The variables of a path.
pub struct AppPath<T>(pub T);

/// The query of an address.
pub struct AppQuery<T>(pub T);

/// A JSON body that may be left out: nothing is then said.
pub struct MaybeJson<T>(pub T);

/// The body of an operation that asks for nothing.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// An object inside a body, read by its members' names and never by their order.
#[derive(Debug)]
pub struct Members<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Members<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::<String, Value>::deserialize(deserializer)?;
        serde_json::from_value(Value::Object(members)).map(Self).map_err(D::Error::custom)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for AppJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match Json::<Once>::from_request(request, state).await {
            Ok(Json(Once(Value::Object(members)))) => {
                let read = serde_json::from_value(Value::Object(members));
                read.map(Self).map_err(|_| Problem::Malformed(SHAPE.to_owned()).into())
            }
            Ok(_) => Err(Problem::Malformed(SHAPE.to_owned()).into()),
            Err(rejection) => Err(refuse(&rejection)),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for MaybeJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if request.body().size_hint().exact() == Some(0) {
            return Ok(Self(T::default()));
        }
        AppJson::from_request(request, state).await.map(|AppJson(said)| Self(said))
    }
}

const SHAPE: &str = "Bentuk JSON tidak sesuai, atau ada isian yang disebut dua kali. Lihat /api/v1/openapi.json.";

fn refuse(rejection: &JsonRejection) -> Failure {
    let detail = match rejection {
        JsonRejection::MissingJsonContentType(_) => "Kirim isian sebagai JSON dengan Content-Type: application/json.",
        JsonRejection::JsonDataError(_) => SHAPE,
        JsonRejection::JsonSyntaxError(_) => "JSON tidak terbaca.",
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => "Isian terlalu besar.",
        _ => "Isian tidak terbaca sampai selesai. Kirim ulang.",
    };
    Problem::Malformed(detail.to_owned()).into()
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for AppPath<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let found: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, state).await;
        found.map(|Path(value)| Self(value)).map_err(|_| Problem::NotFound.into())
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for AppQuery<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let found: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        found
            .map(|Query(value)| Self(value))
            .map_err(|_| Problem::Malformed("Parameter alamat tidak dikenal atau tidak terbaca.".to_owned()).into())
    }
}
