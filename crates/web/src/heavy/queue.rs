//! Limits how many requests may do heavy work, and with how much memory.
//!
//! There are four resources, each with its own limit: a seat, memory for the body, a place to work, memory for the answer. They
//! are taken in this order, so that no two requests can wait for each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::{PenggunaId, Problem, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// The most places, for any number of cores: each may take some 50 MB.
const PLACES: usize = 3;
/// How many requests may have a seat in all: those that work, those that wait, and those whose body is being received or answer
/// is being sent.
const SEATS: usize = 64;
/// How many of them one account may have.
const OWN_SEATS: usize = 12;
/// Kilobytes of bodies that may be in memory. A body counts twice, since it is parsed while it is in memory.
const BODIES: usize = 64 * 1024;
/// Kilobytes of answers that may be in memory, and of those of one account.
const ANSWERS: usize = 96 * 1024;
const OWN_ANSWERS: usize = 64 * 1024;
/// How long a request waits for a place or for memory.
const PATIENCE: Duration = Duration::from_secs(15);

type User = Option<PenggunaId>;

/// The queue of heavy work.
pub struct Queue {
    places: Arc<Semaphore>,
    many: u32,
    bodies: Arc<Semaphore>,
    answers: Arc<Semaphore>,
    seated: Mutex<HashMap<User, Own>>,
    patience: Duration,
}

/// The limits of one account.
struct Own {
    seats: usize,
    /// One place fewer than there are, so that one account cannot take all, if there is more than one.
    places: Arc<Semaphore>,
    answers: Arc<Semaphore>,
}

impl Default for Queue {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::with(cores.clamp(1, PLACES), PATIENCE)
    }
}

impl Queue {
    fn with(places: usize, patience: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            many: u32::try_from(places).unwrap_or(1),
            bodies: Arc::new(Semaphore::new(BODIES)),
            answers: Arc::new(Semaphore::new(ANSWERS)),
            seated: Mutex::default(),
            patience,
        }
    }

    /// A seat for a request of an account.
    ///
    /// # Errors
    /// [`Problem::Crowded`] when all are taken, or all that one account may have.
    pub(super) fn enter(self: &Arc<Self>, user: User) -> Result<Seat> {
        let mut seated = self.seated.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = seated.values().map(|own| own.seats).sum();
        let own = seated.entry(user).or_insert_with(|| Own {
            seats: 0,
            places: Arc::new(Semaphore::new(places_of_one(self.many))),
            answers: Arc::new(Semaphore::new(OWN_ANSWERS)),
        });
        if all >= SEATS || own.seats >= OWN_SEATS {
            if own.seats == 0 {
                seated.remove(&user);
            }
            return Err(Problem::Crowded);
        }
        own.seats += 1;
        let (places, answers) = (Arc::clone(&own.places), Arc::clone(&own.answers));
        Ok(Seat(Arc::new(Seated { queue: Arc::clone(self), user, places, answers })))
    }
}

fn places_of_one(all: u32) -> usize {
    usize::try_from(all.saturating_sub(1).max(1)).unwrap_or(1)
}

/// A seat; it is released when the last clone is dropped.
#[derive(Clone)]
pub(super) struct Seat(Arc<Seated>);

struct Seated {
    queue: Arc<Queue>,
    user: User,
    places: Arc<Semaphore>,
    answers: Arc<Semaphore>,
}

impl Drop for Seated {
    fn drop(&mut self) {
        let mut seated = self.queue.seated.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = seated.get_mut(&self.user) {
            own.seats = own.seats.saturating_sub(1);
            if own.seats == 0 {
                seated.remove(&self.user);
            }
        }
    }
}

/// A resource that is kept until it is dropped, with the seat it belongs to.
pub(super) struct Held {
    _permits: Vec<OwnedSemaphorePermit>,
    _seat: Seat,
}

