//! Work that is done together (group commit): one write takes along all that wait for one, and each request waits until its own is done.
//!
//! Who comes while nobody writes, writes; who comes meanwhile waits, and is in one of the next writes, in order. So nobody waits for company, and
//! under load a write costs many requests little more than it costs one.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, oneshot};

use crate::problem::{Problem, Result};

/// Work `W` that waits, each to be answered by `R`; and the pens of which each writer holds one.
pub struct Gather<W, R> {
    waiting: Mutex<Vec<Waiting<W, R>>>,
    /// How many requests are here: whose work waits, is being written, or was and is not answered yet.
    here: AtomicUsize,
    pens: Arc<Pens>,
    rule: Rule,
}

/// When somebody writes beside others.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// How many may write at a time.
    pub many: usize,
    /// A further writer begins beside others where this part of all who are here waits, such as [`HALF`] or [`ANY`].
    pub part: usize,
}

/// A half: many small writes cost more than few large ones, where those who come must wait for what is being written anyway.
pub const HALF: usize = 2;
/// Whoever waits: nobody is held up by what somebody else waits for.
pub const ANY: usize = usize::MAX;
/// One at a time.
pub const ALONE: Rule = Rule { many: 1, part: ANY };

/// How many are taken at a time at most, see [`few`].
pub const MOST: usize = 32;

/// Of so many as wait 1, 2, 4 … 32, so that the database has few statements to know.
#[must_use]
pub fn few(waiting: usize) -> usize {
    waiting.min(MOST).checked_ilog2().map_or(0, |power| 1 << power)
}

/// The pens that are held.
#[derive(Default)]
struct Pens {
    held: AtomicUsize,
    freed: Notify,
}

/// A pen, while somebody writes.
pub struct Held(Arc<Pens>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.held.fetch_sub(1, Ordering::AcqRel);
        self.0.freed.notify_one();
    }
}

/// A request's work.
pub struct Waiting<W, R> {
    /// What is to be done.
    pub work: W,
    done: oneshot::Sender<R>,
}

impl<W, R> Waiting<W, R> {
    /// Answers the request.
    pub fn tell(self, answer: R) {
        // Nobody listens where the request was given up.
        let _ = self.done.send(answer);
    }
}

impl<W, R> Gather<W, R> {
    /// One in which people write by a rule.
    pub(crate) fn by(rule: Rule) -> Self {
        Self { waiting: Mutex::default(), here: AtomicUsize::new(0), pens: Arc::default(), rule }
    }

    fn is_busy(&self) -> bool {
        self.pens.held.load(Ordering::Acquire) > 0
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting<W, R>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The work of those who are first in line and a pen, where it is time to write.
    fn due(&self, take: impl Fn(usize) -> usize) -> Option<(Vec<Waiting<W, R>>, Held)> {
        let mut waiting = self.waiting();
        let enough = match self.pens.held.load(Ordering::Acquire) {
            0 => 1,
            held if held < self.rule.many => self.here.load(Ordering::Relaxed).div_ceil(self.rule.part),
            _ => return None,
        };
        if waiting.len() < enough {
            return None;
        }
        let many = take(waiting.len()).min(waiting.len());
        self.pens.held.fetch_add(1, Ordering::AcqRel);
        Some((waiting.drain(..many).collect(), Held(Arc::clone(&self.pens))))
    }
}

impl<W: Send, R: Send> Gather<W, R> {
    /// Has the work done, by `write` with what waits: of so many as wait, as many as `take` says. It runs in a task of its own: others' work is
    /// not lost with a request that is given up.
    ///
    /// # Errors
    /// [`Problem::Internal`] when a writer ended without an answer.
    pub async fn join<Done>(
        &self,
        work: W,
        take: impl Fn(usize) -> usize,
        write: impl Fn(Vec<Waiting<W, R>>, Held) -> Done,
    ) -> Result<R>
    where
        Done: Future<Output = ()> + Send + 'static,
    {
        let (done, mut told) = oneshot::channel();
        let _here = Here::come(&self.here);
        self.waiting().push(Waiting { work, done });
        loop {
            // The own work may be in a later batch.
            while let Some((batch, pen)) = self.due(&take) {
                tokio::spawn(write(batch, pen));
            }
            tokio::select! {
                biased;
                answer = &mut told => return answer.map_err(Problem::internal),
                () = self.pens.freed.notified() => {}
            }
        }
    }
}

/// A request that is here.
struct Here<'a>(&'a AtomicUsize);

