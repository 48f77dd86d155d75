//! What anybody may read, compressed once. To compress three megabytes anew for whoever asks would make a cheap request dear, and nobody
//! need log in to send it.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::{Problem, Result};

use crate::Failure;

/// How many answers are kept. The viewer has fewer files; where words change, the description is another.
const MOST: usize = 32;
/// What is compressed in itself.
const PACKED: [&str; 2] = ["application/pdf", "application/vnd.openxmlformats"];

/// Answers as they are, each with its compressed form.
#[derive(Clone, Default)]
pub struct Pressed(Arc<Mutex<Vec<(Bytes, Bytes)>>>);

/// Marks an answer that is compressed here or not at all.
#[derive(Clone, Copy)]
struct Seen;

impl Pressed {
    fn of(&self, plain: &Bytes) -> Result<Bytes> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, pressed)) = held.iter().find(|(own, _)| own == plain) {
            return Ok(pressed.clone());
        }
        let mut file = GzEncoder::new(Vec::new(), Compression::default());
        file.write_all(plain).map_err(Problem::internal)?;
        let pressed = Bytes::from(file.finish().map_err(Problem::internal)?);
        if held.len() >= MOST {
            held.clear();
        }
        held.push((plain.clone(), pressed.clone()));
        Ok(pressed)
    }

    async fn whole(&self, response: Response) -> Result<Response> {
        let (mut parts, body) = response.into_parts();
        let plain = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
        let pressed = self.of(&plain)?;
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        Ok(Response::from_parts(parts, Body::from(pressed)))
    }
}

/// A layer around routes whose answers are few, the same for everybody and open to all.
pub async fn press(State(pressed): State<Pressed>, request: Request, next: Next) -> Response {
    let wanted = *request.method() == Method::GET && reads(request.headers());
    let mut response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    response.extensions_mut().insert(Seen);
    response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return response;
    }
    pressed.whole(response).await.unwrap_or_else(|problem| Failure::from(problem).into_response())
}

/// Whether a client says that it reads gzip.
fn reads(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| {
        let (name, rest) = one.split_once(';').unwrap_or((one, ""));
        let refused =
            rest.trim().strip_prefix("q=").is_some_and(|share| !share.contains(|c: char| ('1'..='9').contains(&c)));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// Whether the outermost layer compresses an answer.
pub(crate) fn worth_it(_: StatusCode, _: Version, headers: &HeaderMap, extensions: &Extensions) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    extensions.get::<Seen>().is_none() && !PACKED.iter().any(|packed| kind.starts_with(packed))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use flate2::read::GzDecoder;
    use tower::ServiceExt;
    use tower_http::compression::CompressionLayer;

    use super::*;

    const TEXT: &str = "Contoh. Contoh. Contoh. Contoh. Contoh. Contoh. Contoh. Contoh. Contoh. Contoh.";

    async fn asked(pressed: &Pressed, encoding: &str) -> Response<Body> {
        let router = Router::new()
            .route("/", get(async || TEXT))
            .layer(from_fn_with_state(pressed.clone(), press))
            .layer(CompressionLayer::new().compress_when(worth_it));
        let request = Request::builder().uri("/").header(ACCEPT_ENCODING, encoding);
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn an_open_answer_is_compressed_once_and_for_who_reads_it() {
        let pressed = Pressed::default();
        for _ in 0..3 {
            let answer = asked(&pressed, "br;q=1.0, GZIP;q=0.8").await;
            assert_eq!(answer.headers()[CONTENT_ENCODING], "gzip");
            let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            let mut text = String::new();
            GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
            assert_eq!(text, TEXT);
        }
        for other in ["", "identity", "gzip;q=0", "gzip; q=0.0", "*", "x-gzip"] {
            let answer = asked(&pressed, other).await;
            assert!(!answer.headers().contains_key(CONTENT_ENCODING), "{other}");
            assert_eq!(to_bytes(answer.into_body(), usize::MAX).await.unwrap(), TEXT, "{other}");
        }
        assert_eq!(pressed.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn what_is_packed_in_itself_is_not_compressed() {
        let of = |kind: &'static str| HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
        let worth = |kind| worth_it(StatusCode::OK, Version::HTTP_11, &of(kind), &Extensions::new());
        assert!(worth("application/json") && worth("text/csv; charset=utf-8"));
        assert!(!worth("application/pdf"));
        assert!(!worth("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    }
}
