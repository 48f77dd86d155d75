//! What was typed into a form of the console, read from its body.

use axum::body::Body;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;

use crate::App;

/// The doors, whose forms are nobody's yet or carry a form themselves.
const DOORS: [&str; 7] = ["/masuk", "/masuk/baru", "/masuk/kode", "/masuk/faktor", "/masuk/isian", "/mulai", "/keluar"];

/// How a form of the console is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// As words only.
    Words,
    /// Possibly with files.
    Files,
}

impl How {
    /// That of a request; none where it is no form of the console, or one of its doors.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let path = request.uri().path();
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        let form = request.method() == Method::POST
            && !path.starts_with("/api/")
            && !DOORS.contains(&path)
            && !request.headers().contains_key(AUTHORIZATION);
        if form && kind.starts_with("application/x-www-form-urlencoded") {
            Some(Self::Words)
        } else if form && kind.starts_with("multipart/form-data") {
            Some(Self::Files)
        } else {
            None
        }
    }
}

/// How long a body says that it is.
pub(crate) fn length(parts: &Parts) -> Option<usize> {
    parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// What was typed.
pub(crate) struct Typed {
    /// The fields, in their order.
    pub(crate) fields: Vec<(String, String)>,
    /// The names of the files, which a page cannot give back; none of a form without.
    pub(crate) files: Option<Vec<String>>,
}

/// What a body says; none where it cannot be read.
pub(crate) async fn read(app: &App, parts: &Parts, body: Body, how: How) -> Option<Typed> {
    let request = Request::from_parts(parts.clone(), body);
    match how {
        How::Words => {
            let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, app).await.ok()?;
            Some(Typed { fields, files: None })
        }
        How::Files => {
            let mut all = Multipart::from_request(request, app).await.ok()?;
            let (mut fields, mut files) = (Vec::new(), Vec::new());
            while let Some(part) = all.next_field().await.ok()? {
                let Some(name) = part.name().map(str::to_owned) else { continue };
                if part.file_name().is_some() {
                    files.push(name);
                } else {
                    fields.push((name, part.text().await.ok()?));
                }
            }
            Some(Typed { fields, files: Some(files) })
        }
    }
}
