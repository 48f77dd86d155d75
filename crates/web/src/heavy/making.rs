//! A file that is made beside the request that asked for it, so that its page can say how far it is. One account has one at a time: who
//! asks again while it is made, asks for the same. It is made in a place for heavy work like any other, and its memory is counted until it
//! is let go. Files that wait take no more than a share of that memory: the oldest are let go for a new one.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{Ctx, KantorId, PenggunaId, Problem, Result, Role};
use tokio::runtime::Handle;
use tokio::time::timeout;
use uuid::Uuid;

use super::Counted;
use super::leaving::LONGEST;
use super::queue::{Held, Queue};
use crate::{App, Failure};

/// How many files may wait to be fetched, and how many bytes they may have together: half of what all answers may have.
const MANY: usize = 16;
const BYTES: usize = 48 * 1024 * 1024;

/// Whose a file is: an account in an office and a role. Given another of either, it finds nothing of what it might see before.
type Who = (Option<PenggunaId>, KantorId, Option<Role>);
/// Who asked, by which request, and when.
type By = (Who, Uuid, DateTime<Utc>);

/// The files that are being made or wait to be fetched, one of each account.
#[derive(Clone, Default)]
pub struct Making(Arc<Mutex<HashMap<Who, Piece>>>);

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
    room: Arc<Held>,
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
    who: Who,
    request: Uuid,
}

impl Steps {
    /// The work is at a step, from 1.
    pub fn at(&self, step: usize) {
        self.making.put(self.who, self.request, State::Working(step));
    }
}

