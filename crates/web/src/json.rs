//! Extractors whose refusals are problems like all others.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::Problem;
use serde::de::DeserializeOwned;

use crate::Failure;

/// A JSON body.
pub struct AppJson<T>(pub T);

/// The variables of a path.
pub struct AppPath<T>(pub T);

/// The query of an address.
pub struct AppQuery<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for AppJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(refuse(&rejection)),
        }
    }
}

fn refuse(rejection: &JsonRejection) -> Failure {
    let detail = match rejection {
        JsonRejection::MissingJsonContentType(_) => "Kirim isian sebagai JSON dengan Content-Type: application/json.",
        JsonRejection::JsonDataError(_) => "Bentuk JSON tidak sesuai. Lihat /api/v1/openapi.json.",
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
