//! A file that is made beside the request that asked for it, so that its page can say how far it is. One account has one at a time: who
//! asks again while it is made, asks for the same. It is made in a place for heavy work like any other, and its memory is counted until it
//! is let go.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{Ctx, PenggunaId, Problem, Result};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::leaving::LONGEST;
use super::queue::{Held, Queue};
use crate::{App, Failure};

type User = Option<PenggunaId>;
/// Who asked, by which request, and when.
type By = (User, Uuid, DateTime<Utc>);

/// The files that are being made or wait to be fetched, one of each account.
#[derive(Clone, Default)]
pub struct Making(Arc<Mutex<HashMap<User, Piece>>>);

/// A file of an account.
struct Piece {
    /// The request that asked for it.
    request: Uuid,
    what: String,
    began: DateTime<Utc>,
    state: State,
}

enum State {
    Working(usize),
    Ready(File),
    Failed(Failure),
}

struct File {
    headers: HeaderMap,
    bytes: Bytes,
    _room: Held,
}

/// How far a file is.
#[derive(Clone)]
pub enum Far {
    /// It is being made: the step that it is at, from 0, which is waiting for a place.
    Working(usize),
    /// It waits to be fetched.
    Ready,
    /// It could not be made.
    Failed(Failure),
}

/// A file of an account, as its page tells it.
#[derive(Clone)]
pub struct Seen {
    /// What it is, in words.
    pub what: String,
    /// When it was asked for.
    pub began: DateTime<Utc>,
    /// The request that asked for it.
    pub request: Uuid,
    /// How far it is.
    pub far: Far,
}

/// With which the work says at which step it is.
#[derive(Clone)]
pub struct Steps {
    making: Making,
    user: User,
    request: Uuid,
}

impl Steps {
    /// The work is at a step, from 1.
    pub fn at(&self, step: usize) {
        self.making.put(self.user, self.request, State::Working(step));
    }
}

impl Making {
    /// Begins to make a file, unless one of the account is being made. What was made before and not fetched is let go.
    pub fn start<W, F>(&self, app: &App, ctx: &Ctx, what: String, work: W)
    where
        W: FnOnce(Steps) -> F,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.begin(&app.heavy, (ctx.actor.user, ctx.request, ctx.now()), what, work);
    }

    fn begin<W, F>(&self, queue: &Arc<Queue>, (user, request, began): By, what: String, work: W)
    where
        W: FnOnce(Steps) -> F,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        {
            let mut all = self.all();
            if all.get(&user).is_some_and(|piece| matches!(piece.state, State::Working(_))) {
                return;
            }
            all.insert(user, Piece { request, what, began, state: State::Working(0) });
        }
        let work = work(Steps { making: self.clone(), user, request });
        let (making, queue) = (self.clone(), Arc::clone(queue));
        tokio::spawn(async move {
            let state = match made(&queue, user, work).await {
                Ok(file) => State::Ready(file),
                Err(problem) => {
                    if let Problem::Internal(cause) = &problem {
                        tracing::error!(%request, %cause, "a file was not made");
                    }
                    State::Failed(problem.into())
                }
            };
            making.put(user, request, state);
            tokio::time::sleep(LONGEST).await;
            making.let_go(user, request);
        });
    }

    /// The file of the account, if there is one.
    #[must_use]
    pub fn seen(&self, ctx: &Ctx) -> Option<Seen> {
        self.of(ctx.actor.user)
    }

    fn of(&self, user: User) -> Option<Seen> {
        let all = self.all();
        let piece = all.get(&user)?;
        let far = match &piece.state {
            State::Working(step) => Far::Working(*step),
            State::Ready(_) => Far::Ready,
            State::Failed(failure) => Far::Failed(failure.clone()),
        };
        Some(Seen { what: piece.what.clone(), began: piece.began, request: piece.request, far })
    }

    /// The file of the account as an answer, if it waits to be fetched. It stays, since it may not arrive.
    #[must_use]
    pub fn fetched(&self, ctx: &Ctx) -> Option<Response> {
        let all = self.all();
        let State::Ready(file) = &all.get(&ctx.actor.user)?.state else { return None };
        let mut answer = Response::new(Body::from(file.bytes.clone()));
        *answer.headers_mut() = file.headers.clone();
        Some(answer)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<User, Piece>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new state of what a request asked for, if it is still that.
    fn put(&self, user: User, request: Uuid, state: State) {
        if let Some(piece) = self.all().get_mut(&user).filter(|piece| piece.request == request) {
            piece.state = state;
        }
    }

    fn let_go(&self, user: User, request: Uuid) {
        let mut all = self.all();
        if all.get(&user).is_some_and(|piece| piece.request == request) {
            all.remove(&user);
        }
    }
}

/// Makes a file in a place for heavy work.
async fn made<F>(queue: &Arc<Queue>, user: User, work: F) -> Result<File>
where
    F: Future<Output = Result<Response>> + Send + 'static,
{
    let seat = queue.enter(user)?;
    let place = seat.place(false).await?;
    let runtime = Handle::current();
    let work = move || (runtime.block_on(work), place);
    let (done, place) = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let (parts, body) = done?.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
    let room = seat.room_to_leave(bytes.len()).await?;
    drop(place);
    Ok(File { headers: parts.headers, bytes, _room: room })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use axum::response::IntoResponse;
    use tokio::sync::oneshot;

    use super::*;

    fn by(user: u128, request: u128) -> By {
        (Some(PenggunaId(Uuid::from_u128(user))), Uuid::from_u128(request), DateTime::UNIX_EPOCH)
    }

    /// How far the file of an account is, once it is at no step any more.
    async fn ended(making: &Making, user: User) -> Far {
        for _ in 0..2_000 {
            match making.of(user).unwrap().far {
                Far::Working(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                far => return far,
            }
        }
        panic!("it never ends")
    }

    #[tokio::test]
    async fn who_asks_again_while_a_file_is_made_asks_for_the_same() {
        let (making, queue, made) = (Making::default(), Arc::new(Queue::default()), Arc::new(AtomicUsize::new(0)));
        let (go, wait) = oneshot::channel::<()>();
        let count = Arc::clone(&made);
        making.begin(&queue, by(1, 1), "satu".to_owned(), |steps| async move {
            count.fetch_add(1, Ordering::SeqCst);
            steps.at(2);
            wait.await.map_err(Problem::internal)?;
            Ok("isi".into_response())
        });
        let count = Arc::clone(&made);
        making.begin(&queue, by(1, 2), "dua".to_owned(), |_| async move {
            count.fetch_add(1, Ordering::SeqCst);
            Ok("lain".into_response())
        });
        let user = by(1, 1).0;
        assert_eq!(making.of(user).unwrap().what, "satu");
        assert!(making.of(by(2, 1).0).is_none(), "each account has its own");
        go.send(()).unwrap();
        assert!(matches!(ended(&making, user).await, Far::Ready));
        assert_eq!(made.load(Ordering::SeqCst), 1);
        // Once it is made, it is made anew for who asks again.
        making.begin(&queue, by(1, 3), "tiga".to_owned(), |_| async { Err(Problem::NotFound) });
        let far = ended(&making, user).await;
        assert!(matches!(far, Far::Failed(Failure(problem)) if matches!(*problem, Problem::NotFound)));
        making.let_go(user, Uuid::from_u128(2));
        assert!(making.of(user).is_some(), "only what is meant is let go");
        making.let_go(user, Uuid::from_u128(3));
        assert!(making.of(user).is_none());
    }
}