impl Making {
    /// Begins to make a file, unless one of the account is being made. What was made before and not fetched is let go.
    pub fn start<W, F>(&self, app: &App, ctx: &Ctx, what: String, work: W)
    where
        W: FnOnce(Steps) -> F,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.begin(&app.heavy, (of(ctx), ctx.request, ctx.now()), what, work);
    }

    fn begin<W, F>(&self, queue: &Arc<Queue>, (who, request, began): By, what: String, work: W)
    where
        W: FnOnce(Steps) -> F,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        {
            let mut all = self.all();
            if all.get(&who).is_some_and(|piece| matches!(piece.state, State::Working(_))) {
                return;
            }
            all.insert(who, Piece { request, what, began, state: State::Working(0) });
        }
        let work = work(Steps { making: self.clone(), who, request });
        let (making, queue) = (self.clone(), Arc::clone(queue));
        tokio::spawn(async move {
            let state = match making.made(&queue, who, work).await {
                Ok(file) => State::Ready(file),
                Err(problem) => {
                    if let Problem::Internal(cause) = &problem {
                        tracing::error!(%request, %cause, "a file was not made");
                    }
                    State::Failed(problem.into())
                }
            };
            making.put(who, request, state);
            tokio::time::sleep(LONGEST).await;
            making.let_go(who, request);
        });
    }

    /// The file of the account, if there is one.
    #[must_use]
    pub fn seen(&self, ctx: &Ctx) -> Option<Seen> {
        self.held(of(ctx))
    }

    fn held(&self, who: Who) -> Option<Seen> {
        let all = self.all();
        let piece = all.get(&who)?;
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
        self.answer(of(ctx))
    }

    /// The bytes are those that wait, so their memory is counted once.
    fn answer(&self, who: Who) -> Option<Response> {
        let all = self.all();
        let State::Ready(file) = &all.get(&who)?.state else { return None };
        let mut answer = Response::new(Body::from(file.bytes.clone()));
        *answer.headers_mut() = file.headers.clone();
        answer.extensions_mut().insert(Counted(Arc::clone(&file.room)));
        Some(answer)
    }

    /// Makes a file in a place for heavy work.
    async fn made<F>(&self, queue: &Arc<Queue>, who: Who, work: F) -> Result<File>
    where
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        let seat = queue.enter(who.0)?;
        let place = seat.place(false).await?;
        let runtime = Handle::current();
        // What never ends would keep the account from asking again.
        let work = move || (runtime.block_on(async move { timeout(LONGEST, work).await }), place);
        let (done, place) = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
        let (parts, body) = done.map_err(|_| Problem::Busy)??.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
        self.clear(bytes.len());
        let room = Arc::new(seat.room_to_leave(bytes.len()).await?);
        drop(place);
        Ok(File { headers: parts.headers, bytes, room })
    }

    /// Lets the oldest files go until there is room for one more of so many bytes.
    fn clear(&self, bytes: usize) {
        let mut all = self.all();
        let waits = |(who, piece): (&Who, &Piece)| match &piece.state {
            State::Ready(file) => Some((piece.began, *who, file.bytes.len())),
            State::Working(_) | State::Failed(_) => None,
        };
        let mut waiting: Vec<(DateTime<Utc>, Who, usize)> = all.iter().filter_map(waits).collect();
        waiting.sort_by_key(|(began, ..)| *began);
        let (mut many, mut held) = (waiting.len(), waiting.iter().map(|(_, _, size)| size).sum::<usize>());
        for (_, who, size) in waiting {
            if many < MANY && held.saturating_add(bytes) <= BYTES {
                return;
            }
            all.remove(&who);
            (many, held) = (many.saturating_sub(1), held.saturating_sub(size));
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Who, Piece>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new state of what a request asked for, if it is still that.
    fn put(&self, who: Who, request: Uuid, state: State) {
        if let Some(piece) = self.all().get_mut(&who).filter(|piece| piece.request == request) {
            piece.state = state;
        }
    }

    fn let_go(&self, who: Who, request: Uuid) {
        let mut all = self.all();
        if all.get(&who).is_some_and(|piece| piece.request == request) {
            all.remove(&who);
        }
    }
}

/// Whose files a context may see.
fn of(ctx: &Ctx) -> Who {
    (ctx.actor.user, ctx.actor.office, ctx.actor.role)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use axum::response::IntoResponse;
    use chrono::TimeDelta;
    use tokio::sync::oneshot;

    use super::super::leave;
    use super::*;

    /// A request of the head of the first office, so many seconds after the beginning.
    fn by(user: u128, request: u32) -> By {
        let who = (Some(PenggunaId(Uuid::from_u128(user))), KantorId(Uuid::from_u128(1)), Some(Role::Kepala));
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(request.into());
        (who, Uuid::from_u128(request.into()), at)
    }

    /// How far the file of an account is, once it is at no step any more.
    async fn ended(making: &Making, who: Who) -> Far {
        for _ in 0..2_000 {
            match making.held(who).unwrap().far {
                Far::Working(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                far => return far,
            }
        }
        panic!("it never ends")
    }

    /// Makes a file of so many bytes.
    async fn filled(making: &Making, queue: &Arc<Queue>, by: By, bytes: usize) {
        making.begin(queue, by, "berkas".to_owned(), move |_| async move { Ok(vec![7_u8; bytes].into_response()) });
        assert!(matches!(ended(making, by.0).await, Far::Ready), "{bytes}");
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
        let who = by(1, 1).0;
        assert_eq!(making.held(who).unwrap().what, "satu");
        assert!(making.held(by(2, 1).0).is_none(), "each account has its own");
        go.send(()).unwrap();
        assert!(matches!(ended(&making, who).await, Far::Ready));
        assert_eq!(made.load(Ordering::SeqCst), 1);
        // Once it is made, it is made anew for who asks again.
        making.begin(&queue, by(1, 3), "tiga".to_owned(), |_| async { Err(Problem::NotFound) });
        let far = ended(&making, who).await;
        assert!(matches!(far, Far::Failed(Failure(problem)) if matches!(*problem, Problem::NotFound)));
        making.let_go(who, Uuid::from_u128(2));
        assert!(making.held(who).is_some(), "only what is meant is let go");
        making.let_go(who, Uuid::from_u128(3));
        assert!(making.held(who).is_none());
    }

    #[tokio::test]
    async fn in_another_office_or_role_an_account_finds_nothing_of_before() {
        let (making, queue) = (Making::default(), Arc::new(Queue::default()));
        filled(&making, &queue, by(1, 1), 10).await;
        let (user, office, role) = by(1, 1).0;
        for other in [(user, KantorId(Uuid::from_u128(2)), role), (user, office, Some(Role::Helpdesk))] {
            assert!(making.held(other).is_none() && making.answer(other).is_none(), "{other:?}");
        }
        assert!(making.answer((user, office, role)).is_some());
    }

    #[tokio::test]
    async fn a_large_file_that_waits_is_fetched_again_and_again_and_counted_once() {
        let (making, queue) = (Making::default(), Arc::new(Queue::default()));
        // More than half of what one account may have.
        let many = 40 * 1024 * 1024;
        filled(&making, &queue, by(1, 1), many).await;
        let who = by(1, 1).0;
        let mut answers = Vec::new();
        for _ in 0..3 {
            let seat = queue.enter(who.0).unwrap();
            answers.push(leave(&seat, making.answer(who).unwrap()).await.unwrap());
        }
        // Let go while it is being sent, it still counts, and it arrives.
        making.let_go(who, Uuid::from_u128(1));
        let seat = queue.enter(who.0).unwrap();
        let more = timeout(Duration::from_millis(50), seat.room_to_leave(many)).await;
        assert!(more.is_err(), "what is being sent is not counted");
        let last = answers.pop().unwrap().into_body();
        assert_eq!(to_bytes(last, usize::MAX).await.unwrap().len(), many);
        drop(answers);
        assert!(seat.room_to_leave(many).await.is_ok());
    }

    #[tokio::test]
    async fn files_that_wait_leave_room_for_other_answers() {
        let (making, queue) = (Making::default(), Arc::new(Queue::default()));
        for user in 1..=3_u32 {
            filled(&making, &queue, by(user.into(), user), 20 * 1024 * 1024).await;
        }
        assert!(making.held(by(1, 1).0).is_none(), "the oldest is let go");
        assert!(making.answer(by(2, 2).0).is_some() && making.answer(by(3, 3).0).is_some());
        for user in 10..=30_u32 {
            filled(&making, &queue, by(user.into(), user), 1).await;
        }
        let waiting = (1..=30_u32).filter(|user| making.held(by((*user).into(), *user).0).is_some()).count();
        assert_eq!(waiting, MANY);
    }
}