impl Seat {
    /// Reserves memory for a body of `bytes` bytes.
    ///
    /// # Errors
    /// [`Problem::Crowded`] when none is released in time.
    pub(super) async fn room_for(&self, bytes: usize) -> Result<Held> {
        self.hold([(&self.0.queue.bodies, kilobytes(bytes.saturating_mul(2), BODIES))]).await
    }

    /// A place to work in, or all of them.
    ///
    /// # Errors
    /// As [`Seat::room_for`].
    pub(super) async fn place(&self, alone: bool) -> Result<Held> {
        let all = self.0.queue.many;
        self.hold([(&self.0.places, 1), (&self.0.queue.places, if alone { all } else { 1 })]).await
    }

    /// Reserves memory for an answer of `bytes` bytes.
    ///
    /// # Errors
    /// As [`Seat::room_for`].
    pub(super) async fn room_to_leave(&self, bytes: usize) -> Result<Held> {
        let many = kilobytes(bytes, OWN_ANSWERS);
        self.hold([(&self.0.answers, many), (&self.0.queue.answers, many)]).await
    }

    async fn hold<const N: usize>(&self, wanted: [(&Arc<Semaphore>, u32); N]) -> Result<Held> {
        let all = async {
            let mut permits = Vec::with_capacity(N);
            for (semaphore, many) in wanted {
                permits.push(Arc::clone(semaphore).acquire_many_owned(many).await.map_err(Problem::internal)?);
            }
            Ok(Held { _permits: permits, _seat: self.clone() })
        };
        timeout(self.0.queue.patience, all).await.map_err(|_| Problem::Crowded)?
    }
}

/// Bytes in kilobytes, at most `most`.
fn kilobytes(bytes: usize, most: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1024).min(most)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(number: u128) -> PenggunaId {
        PenggunaId(uuid::Uuid::from_u128(number))
    }

    #[tokio::test]
    async fn one_account_takes_neither_all_seats_nor_all_places() {
        let queue = Arc::new(Queue::with(2, Duration::from_millis(200)));
        let own: Vec<Seat> = (0..OWN_SEATS).map(|_| queue.enter(Some(user(1))).unwrap()).collect();
        assert!(matches!(queue.enter(Some(user(1))), Err(Problem::Crowded)));
        let first = own[0].place(false).await.unwrap();
        let second = tokio::time::timeout(Duration::from_millis(50), own[1].place(false)).await;
        assert!(second.is_err(), "one account works in both places");
        let other = queue.enter(Some(user(2))).unwrap();
        drop(other.place(false).await.unwrap());
        drop(first);
        drop(own[1].place(false).await.unwrap());
        drop(own);
        assert_eq!(queue.seated.lock().unwrap().len(), 1, "who has left is forgotten");
    }

    #[tokio::test]
    async fn the_queue_ends_and_a_seat_outlives_the_request_while_its_work_goes_on() {
        let queue = Arc::new(Queue::with(2, Duration::from_millis(200)));
        let all: Vec<Seat> = (0..SEATS as u128).map(|number| queue.enter(Some(user(number / 8))).unwrap()).collect();
        assert!(matches!(queue.enter(Some(user(99))), Err(Problem::Crowded)));
        let held = all[0].room_for(1024).await.unwrap();
        drop(all);
        assert_eq!(queue.seated.lock().unwrap()[&Some(user(0))].seats, 1);
        drop(held);
        assert!(queue.seated.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn bodies_wait_for_room_and_patience_ends() {
        let queue = Arc::new(Queue::with(2, Duration::from_millis(200)));
        let seat = queue.enter(Some(user(1))).unwrap();
        let large = seat.room_for(20 * 1024 * 1024).await.unwrap();
        drop(seat.room_for(1024 * 1024).await.unwrap());
        assert!(matches!(seat.room_for(20 * 1024 * 1024).await, Err(Problem::Crowded)));
        drop(large);
        assert!(seat.room_for(usize::MAX).await.is_ok(), "no body is too large for an empty queue");
    }
}
