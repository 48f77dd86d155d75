//! Limits bodies that become very many small parts when they are read, such as a form with one letter per field or a list of a
//! hundred thousand zeros. They are small on the wire but take fifty times as much memory.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Frame, SizeHint};

/// The most parts of a body. A manifest of 1,000 people in 30 columns has 30,000.
const PARTS: usize = 50_000;

/// Ends a body at the first part above the limit; its reader gets the error that it is too large.
pub(crate) async fn bound(request: Request, next: Next) -> Response {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let signs: &'static [u8] = if kind.starts_with("application/x-www-form-urlencoded") {
        b"&"
    } else if kind.split(';').next().is_some_and(|kind| kind.trim_end().ends_with("json")) {
        b",[{"
    } else {
        return next.run(request).await;
    };
    let counted = |body| Body::new(Counted { body, signs, left: PARTS });
    next.run(request.map(counted)).await
}

/// A body whose parts are counted while it is received.
struct Counted {
    body: Body,
    signs: &'static [u8],
    left: usize,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(piece) = frame.data_ref()
        {
            let many = piece.iter().filter(|byte| self.signs.contains(byte)).count();
            let Some(left) = self.left.checked_sub(many) else { return Poll::Ready(Some(Err(too_large()))) };
            self.left = left;
        }
        polled.map_err(axum::Error::into_inner)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The error that marks a body as too large.
fn too_large() -> BoxError {
    let over = Limited::new(Full::new(Bytes::from_static(b"-")), 0).collect().now_or_never();
    over.and_then(Result::err).unwrap_or_else(|| "too large".into())
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::extract::Form;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    async fn status(kind: &str, body: String) -> StatusCode {
        let form = async |_: Form<Vec<(String, String)>>| "ok";
        let json = async |_: axum::Json<Vec<u8>>| "ok";
        let router = Router::new().route("/form", post(form)).route("/json", post(json)).layer(from_fn(bound));
        let path = if kind.to_lowercase().ends_with("json") { "/json" } else { "/form" };
        let request = Request::builder().method("POST").uri(path).header(CONTENT_TYPE, kind);
        router.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_body_of_very_many_parts_is_too_large() {
        let form = "application/x-www-form-urlencoded";
        assert_eq!(status(form, "a=&".repeat(PARTS)).await, StatusCode::OK);
        assert_eq!(status(form, "a=&".repeat(PARTS + 1)).await, StatusCode::PAYLOAD_TOO_LARGE);
        for kind in ["application/json", "Application/JSON"] {
            assert_eq!(status(kind, format!("[{}0]", "0,".repeat(PARTS - 1))).await, StatusCode::OK);
            assert_eq!(status(kind, format!("[{}0]", "0,".repeat(PARTS))).await, StatusCode::PAYLOAD_TOO_LARGE);
        }
    }
}
