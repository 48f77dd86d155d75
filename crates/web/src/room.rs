//! Limits connections. Silent connections make room for new ones, and no single address can take all.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::Instant;

use crate::proxies::{Proxies, counted};

/// How many connections there are at once.
pub(crate) const ALL: usize = 1_024;
/// How many of them may be silent (nothing sent yet); the rest is reserved for connections that send.
const SILENT: usize = 256;
/// How many of one address may be silent.
const SILENT_OF_ONE: usize = 64;
/// How many one address may have. A proxy of the settings may have all.
const OF_ONE: usize = ALL / 2;

/// How long a connection may stay in a stage.
fn patience(stage: Stage) -> Duration {
    match stage {
        // From accepting to the end of the first request's head.
        Stage::Silent => Duration::from_secs(10),
        // For HTTP/2; a connection of HTTP/1 is closed earlier, by the deadline for the next head.
        Stage::Idle => Duration::from_mins(1),
        // Requests have deadlines of their own; this is for an answer that nobody fetches.
        Stage::Busy => Duration::from_mins(15),
    }
}

/// How far a connection is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// No request has come yet.
    Silent,
    /// A request runs, or its answer is being fetched.
    Busy,
    /// Between two requests.
    Idle,
}

/// All connections and their limits.
pub(crate) struct Room {
    proxies: Proxies,
    seats: Mutex<Seats>,
}

#[derive(Default)]
struct Seats {
    next: u64,
    taken: HashMap<u64, Seat>,
    /// The connections in each stage that can be displaced by others, the oldest first.
    silent: BTreeSet<u64>,
    idle: BTreeSet<(u64, u64)>,
    of: HashMap<IpAddr, Count>,
}

struct Seat {
    /// None for a proxy.
    address: Option<IpAddr>,
    running: usize,
    /// When it became idle, counted in changes of the room.
    idle_since: u64,
    /// Receivers are notified of each change of stage, and when the seat is taken away.
    stage: watch::Sender<(Stage, Instant)>,
}

#[derive(Default)]
struct Count {
    all: usize,
    silent: BTreeSet<u64>,
}

impl Room {
    pub(crate) fn new(proxies: Proxies) -> Arc<Self> {
        Arc::new(Self { proxies, seats: Mutex::default() })
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a connection that was just accepted. If there are too many silent ones, the one that has been silent longest
    /// is closed. None if its address has the maximum number of connections and all of them are busy.
    pub(crate) fn enter(self: &Arc<Self>, peer: IpAddr, slot: OwnedSemaphorePermit) -> Option<Place> {
        let address = (!self.proxies.trusts(peer)).then(|| counted(peer));
        let mut seats = self.seats();
        if let Some(address) = address
            && seats.crowded(address)
        {
            let longest = seats.quiet_of(address)?;
            seats.rise(longest);
        }
        if seats.silent.len() >= SILENT
            && let Some(longest) = seats.silent.first().copied()
        {
            seats.rise(longest);
        }
        let (stage, watched) = watch::channel((Stage::Silent, Instant::now()));
        let id = seats.sit(Seat { address, running: 0, idle_since: 0, stage });
        drop(seats);
        Some(Place { seat: Arc::new(Held { room: Arc::clone(self), id, _slot: slot }), stage: watched })
    }

    /// Closes the connection that has been silent longest, or else idle longest, because a new one is waiting.
    pub(crate) fn make_way(&self) {
        let mut seats = self.seats();
        let longest = seats.silent.first().copied().or_else(|| seats.idle.first().map(|(_, id)| *id));
        if let Some(longest) = longest {
            seats.rise(longest);
        }
    }
}

impl Seats {
    fn sit(&mut self, seat: Seat) -> u64 {
        self.next += 1;
        let id = self.next;
        if let Some(address) = seat.address {
            let count = self.of.entry(address).or_default();
            count.all += 1;
            count.silent.insert(id);
        }
        self.silent.insert(id);
        self.taken.insert(id, seat);
        id
    }

    fn crowded(&self, address: IpAddr) -> bool {
        self.of.get(&address).is_some_and(|count| count.all >= OF_ONE || count.silent.len() >= SILENT_OF_ONE)
    }

    /// The longest silent connection of an address, or else its longest idle one.
    fn quiet_of(&self, address: IpAddr) -> Option<u64> {
        let silent = self.of.get(&address).and_then(|count| count.silent.first().copied());
        let mine = |id: &u64| self.taken.get(id).is_some_and(|seat| seat.address == Some(address));
        silent.or_else(|| self.idle.iter().map(|(_, id)| *id).find(mine))
    }

    /// Takes the seat of a connection away, which notifies it to close. The seat is free at once, so that several new
    /// connections each displace a different one.
    fn rise(&mut self, id: u64) {
        let Some(seat) = self.taken.remove(&id) else { return };
        self.no_longer_quiet(id, &seat);
        if let Some(address) = seat.address
            && let Some(count) = self.of.get_mut(&address)
        {
            count.all -= 1;
            if count.all == 0 {
                self.of.remove(&address);
            }
        }
    }

    fn no_longer_quiet(&mut self, id: u64, seat: &Seat) {
        self.silent.remove(&id);
        self.idle.remove(&(seat.idle_since, id));
        if let Some(count) = seat.address.and_then(|address| self.of.get_mut(&address)) {
            count.silent.remove(&id);
        }
    }

