//! The outermost layer: request ids, problems as answers, security headers, limits.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, Router};
use kernel::Problem;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::auth::RequestId;
use crate::failure::{Failure, body, status};
use crate::{App, crowd, heavy, layout};

/// The most that a request body may hold, in bytes, where a route does not take files.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// The most that any request body may hold: a route that takes files raises its own limit to no more than this.
pub const UPLOAD_LIMIT: usize = 21 * 1024 * 1024;

/// What is said of a request that is larger than it may be, before any of it is read.
const TOO_LARGE: &str =
    "Yang dikirim terlalu besar, jadi tidak dibaca. Isian paling besar 1 MB, berkas lampiran paling besar 20 MB.";

const SECURITY: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Wraps the whole program.
pub fn wrap(router: Router<App>, app: &App) -> Router {
    router
        .fallback(async || Failure::from(Problem::NotFound))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn(crowd::bound))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(app.clone(), answer))
                .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
                .layer(CompressionLayer::new())
                .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_mins(1)))
                .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(30)))
                .layer(RequestBodyLimitLayer::new(UPLOAD_LIMIT)),
        )
        .with_state(app.clone())
}

/// Gives the request an id, runs it, and turns whatever failed into an answer that helps.
async fn answer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = app.house.ids.next(app.house.clock.now());
    request.extensions_mut().insert(RequestId(id));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let api = path.starts_with("/api/");
    let began = Instant::now();
    let mut response = next.run(request).await;
    if cfg!(debug_assertions)
        && response.headers().contains_key(header::CONTENT_DISPOSITION)
        && !heavy::placed(&response)
    {
        response = Failure::from(Problem::internal("a file that was made outside of web::heavy")).into_response();
    }
    if response.status().is_client_error() || response.status().is_server_error() {
        response = explain(&response, api, &method, &path, &id.to_string());
    }
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request = %id, %method, path = %route(&path), status = response.status().as_u16(), millis);
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.entry(name).or_insert(value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert("x-request-id", value);
    }
    response
}

/// A path as it may stand in a log: control characters cannot forge a line.
fn route(path: &str) -> String {
    path.chars().take(200).map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// The problem behind a failed answer, also where a library answered by itself.
fn problem_of(response: &Response) -> Failure {
    if let Some(failure) = response.extensions().get::<Failure>() {
        return failure.clone();
    }
    match response.status() {
        StatusCode::NOT_FOUND => Problem::NotFound.into(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::Malformed("Cara ini tidak berlaku di alamat ini.".to_owned()).into(),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::Malformed(TOO_LARGE.to_owned()).into(),
        StatusCode::FORBIDDEN => Problem::Malformed("Permintaan datang dari situs lain dan ditolak.".to_owned()).into(),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Problem::Busy.into(),
        code if code.is_server_error() => Problem::internal(format!("answered {code}")).into(),
        _ => Problem::Malformed("Permintaan tidak terbaca.".to_owned()).into(),
    }
}

fn explain(response: &Response, api: bool, method: &Method, path: &str, id: &str) -> Response {
    let failure = problem_of(response);
    let problem = &*failure.0;
    if let Problem::Internal(cause) = problem {
        tracing::error!(request = id, cause = %chain(cause.as_ref()), "internal failure");
    }
    // A library's own status (405, 413) says more than the problem it is told as.
    let code = if response.extensions().get::<Failure>().is_some() { status(problem) } else { response.status() };
    if matches!(problem, Problem::Unauthenticated) && !api {
        let back = if method == Method::GET && path != "/" { path } else { "" };
        return Redirect::to(&if back.is_empty() { "/masuk".to_owned() } else { format!("/masuk?kembali={back}") })
            .into_response();
    }
    let mut answer = if api {
        let mut answer = (code, Json(body(problem, code, id))).into_response();
        let kind = HeaderValue::from_static("application/problem+json; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        answer
    } else {
        (code, layout::failure(problem, code, id)).into_response()
    };
    for name in [header::ALLOW, header::WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    match problem {
        Problem::TooMany(seconds) => retry_after(&mut answer, *seconds),
        Problem::Busy => retry_after(&mut answer, 2),
        Problem::Crowded => retry_after(&mut answer, 10),
        Problem::Unauthenticated => {
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        _ => {}
    }
    answer
}

fn retry_after(answer: &mut Response<Body>, seconds: u64) {
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}

/// Whether the database answers.
///
/// # Errors
/// [`Problem::Busy`] when it does not.
pub async fn ready(State(app): State<App>) -> Result<&'static str, Failure> {
    app.house.db.ping().await?;
    Ok("siap")
}
