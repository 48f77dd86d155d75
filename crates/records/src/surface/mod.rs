//! Shared parts of the api and the pages.

pub(crate) mod body;
pub(crate) mod file;
pub(crate) mod form;
pub(crate) mod schema;
pub(crate) mod timeline;

use std::collections::HashMap;

use axum::http::{HeaderMap, header};
use kernel::form::pattern::{UUID_7, VERSION};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result, Stage};
use maud::{Markup, html};
use uuid::Uuid;
use web::{AppJson, Failure, parts};

use crate::{AnyKind, Head};

/// The kind that a route serves.
#[derive(Clone, Copy)]
pub(crate) struct This(pub &'static dyn AnyKind);

/// A body whose errors are only reported after it is known that the actor may see the record.
pub(crate) type Said<T> = Result<AppJson<T>, Failure>;

/// Evaluates a request about a record. If the actor may not see the record, the answer is "not found", whatever the request.
///
/// # Errors
/// [`Problem::NotFound`], else the error of the request.
pub(crate) async fn found<T>(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    id: CatatanId,
    asked: Result<T, Failure>,
) -> Result<T, Failure> {
    if asked.is_err() {
        kind.head(ctx, id).await?;
    }
    asked
}

/// The version that the client has read.
///
/// # Errors
/// [`Problem::Malformed`] if it is not given.
pub(crate) fn version(headers: &HeaderMap) -> Result<i64> {
    let seen = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()).filter(|v| VERSION.matches(v));
    seen.and_then(|v| v.trim_matches('"').parse().ok())
        .ok_or_else(|| Problem::Malformed("Sertakan If-Match dengan ETag catatan yang Anda baca.".to_owned()))
}

/// Errors by field, for callers that look one up.
pub(crate) fn by_field(errors: &[FieldError]) -> HashMap<&str, &FieldError> {
    errors.iter().map(|error| (error.field.as_str(), error)).collect()
}

/// A new id of the client must be of version 7, so that records sort by when they were made.
///
/// # Errors
/// A [`FieldError`] that says so.
pub fn own_id(text: &str) -> Result<Uuid, FieldError> {
    let id = Some(text).filter(|text| UUID_7.matches(text)).and_then(|text| text.parse().ok());
    id.ok_or_else(|| FieldError::new("id", "Tulis UUID versi 7, atau kosongkan."))
}

/// The status, and that the record was withdrawn, if it was.
pub(crate) fn badges(status: &str, stage: Stage, head: &Head) -> Markup {
    html! {
        (parts::badge(status, stage))
        @if head.withdrawn.is_some() { " " (parts::badge("dibatalkan", Stage::Dropped)) }
    }
}
