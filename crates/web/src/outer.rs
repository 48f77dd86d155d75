//! The outermost layer: request ids, problems as answers, security headers, limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::auth::{self, Known, RequestId};
use crate::failure::{Failure, Note, body, status};
use crate::kept::{Given, Whole};
use crate::logged::Asked;
use crate::{App, crowd, heavy, layout, pressed};

/// The maximum size of a request body in bytes, for routes that do not take files.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// The maximum size of any request body in bytes. Routes that take files may raise their limit up to this.
pub const UPLOAD_LIMIT: usize = 21 * 1024 * 1024;

/// The message for a request that is too large, sent before any of it is read.
const TOO_LARGE: &str =
    "Yang dikirim terlalu besar, jadi tidak dibaca. Isian paling besar 1 MB, berkas lampiran paling besar 20 MB.";

const SECURITY: [(HeaderName, HeaderValue); 8] = [
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
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), bluetooth=()",
        ),
    ),
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
                .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(pressed::worth_it)))
                .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_mins(1)))
                .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(30)))
                .layer(RequestBodyLimitLayer::new(UPLOAD_LIMIT)),
        )
        .with_state(app.clone())
}

/// Gives the request an id, runs it, and turns any failure into a helpful answer.
async fn answer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = app.house.ids.next(app.house.clock.now());
    request.extensions_mut().insert(RequestId(id));
    let (known, shown) = (Known::default(), auth::shown(request.headers()));
    request.extensions_mut().insert(known.clone());
    let asked = Asked::of(&app, &request);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let api = path.starts_with("/api/");
    let began = Instant::now();
    let patience = Patience::of(&request);
    request.extensions_mut().insert(patience.clone());
    let mut response = if without_database(&path) {
        next.run(request).await
    } else {
        tokio::select! {
            biased;
            () = app.house.pulse.lost() => Failure::from(Problem::Busy).into_response(),
            () = patience.over() => Failure::from(Problem::Busy).into_response(),
            response = next.run(request) => response,
        }
    };
    if cfg!(debug_assertions)
        && response.headers().contains_key(header::CONTENT_DISPOSITION)
        && !heavy::placed(&response)
    {
        response = Failure::from(Problem::internal("a file that was made outside of web::heavy")).into_response();
    }
    let whole = response.extensions().get::<Whole>().is_some();
    if !whole && (response.status().is_client_error() || response.status().is_server_error()) {
        response = explain(&response, api, &method, &path, &id.to_string());
    }
    if response.status().is_client_error() {
        auth::recognise(&app, &shown, &known).await;
    }
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (status, user) = (response.status(), known.login());
    let address = asked.address.map(tracing::field::display);
    let (asked, path) = (asked.method(), asked.path(status));
    tracing::info!(request = %id, method = asked, path, status = status.as_u16(), millis, user, address);
    app.answers.count(status);
    secure(&mut response, &id.to_string());
    response
}

/// Adds the headers that every answer has, where it has none of its own.
fn secure(response: &mut Response, id: &str) {
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.entry(name).or_insert(value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert("x-request-id", value);
    }
}

/// How long a request may take, so that somebody at a desk soon learns that it did not work.
const HURRY: Duration = Duration::from_secs(7);

/// Whether a request may take longer than others, up to a minute: for work or bodies that are known to take long.
#[derive(Clone)]
pub struct Patience(Arc<AtomicBool>);

impl Patience {
    fn of(request: &Request) -> Self {
        let header = |name| request.headers().get(name).and_then(|v: &HeaderValue| v.to_str().ok());
        let file = header(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("multipart/"));
        let size: usize = header(header::CONTENT_LENGTH).and_then(|text| text.parse().ok()).unwrap_or_default();
        Self(Arc::new(AtomicBool::new(file || size > BODY_LIMIT)))
    }

    /// Allows the request the longer time.
    pub fn take(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    async fn over(&self) {
        tokio::time::sleep(HURRY).await;
        if self.0.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    }
}

/// A layer for routes whose work is known to be long.
pub async fn unhurried(request: Request, next: Next) -> Response {
    if let Some(patience) = request.extensions().get::<Patience>() {
        patience.take();
    }
    next.run(request).await
}

/// Paths that are answered even while the database is away.
fn without_database(path: &str) -> bool {
    path == "/healthz" || path == "/favicon.ico" || path.starts_with("/aset/")
}

/// The problem of a failed answer, also if a library made the answer.
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
    // A library's own status (405, 413) is more precise than the problem it is mapped to.
    let code = if response.extensions().get::<Failure>().is_some() { status(problem) } else { response.status() };
    if matches!(problem, Problem::Unauthenticated) && !api {
        // The page on which something was typed is not known here: what is sent goes to addresses that are no pages.
        let door = match *method {
            Method::GET if path != "/" => format!("/masuk?kembali={path}"),
            Method::POST => "/masuk?belum=ya".to_owned(),
            _ => "/masuk".to_owned(),
        };
        return Redirect::to(&door).into_response();
    }
    let note = response.extensions().get::<Note>();
    let mut answer = if api {
        let mut told = body(problem, code, id);
        if let (Some(Note(text)), Some(members)) = (note, told.as_object_mut()) {
            members.insert("detail".to_owned(), format!("{problem} {text}").into());
        }
        let mut answer = (code, Json(told)).into_response();
        let kind = HeaderValue::from_static("application/problem+json; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        answer
    } else {
        let given = response.extensions().get::<Given>().map(|Given(kept)| kept);
        (code, layout::failure(problem, code, (id, note), given)).into_response()
    };
    for name in [header::ALLOW, header::WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    match problem {
        Problem::TooMany(seconds) | Problem::Quota { seconds, .. } => retry_after(&mut answer, *seconds),
        Problem::Busy | Problem::Unlogged | Problem::Unshown => retry_after(&mut answer, 2),
        Problem::Crowded => retry_after(&mut answer, 10),
        Problem::NoRoom => retry_after(&mut answer, 15),
        Problem::Unauthenticated | Problem::CodeNeeded => {
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
