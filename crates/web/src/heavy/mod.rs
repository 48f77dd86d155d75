//! Heavy work: large bodies, and files that are read or made. It runs in a limited number of places, so that it cannot use up
//! the memory or the threads that serve everybody.
//!
//! A route takes part by its handler: `post(heavy::upload(handler, BYTES))`, `get(heavy::work(handler))`. Nothing else raises
//! the limit of a body, and tests fail if any other handler answers with a file.

mod leaving;
mod making;
mod queue;

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequestParts, Request};
use axum::handler::Handler;
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use http_body_util::{Full, LengthLimitError, Limited};
use kernel::{Problem, Result};
use tokio::sync::oneshot;

pub use making::{Far, Making, Seen, Steps};
pub use queue::Queue;

use crate::auth::Caller;
use crate::outer::Patience;
use crate::{App, Failure};
use leaving::Leaving;
use queue::{Held, Seat};

/// A handler whose work is heavy.
#[derive(Clone)]
pub struct Heavy<H> {
    handler: H,
    body: Option<usize>,
    alone: bool,
    first: Option<First>,
}

/// A check before the body is read.
pub type First = for<'a> fn(&'a mut Parts, &'a App) -> BoxFuture<'a, Result<(), Failure>>;

/// A handler that reads or makes files, with a body of normal size.
pub fn work<H>(handler: H) -> Heavy<H> {
    Heavy { handler, body: None, alone: false, first: None }
}

/// A handler that takes a body of up to `most` bytes. The whole body is in memory before the handler runs.
pub fn upload<H>(handler: H, most: usize) -> Heavy<H> {
    Heavy { handler, body: Some(most.min(crate::outer::UPLOAD_LIMIT)), alone: false, first: None }
}

/// A handler that needs the memory of all places together: it runs alone, with no other heavy work beside it.
pub fn alone<H>(handler: H) -> Heavy<H> {
    Heavy { handler, body: None, alone: true, first: None }
}

/// Marks every answer that was made in a place for heavy work.
#[derive(Clone, Copy)]
struct Placed;

/// An answer whose memory is counted already, since it is kept beside the requests that fetch it.
#[derive(Clone)]
struct Counted(Arc<Held>);

/// Whether an answer was made in a place for heavy work.
pub(crate) fn placed(response: &Response) -> bool {
    response.extensions().get::<Placed>().is_some()
}

impl<H, T> Handler<T, App> for Heavy<H>
where
    H: Handler<T, App> + Sync,
    T: 'static,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, request: Request, app: App) -> Self::Future {
        Box::pin(async move {
            let mut response = self.run(request, app).await.unwrap_or_else(IntoResponse::into_response);
            response.extensions_mut().insert(Placed);
            response
        })
    }
}

impl<H> Heavy<H> {
    /// The same handler with a check that can refuse a request before its body is read.
    #[must_use]
    pub fn first(self, look: First) -> Self {
        Self { first: Some(look), ..self }
    }

    async fn run<T>(self, request: Request, app: App) -> Result<Response, Failure>
    where
        H: Handler<T, App> + Sync,
        T: 'static,
    {
        let (mut parts, body) = request.into_parts();
        if let Some(patience) = parts.extensions.get::<Patience>() {
            patience.take();
        }
        let Caller { actor, .. } = Caller::from_request_parts(&mut parts, &app).await?;
        if let Some(look) = self.first {
            look(&mut parts, &app).await?;
        }
        let limit = self.body.unwrap_or(crate::outer::BODY_LIMIT);
        let seat = app.heavy.enter(actor.user)?;
        let length = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let incoming = seat.room_for(expected(&body, length, limit)).await?;
        let mut request = Request::from_parts(parts, whole(body, length, limit).await);
        DefaultBodyLimit::max(limit).apply(&mut request);
        let place = seat.place(self.alone).await?;
        let (alive, gone) = oneshot::channel::<()>();
        let handled = self.handler.call(request, app);
        let runtime = tokio::runtime::Handle::current();
        let work = move || {
            let done = runtime.block_on(async move {
                tokio::select! { done = handled => Some(done), _ = gone => None }
            });
            drop(incoming);
            (done, place)
        };
        let (done, place) = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
        drop(alive);
        let response = done.ok_or_else(|| Problem::internal("heavy work was given up"))?;
        let response = leave(&seat, response).await;
        drop(place);
        Ok(response?)
    }
}

/// The expected size of the body: the limit, if the request does not state it.
fn expected(body: &Body, length: Option<usize>, limit: usize) -> usize {
    if body.is_end_stream() { 0 } else { length.unwrap_or(limit).min(limit) }
}

/// The whole body, read into memory. An error while reading reaches the handler as if it read the body itself.
async fn whole(body: Body, length: Option<usize>, limit: usize) -> Body {
    let too_large = || Body::new(Limited::new(Full::from(Bytes::from_static(b"-")), 0));
    if length.is_some_and(|length| length > limit) {
        return too_large();
    }
    let mut bytes = Vec::with_capacity(length.unwrap_or_default());
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) if bytes.len() + piece.len() > limit => return too_large(),
            Ok(piece) => bytes.extend_from_slice(&piece),
            Err(error) if over_limit(&error) => return too_large(),
            Err(error) => return Body::from_stream(futures_util::stream::iter([Err::<Bytes, _>(error.into_inner())])),
        }
    }
    Body::from(bytes)
}

/// Whether an error was caused by a limit on the body, at any level of its causes.
fn over_limit(error: &axum::Error) -> bool {
    std::iter::successors(error.source(), |error| (*error).source()).any(<dyn Error>::is::<LengthLimitError>)
}

/// An answer that is sent piece by piece; its memory is counted until it has been sent.
async fn leave(seat: &Seat, response: Response) -> Result<Response> {
    let (mut parts, body) = response.into_parts();
    let counted = parts.extensions.remove::<Counted>();
    let bytes = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
    if bytes.len() <= leaving::PIECE {
        return Ok(Response::from_parts(parts, Body::from(bytes)));
    }
    let room = match counted {
        Some(Counted(room)) => room,
        None => Arc::new(seat.room_to_leave(bytes.len()).await?),
    };
    Ok(Response::from_parts(parts, Body::new(Leaving::new(bytes, room, leaving::LONGEST))))
}