impl<'a> Here<'a> {
    fn come(here: &'a AtomicUsize) -> Self {
        here.fetch_add(1, Ordering::Relaxed);
        Self(here)
    }
}

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Gatherings by what their work has in common. One in which nobody waits any more is let go.
pub struct Gatherings<K, W, R> {
    all: Mutex<HashMap<K, Arc<Gather<W, R>>>>,
    rule: Rule,
}

impl<K, W, R> Gatherings<K, W, R> {
    /// Gatherings in each of which people write by a rule.
    #[must_use]
    pub fn by(rule: Rule) -> Self {
        Self { all: Mutex::default(), rule }
    }
}

impl<K: Clone + Eq + Hash, W: Send, R: Send> Gatherings<K, W, R> {
    /// As [`Gather::join`], among the work that has the same in common.
    ///
    /// # Errors
    /// As [`Gather::join`].
    pub async fn join<Done>(
        &self,
        common: K,
        work: W,
        take: impl Fn(usize) -> usize,
        write: impl Fn(Vec<Waiting<W, R>>, Held) -> Done,
    ) -> Result<R>
    where
        Done: Future<Output = ()> + Send + 'static,
    {
        let gather = Arc::clone(self.open().entry(common.clone()).or_insert_with(|| Arc::new(Gather::by(self.rule))));
        let there = There { all: self, common, gather: Some(Arc::clone(&gather)) };
        let answer = gather.join(work, take, write).await;
        drop(gather);
        drop(there);
        answer
    }

    /// The gatherings, without those that were left while their work was under way.
    fn open(&self) -> MutexGuard<'_, HashMap<K, Arc<Gather<W, R>>>> {
        let mut all = self.all();
        if all.len() > MANY {
            all.retain(|_, gather| Arc::strong_count(gather) > 1 || gather.is_busy());
        }
        all
    }

    fn all(&self) -> MutexGuard<'_, HashMap<K, Arc<Gather<W, R>>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// From how many gatherings on those that nobody is in are looked for.
const MANY: usize = 256;

/// Somebody who waits in a gathering; who goes last takes it away, unless its work is under way.
struct There<'a, K: Clone + Eq + Hash, W: Send, R: Send> {
    all: &'a Gatherings<K, W, R>,
    common: K,
    gather: Option<Arc<Gather<W, R>>>,
}

impl<K: Clone + Eq + Hash, W: Send, R: Send> Drop for There<'_, K, W, R> {
    fn drop(&mut self) {
        let mut all = self.all.all();
        // Let go while others are kept out, so that of two who go at once one is the last.
        self.gather = None;
        if all.get(&self.common).is_some_and(|gather| Arc::strong_count(gather) == 1 && !gather.is_busy()) {
            all.remove(&self.common);
        }
    }
}

/// Does something while other work is under way that was begun before, in the same `join!`. Work that is done together is begun by a task of its own,
/// which waits for this one to pause: so what takes long without a pause comes behind it.
pub async fn meanwhile<T>(work: impl Future<Output = T>) -> T {
    tokio::task::yield_now().await;
    work.await
}