    /// Notes that a request of a connection has begun (`true`) or ended.
    fn turn(&mut self, id: u64, begun: bool) {
        // A connection that was told to close has no seat any more.
        let Some(mut seat) = self.taken.remove(&id) else { return };
        self.no_longer_quiet(id, &seat);
        seat.running = if begun { seat.running + 1 } else { seat.running.saturating_sub(1) };
        let stage = if seat.running > 0 { Stage::Busy } else { Stage::Idle };
        if stage == Stage::Idle {
            self.next += 1;
            seat.idle_since = self.next;
            self.idle.insert((seat.idle_since, id));
        }
        seat.stage.send_replace((stage, Instant::now()));
        self.taken.insert(id, seat);
    }
}

/// A seat, held by a connection and by each of its requests.
struct Held {
    room: Arc<Room>,
    id: u64,
    _slot: OwnedSemaphorePermit,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.room.seats().rise(self.id);
    }
}

/// The place of a connection.
pub(crate) struct Place {
    seat: Arc<Held>,
    stage: watch::Receiver<(Stage, Instant)>,
}

impl Place {
    /// Completes when the connection must close: its seat was given to another, or it stayed in one stage for too long.
    pub(crate) async fn over(&mut self) {
        loop {
            let (stage, since) = *self.stage.borrow_and_update();
            let changed = tokio::time::timeout_at(since + patience(stage), self.stage.changed()).await;
            if !matches!(changed, Ok(Ok(()))) {
                return;
            }
        }
    }

    /// Whether no request has come yet.
    pub(crate) fn is_silent(&self) -> bool {
        self.stage.borrow().0 == Stage::Silent
    }

    /// The marker for the requests of the connection.
    pub(crate) fn requests(&self) -> Requests {
        Requests(Arc::clone(&self.seat))
    }
}

/// Marks the requests of a connection.
#[derive(Clone)]
pub(crate) struct Requests(Arc<Held>);

impl Requests {
    /// Marks the beginning of a request after its head has arrived. It counts as running until the returned value is dropped.
    pub(crate) fn begin(&self) -> Running {
        self.0.room.seats().turn(self.0.id, true);
        Running(Arc::clone(&self.0))
    }
}

/// A request that runs.
pub(crate) struct Running(Arc<Held>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.room.seats().turn(self.0.id, false);
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::Semaphore;

    use super::*;

    struct Hall(Arc<Room>, Arc<Semaphore>);

    impl Hall {
        fn new(proxy: &str) -> Self {
            let room = Room::new(Proxies::new(&[proxy.to_owned()]).unwrap());
            Self(room, Arc::new(Semaphore::new(ALL)))
        }

        fn enter(&self, from: &str) -> Option<Place> {
            let slot = Arc::clone(&self.1).try_acquire_owned().unwrap();
            self.0.enter(from.parse().unwrap(), slot)
        }
    }

    fn stays(place: &Place) -> bool {
        place.stage.has_changed().is_ok()
    }

    #[tokio::test]
    async fn whoever_is_silent_makes_room_and_whoever_speaks_stays() {
        let hall = Hall::new("10.0.0.1");
        let speaking = hall.enter("203.0.113.1").unwrap();
        let running = speaking.requests().begin();
        let other = hall.enter("203.0.113.2").unwrap();
        let flood: Vec<_> = (0..500).map(|_| hall.enter("203.0.113.1").unwrap()).collect();
        assert!(stays(&speaking) && stays(&other));
        let left = flood.iter().filter(|place| stays(place)).count();
        assert_eq!(left, SILENT_OF_ONE);
        assert!(stays(flood.last().unwrap()) && !stays(&flood[0]));
        // Many addresses, and a proxy, share the limit for silent connections.
        let many: Vec<_> = (0..400).map(|at| hall.enter(if at % 2 == 0 { "10.0.0.1" } else { "10.1.0.1" })).collect();
        assert!(!stays(&other) && stays(&speaking));
        assert!(many.iter().flatten().filter(|place| stays(place)).count() <= SILENT);
        drop((running, flood, many, other, speaking));
        assert_eq!(hall.1.available_permits(), ALL);
        assert!(hall.0.seats().of.is_empty() && hall.0.seats().taken.is_empty());
    }

    #[tokio::test]
    async fn one_address_holds_half_of_the_room_and_a_proxy_all_of_it() {
        let hall = Hall::new("10.0.0.1");
        let speak = |from: &str| hall.enter(from).map(|place| (place.requests().begin(), place));
        let mut held: Vec<_> = (0..OF_ONE).map(|_| speak("203.0.113.1").unwrap()).collect();
        assert!(speak("203.0.113.1").is_none());
        // Between two requests a connection makes way for one of its own address.
        let (running, idle) = held.remove(0);
        drop(running);
        let newcomer = speak("203.0.113.1").unwrap();
        assert!(!stays(&idle));
        drop(idle);
        let proxied: Vec<_> = (0..ALL - OF_ONE).map(|_| speak("10.0.0.1").unwrap()).collect();
        assert_eq!(hall.1.available_permits(), 0);
        assert!(proxied.iter().chain([&newcomer]).all(|(_, place)| stays(place)));
    }

    #[tokio::test]
    async fn whoever_loses_the_seat_hears_of_it_and_whoever_keeps_it_is_left_alone() {
        let hall = Hall::new("10.0.0.1");
        let (mut speaking, mut silent) = (hall.enter("203.0.113.1").unwrap(), hall.enter("203.0.113.1").unwrap());
        let running = speaking.requests().begin();
        assert!(silent.is_silent() && !speaking.is_silent());
        hall.0.make_way();
        silent.over().await;
        let soon = Duration::from_millis(50);
        assert!(tokio::time::timeout(soon, speaking.over()).await.is_err());
        // The answer is fetched, and no idle or silent connection is left.
        drop(running);
        hall.0.make_way();
        speaking.over().await;
    }

    #[test]
    fn nobody_stays_silent_for_long() {
        assert!(patience(Stage::Silent) <= Duration::from_secs(10));
        assert!(patience(Stage::Silent) < patience(Stage::Idle) && patience(Stage::Idle) < patience(Stage::Busy));
    }
}
