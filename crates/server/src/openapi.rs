//! The description of the whole api, and its viewer, which loads nothing from elsewhere. Both are open to who is not logged in, and why stands
//! in ADR 0085.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use kernel::reference::Reference;
use kernel::{House, Problem, Result};
use records::Registry;
use serde_json::Value;
use utoipa_swagger_ui::{Config, SwaggerUi};
use web::openapi::Description;
use web::pressed::{Pressed, press};
use web::{App, Failure, Routes};

use crate::compose::Lindung;

/// The description.
#[must_use]
pub fn document(registry: &Registry, reference: &Reference) -> Value {
    let mut all = Description::default();
    accounts::api::describe(&mut all);
    rujukan::describe(&mut all);
    people::api::describe(reference, &mut all);
    records::api::describe(registry, reference, &mut all);
    records::banyak::describe(registry, reference, &mut all);
    records::daftar::describe(registry, &mut all);
    records::surat::describe_templates(&mut all);
    cases::siskop2mi::describe(&mut all);
    cases::izin::describe(&mut all);
    pemulangan::describe(reference, &mut all);
    bandara::describe(reference, &mut all);
    jamsos::cabang::describe(&mut all);
    supply::belum_visa::describe(&mut all);
    supply::peserta::describe(&mut all);
    supply::corong::describe(&mut all);
    penempatan::rekam::describe(&mut all);
    reporting::api::describe(&mut all);
    laporan::describe(&mut all);
    pelindungan::describe(&mut all);
    web::openapi::document(reference, all)
}

/// Where the description is.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// The description, its viewer, and the operations that it shows.
pub(crate) fn router(lindung: &Lindung) -> (Router<App>, Operations) {
    let (registry, house) = (lindung.registry.clone(), Arc::clone(&lindung.house));
    let said = Arc::new(Said { registry: registry.clone(), house: Arc::clone(&house), text: Mutex::default() });
    let operations =
        Operations(Arc::new(LazyLock::new(Box::new(move || Described::of(&document(&registry, &house.reference))))));
    let viewer: Router<App> = SwaggerUi::new("/api/docs").config(Config::from(DOCUMENT)).into();
    let own = Routes::new().get(DOCUMENT, show).layer(Extension(said)).into_router();
    (viewer.merge(own).layer(from_fn_with_state(Pressed::default(), press)), operations)
}

async fn show(Extension(said): Extension<Arc<Said>>) -> Response {
    ([(CONTENT_TYPE, "application/json")], said.text()).into_response()
}

/// The description as JSON, made anew when words have changed.
struct Said {
    registry: Registry,
    house: Arc<House>,
    text: Mutex<Option<(usize, Bytes)>>,
}

impl Said {
    fn text(&self) -> Bytes {
        let (version, reference) = self.house.reference.newest();
        let mut text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        match &*text {
            Some((made, bytes)) if *made == version => bytes.clone(),
            _ => {
                let bytes = Bytes::from(document(&self.registry, reference).to_string());
                *text = Some((version, bytes.clone()));
                bytes
            }
        }
    }
}

/// What is read from the description, which no words change. It is made when it is first needed, since making it takes longer than all else at
/// start.
#[derive(Clone)]
pub(crate) struct Operations(Arc<LazyLock<Described, Box<dyn FnOnce() -> Described + Send>>>);

struct Described {
    /// Which operations ask anything of an address behind its question mark: by path as it is described, then by method.
    asking: HashMap<String, HashMap<String, bool>>,
}

impl Described {
    fn of(document: &Value) -> Self {
        let asks = |operation: &Value| {
            let parameters = operation.get("parameters").and_then(Value::as_array);
            parameters.is_some_and(|all| all.iter().any(|one| one.get("in").is_some_and(|place| place == "query")))
        };
        let methods = |item: &Value| -> HashMap<String, bool> {
            let all = item.as_object().into_iter().flatten();
            all.map(|(method, operation)| (method.to_uppercase(), asks(operation))).collect()
        };
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let asking = paths.map(|(path, item)| (path.clone(), methods(item))).collect();
        Self { asking }
    }
}

impl Operations {
    /// Refuses a parameter where none is described, and one that is named twice. Which names there are where some are
    /// described says the operation itself.
    fn refuse(&self, request: &Request) -> Result<()> {
        let (Some(path), Some(query)) = (request.extensions().get::<MatchedPath>(), request.uri().query()) else {
            return Ok(());
        };
        let Some(asks) = self.0.asking.get(path.as_str()).and_then(|methods| methods.get(request.method().as_str()))
        else {
            return Ok(());
        };
        let mut seen = HashSet::new();
        for (name, _) in form_urlencoded::parse(query.as_bytes()) {
            let short: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
            if !asks {
                return Err(Problem::Malformed(format!(
                    "Parameter {short} tidak dikenal di alamat ini. Hapus dari alamatnya."
                )));
            }
            if !seen.insert(name) {
                return Err(Problem::Malformed(format!("Parameter {short} disebut dua kali. Sebut sekali saja.")));
            }
        }
        Ok(())
    }
}

/// The viewer of the api's description draws with inline styles and images; nothing else may.
pub(crate) async fn viewer_policy(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = HeaderValue::from_static(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    );
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// Holds addresses against the description.
pub(crate) async fn described(State(operations): State<Operations>, request: Request, next: Next) -> Response {
    match operations.refuse(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => Failure::from(problem).into_response(),
    }
}