/// How long others wait for what somebody reads for them.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads for all who wait; they are not held up for good by a statement that never ends.
///
/// # Errors
/// The errors of `read`; [`Problem::Busy`] after half a minute.
pub async fn patiently<T>(read: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(PATIENCE, read).await.unwrap_or(Err(Problem::Busy))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::FutureExt;
    use futures_util::future::{BoxFuture, join_all};

    use super::*;

    #[test]
    fn few_are_taken_in_few_sizes() {
        let taken = [0, 1, 2, 3, 4, 31, 32, 100].map(few);
        assert_eq!(taken, [0, 1, 2, 2, 4, 16, 32, 32]);
    }

    /// A writer that counts its writes, passes the pen on, and after a pause answers each twice its work.
    fn doubling(
        writes: &Arc<AtomicUsize>,
        pause: Duration,
    ) -> impl Fn(Vec<Waiting<usize, usize>>, Held) -> BoxFuture<'static, ()> {
        let writes = Arc::clone(writes);
        move |batch, pen| {
            writes.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move {
                tokio::task::yield_now().await;
                drop(pen);
                tokio::time::sleep(pause).await;
                for one in batch {
                    let work = one.work;
                    one.tell(work * 2);
                }
            })
        }
    }

    #[tokio::test]
    async fn everybody_gets_their_own_answer_of_few_writes_and_nothing_stays() {
        let (all, writes) = (Gatherings::<usize, usize, usize>::by(ALONE), Arc::new(AtomicUsize::new(0)));
        let write = doubling(&writes, Duration::ZERO);
        let answers = join_all((0..200).map(|at| all.join(at % 3, at, few, &write))).await;
        let answers: Vec<usize> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers, (0..200).map(|at| at * 2).collect::<Vec<_>>());
        assert!(writes.load(Ordering::Relaxed) < 50, "{writes:?}");
        assert!(all.all().is_empty());
    }

    #[tokio::test]
    async fn who_waits_for_the_end_of_a_write_that_passed_the_pen_on_writes_nothing() {
        let (all, writes) = (Gatherings::<(), usize, usize>::by(ALONE), Arc::new(AtomicUsize::new(0)));
        let write = doubling(&writes, Duration::from_millis(200));
        let answers = join_all((0..40).map(|at| all.join((), at, few, &write))).await;
        let answers: Vec<usize> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers, (0..40).map(|at| at * 2).collect::<Vec<_>>());
        assert!(writes.load(Ordering::Relaxed) <= 10, "{writes:?}");
        assert!(all.all().is_empty());
    }

    #[tokio::test]
    async fn a_further_writer_begins_only_for_half_of_all_who_are_here() {
        let rule = Rule { many: 2, part: HALF };
        let (all, written) = (Gatherings::<(), usize, usize>::by(rule), Arc::new(Mutex::new(Vec::new())));
        let pens = Arc::new(Mutex::new(Vec::new()));
        let write = |batch: Vec<Waiting<usize, usize>>, pen: Held| {
            written.lock().unwrap().push(batch.iter().map(|one| one.work).collect::<Vec<_>>());
            pens.lock().unwrap().push((batch, pen));
            std::future::ready(())
        };
        let mut joined = Vec::new();
        for work in 0..6 {
            joined.push(Box::pin(all.join((), work, few, write)));
            assert!(joined.last_mut().unwrap().as_mut().now_or_never().is_none());
        }
        let batches = || written.lock().unwrap().clone();
        assert_eq!(batches(), [vec![0], vec![1]], "two write at a time");
        // One passes its pen on, and is not answered yet.
        let (first, pen) = pens.lock().unwrap().remove(0);
        drop(pen);
        for one in &mut joined {
            assert!(one.as_mut().now_or_never().is_none());
        }
        assert_eq!(batches().last().unwrap(), &[2, 3, 4, 5]);
        pens.lock().unwrap().remove(0);
        let mut seventh = Box::pin(all.join((), 6, few, write));
        assert!(seventh.as_mut().now_or_never().is_none());
        assert_eq!(batches().len(), 3, "one of seven waits while somebody writes");
        pens.lock().unwrap().clear();
        for one in joined.iter_mut().chain([&mut seventh]) {
            let _ = one.as_mut().now_or_never();
        }
        assert_eq!(batches().last().unwrap(), &[6]);
        drop(first);
    }

    #[tokio::test]
    async fn what_takes_long_comes_behind_what_was_begun_before() {
        let (all, order) = (Gatherings::<(), (), ()>::by(ALONE), Arc::new(Mutex::new(Vec::new())));
        let write = |batch: Vec<Waiting<(), ()>>, _pen: Held| {
            let order = Arc::clone(&order);
            async move {
                order.lock().unwrap().push("write");
                for one in batch {
                    one.tell(());
                }
            }
        };
        let work = meanwhile(async { order.lock().unwrap().push("work") });
        let (written, ()) = futures_util::join!(all.join((), (), few, write), work);
        assert!(written.is_ok());
        assert_eq!(*order.lock().unwrap(), ["write", "work"]);
    }

    #[tokio::test]
    async fn who_gives_up_takes_nobody_with_them_and_a_writer_that_ends_is_told() {
        let all = Gatherings::<(), u8, u8>::by(ALONE);
        let write = |batch: Vec<Waiting<u8, u8>>, _pen: Held| async move {
            tokio::task::yield_now().await;
            for one in batch {
                // The seventh is left without an answer.
                if one.work != 7 {
                    one.tell(1);
                }
            }
        };
        let given_up = all.join((), 0, few, write).now_or_never();
        let (second, seventh) = futures_util::join!(all.join((), 2, few, write), all.join((), 7, few, write));
        assert!(given_up.is_none() && second.is_ok_and(|answer| answer == 1));
        assert!(matches!(seventh, Err(Problem::Internal(_))));
    }
}
