//! The accept loop, with deadlines for first bytes and heads, connections reserved for clients that send, and a graceful end.
//!
//! `axum::serve` never closes a connection that sent half a header, so this is our own loop on hyper-util.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use futures_util::future::BoxFuture;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::Service;

use crate::proxies::Proxies;
use crate::room::{ALL, Place, Requests, Room, Running};

/// How long an accepted connection may send nothing at all.
const FIRST_BYTE: Duration = Duration::from_secs(5);
/// How long the head of a later request of an HTTP/1 connection may take, and the pause before it.
const HEADER_DEADLINE: Duration = Duration::from_secs(10);
/// How long a connection that must close has to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);
const DRAIN: Duration = Duration::from_secs(20);
/// How often at most it is logged that an address has too many connections.
const TELLING: Duration = Duration::from_mins(1);

/// Serves until `stop` is done, then lets running requests end. The proxies of the settings may have as many connections as
/// there are.
///
/// # Errors
/// When the listener fails for good.
pub async fn run(
    listener: TcpListener,
    router: Router,
    proxies: Proxies,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let (slots, room) = (Arc::new(Semaphore::new(ALL)), Room::new(proxies));
    let (builder, mut last) = (builder(), None);
    let (stopping, stopped) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(pair) => pair,
            Err(error) => {
                // Out of descriptors, or a peer that left before it was greeted: the next may be served again.
                tracing::warn!(%error, "accept failed");
                room.make_way();
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let slot = tokio::select! {
            slot = slot(&slots, &room) => slot,
            () = &mut stop => break,
        };
        let Some(place) = slot.and_then(|slot| room.enter(peer.ip(), slot)) else {
            tell(&mut last, peer);
            continue;
        };
        let service = AtPlace { router: router.clone(), peer, requests: place.requests() };
        tokio::spawn(attend(stream, service, place, builder.clone(), stopped.clone()));
    }
    drop(listener);
    stopping.send_replace(true);
    let all = u32::try_from(ALL).unwrap_or(u32::MAX);
    if tokio::time::timeout(DRAIN, slots.acquire_many(all)).await.is_err() {
        tracing::warn!("connections were still open at the end");
    }
    Ok(())
}

/// A slot for one of the allowed connections. If none is free, a silent or idle connection is closed; if all are busy, the new
/// one waits for one of them.
async fn slot(slots: &Arc<Semaphore>, room: &Room) -> Option<OwnedSemaphorePermit> {
    if let Ok(slot) = Arc::clone(slots).try_acquire_owned() {
        return Some(slot);
    }
    room.make_way();
    Arc::clone(slots).acquire_owned().await.ok()
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_DEADLINE).max_headers(64);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10))
        .max_concurrent_streams(64);
    builder
}

/// Logs from time to time that an address was refused.
fn tell(last: &mut Option<tokio::time::Instant>, peer: SocketAddr) {
    if last.is_none_or(|at| at.elapsed() >= TELLING) {
        tracing::warn!(address = %peer.ip(), "too many connections from one address; more are refused");
        *last = Some(tokio::time::Instant::now());
    }
}

/// Serves one connection for as long as it has its place.
async fn attend(
    stream: TcpStream,
    service: AtPlace,
    mut place: Place,
    builder: Builder<TokioExecutor>,
    mut stopped: watch::Receiver<bool>,
) {
    // The automatic server reads the first bytes before its deadlines apply, so this waits for them.
    let mut one = [0];
    tokio::select! {
        first = tokio::time::timeout(FIRST_BYTE, stream.peek(&mut one)) => {
            if !matches!(first, Ok(Ok(1..))) {
                return;
            }
        }
        () = place.over() => return,
        () = until(&mut stopped) => return,
    }
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)).into_owned();
    tokio::pin!(connection);
    let mut stopping = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended");
                }
                return;
            }
            () = place.over() => {
                if !place.is_silent() {
                    connection.as_mut().graceful_shutdown();
                    let _ = tokio::time::timeout(GOODBYE, connection).await;
                }
                return;
            }
            () = until(&mut stopped), if !stopping => {
                if place.is_silent() {
                    return;
                }
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

async fn until(stopped: &mut watch::Receiver<bool>) {
    // Without a sender the loop has ended, which also means stop.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// The router, with the address of the peer on each request; the connection's place is notified of each request.
#[derive(Clone)]
struct AtPlace {
    router: Router,
    peer: SocketAddr,
    requests: Requests,
}

impl Service<hyper::Request<Incoming>> for AtPlace {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        <Router as Service<hyper::Request<Incoming>>>::poll_ready(&mut self.router, cx)
    }

    fn call(&mut self, mut request: hyper::Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let running = self.requests.begin();
        let answer = self.router.call(request);
        Box::pin(async move { Ok(answer.await?.map(|body| Body::new(Fetched { body, _running: running }))) })
    }
}

/// The body of an answer: its request runs until the client has fetched it.
struct Fetched {
    body: Body,
    _running: Running,
}

impl HttpBody for Fetched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
