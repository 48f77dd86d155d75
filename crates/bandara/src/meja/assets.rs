//! What the browser keeps of the desk: page, style, scripts and vocabularies. None of it holds anything of anybody.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Extension;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::reference::Reference;
use kernel::{House, Problem, vault};
use web::{AppPath, Failure};

use super::{page, words};

const SCRIPTS: [(&str, &str); 27] = [
    ("aside.js", include_str!("../../assets/meja/aside.js")),
    ("bar.js", include_str!("../../assets/meja/bar.js")),
    ("carry.js", include_str!("../../assets/meja/carry.js")),
    ("check.js", include_str!("../../assets/meja/check.js")),
    ("desk.js", include_str!("../../assets/meja/desk.js")),
    ("dom.js", include_str!("../../assets/meja/dom.js")),
    ("entered.js", include_str!("../../assets/meja/entered.js")),
    ("door.js", include_str!("../../assets/meja/door.js")),
    ("entries.js", include_str!("../../assets/meja/entries.js")),
    ("entrusted.js", include_str!("../../assets/meja/entrusted.js")),
    ("form.js", include_str!("../../assets/meja/form.js")),
    ("keys.js", include_str!("../../assets/meja/keys.js")),
    ("leaving.js", include_str!("../../assets/meja/leaving.js")),
    ("likely.js", include_str!("../../assets/meja/likely.js")),
    ("line.js", include_str!("../../assets/meja/line.js")),
    ("manifest.js", include_str!("../../assets/meja/manifest.js")),
    ("masuk.js", include_str!("../../assets/meja/masuk.js")),
    ("mrz.js", include_str!("../../assets/meja/mrz.js")),
    ("once.js", include_str!("../../assets/meja/once.js")),
    ("passport.js", include_str!("../../assets/meja/passport.js")),
    ("queue.js", include_str!("../../assets/meja/queue.js")),
    ("recording.js", include_str!("../../assets/meja/recording.js")),
    ("room.js", include_str!("../../assets/meja/room.js")),
    ("shift.js", include_str!("../../assets/meja/shift.js")),
    ("store.js", include_str!("../../assets/meja/store.js")),
    ("uuid.js", include_str!("../../assets/meja/uuid.js")),
    ("wire.js", include_str!("../../assets/meja/wire.js")),
];
const WORDS_JS: &str = include_str!("../../assets/meja/words.js");
const WORKER: &str = include_str!("../../assets/meja/sw.js");
const WORKER_NAME: &str = "sw.js";
const STYLE: &str = include_str!("../../assets/meja/desk.css");

/// Where the page lies.
pub(super) const HOME: &str = "/meja/";
/// The address of the stylesheet.
pub(super) const STYLESHEET: &str = "/meja/desk.css";
/// The address of the first script.
pub(super) const SCRIPT: &str = "/meja/desk.js";

/// The files as they are served, by name; the page has none.
type Files = Vec<(&'static str, &'static str, String)>;

fn files(reference: &Reference) -> Files {
    const JS: &str = "text/javascript; charset=utf-8";
    let style = [web::CSS, STYLE].concat();
    let mut files = vec![
        ("", "text/html; charset=utf-8", page::shell(reference).into_string()),
        ("desk.css", "text/css; charset=utf-8", style),
        ("kamus.json", "application/json", words::all(reference).to_string()),
        ("words.js", JS, WORDS_JS.to_owned()),
    ];
    files.extend(SCRIPTS.map(|(name, text)| (name, JS, text.to_owned())));
    let worker = worker(&files);
    files.push((WORKER_NAME, JS, worker));
    files
}

/// The files, made anew when words have changed. Browsers fetch them then, since the worker is another one.
#[derive(Clone)]
pub(super) struct Kept {
    house: Arc<House>,
    made: Arc<Mutex<(usize, Arc<Files>)>>,
}

impl Kept {
    pub(super) fn new(house: &Arc<House>) -> Self {
        let (version, reference) = house.reference.newest();
        let made = Arc::new(Mutex::new((version, Arc::new(files(reference)))));
        Self { house: Arc::clone(house), made }
    }

    fn files(&self) -> Arc<Files> {
        let (version, reference) = self.house.reference.newest();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.0 != version {
            *made = (version, Arc::new(files(reference)));
        }
        Arc::clone(&made.1)
    }

    fn find(&self, name: &str) -> Result<Response, Failure> {
        let files = self.files();
        let asset = files.iter().find(|(own, ..)| *own == name);
        let (_, kind, text) = asset.ok_or(Problem::NotFound)?;
        // The worker keeps them; what it is asked for itself must be the newest, or no update would ever arrive.
        let headers = [(CONTENT_TYPE, *kind), (CACHE_CONTROL, "no-cache")];
        let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
        let mut response = (headers, text.clone()).into_response();
        if name == WORKER_NAME {
            // It reaches the first page too, which leads to the desk where no server answers.
            response.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/"));
        }
        Ok(response)
    }
}

/// The service worker, which names all files and the fingerprint of what is in them: other content is another worker.
fn worker(files: &[(&str, &str, String)]) -> String {
    let whole: String = files.iter().flat_map(|(name, _, text)| [name, text.as_str()]).collect();
    let print = vault::fingerprint(whole.as_bytes());
    let own = files.iter().map(|(name, ..)| [HOME, name].concat());
    let names: Vec<String> = own.chain(["/favicon.ico".to_owned()]).collect();
    let names = serde_json::json!(names);
    format!("const NAME = \"lindung-meja-{}\";\nconst FILES = {names};\n{WORKER}", print.get(..16).unwrap_or_default())
}

pub(super) async fn page(Extension(kept): Extension<Kept>) -> Result<Response, Failure> {
    kept.find("")
}

pub(super) async fn file(
    Extension(kept): Extension<Kept>,
    AppPath(name): AppPath<String>,
) -> Result<Response, Failure> {
    kept.find(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_that_another_names_is_served_and_kept() {
        let kept = files(&Reference::embedded().unwrap());
        let worker = &kept.iter().find(|(name, ..)| *name == "sw.js").unwrap().2;
        let imports = kept.iter().flat_map(|(_, _, text)| text.split("from \"./").skip(1));
        let names: Vec<&str> = imports.filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.len() > 20);
        for name in names {
            assert!(worker.contains(&format!("\"/meja/{name}\"")), "{name}");
        }
    }

    #[test]
    fn other_content_is_another_worker() {
        let one = worker(&[("a.js", "", "x".to_owned())]);
        assert_ne!(one, worker(&[("a.js", "", "y".to_owned())]));
        assert_eq!(one, worker(&[("a.js", "", "x".to_owned())]));
    }
}
