//! Problems as answers: one mapping for the whole program.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::Problem;
use serde_json::{Value, json};

/// A problem as an answer. The outermost layer turns it into problem+json or a page.
#[derive(Clone)]
pub struct Failure(pub Arc<Problem>);

/// An additional text for who is told of a problem, on a page or as JSON, as an extension of the answer.
#[derive(Clone)]
pub struct Note(pub String);

impl<P: Into<Problem>> From<P> for Failure {
    fn from(problem: P) -> Self {
        Self(Arc::new(problem.into()))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The HTTP status of a problem.
#[must_use]
pub fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Unauthenticated | Problem::CodeNeeded => StatusCode::UNAUTHORIZED,
        Problem::Forbidden(_) => StatusCode::FORBIDDEN,
        Problem::NotFound => StatusCode::NOT_FOUND,
        Problem::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::Malformed(_) | Problem::Illegible(_) => StatusCode::BAD_REQUEST,
        Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Contradicted(_) => StatusCode::CONFLICT,
        Problem::Stale => StatusCode::PRECONDITION_FAILED,
        Problem::TooMany(_) | Problem::Quota { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::Busy | Problem::Crowded | Problem::Unlogged | Problem::Unshown => StatusCode::SERVICE_UNAVAILABLE,
        Problem::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
        Problem::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The code of a problem for programs, and its title.
#[must_use]
pub fn name(problem: &Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::Unauthenticated => ("perlu-masuk", "Perlu masuk"),
        Problem::CodeNeeded => ("perlu-kode", "Perlu kode"),
        Problem::Forbidden(_) => ("tidak-berwenang", "Tidak berwenang"),
        Problem::NotFound => ("tidak-ditemukan", "Tidak ditemukan"),
        Problem::Invalid(_) => ("isian-tidak-sah", "Isian belum benar"),
        Problem::Malformed(_) | Problem::Illegible(_) => ("permintaan-rusak", "Permintaan tidak terbaca"),
        Problem::Refused { .. } => ("tahap-tidak-memungkinkan", "Belum dapat dilakukan"),
        Problem::Duplicate(_) => ("sudah-ada", "Sudah tercatat"),
        Problem::Contradicted(_) => ("bertentangan", "Nomor milik orang lain"),
        Problem::Stale => ("sudah-berubah", "Catatan sudah berubah"),
        Problem::TooMany(_) => ("terlalu-sering", "Terlalu banyak percobaan"),
        Problem::Busy => ("sedang-sibuk", "Sistem sedang sibuk"),
        Problem::NoRoom => ("ruang-habis", "Ruang penyimpanan habis"),
        Problem::Unshown => ("sudah-tersimpan", "Sudah tersimpan"),
        Problem::Unlogged => ("jejak-tidak-tercatat", "Jejak tidak tercatat"),
        Problem::Quota { .. } => ("jatah-habis", "Jatah hari ini habis"),
        Problem::Crowded => ("antrean-penuh", "Antrean penuh"),
        Problem::Internal(_) => ("kesalahan-sistem", "Kesalahan sistem"),
    }
}

/// A problem in the format of RFC 9457.
#[must_use]
pub fn body(problem: &Problem, code: StatusCode, request: &str) -> Value {
    let (kind, title) = name(problem);
    let mut body = json!({
        "type": format!("/problems/{kind}"),
        "title": title,
        "status": code.as_u16(),
        "detail": problem.to_string(),
        "instance": request,
    });
    let Some(members) = body.as_object_mut() else { return body };
    match problem {
        Problem::Invalid(errors) | Problem::Contradicted(errors) => {
            let errors =
                errors.iter().map(|e| json!({ "pointer": format!("/{}", e.field), "detail": e.detail })).collect();
            members.insert("errors".to_owned(), Value::Array(errors));
        }
        Problem::Refused { status, command, allowed, .. } => {
            members.insert("tahap".to_owned(), json!(status));
            members.insert("perintah".to_owned(), json!(command));
            members.insert("boleh".to_owned(), json!(allowed));
        }
        _ => {}
    }
    body
}
