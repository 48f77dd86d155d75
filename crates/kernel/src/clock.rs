//! The only sources of the present time and of new ids. Everything else receives them as arguments.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant in UTC, cut to microseconds since `PostgreSQL` keeps no more.
    fn now(&self) -> DateTime<Utc>;
}

/// The host's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock everything else asks")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands still until it is set: for tests, and for the demo year that is recorded day by day.
pub struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// A clock standing at `at`.
    #[must_use]
    pub fn at(at: DateTime<Utc>) -> Self {
        Self(Mutex::new(at))
    }

    /// Moves the clock to `at`.
    pub fn set(&self, at: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// Moves the clock on by `step`.
    pub fn advance(&self, step: chrono::TimeDelta) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += step;
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes ids: UUIDs of version 7 that sort in the order in which they were made.
#[derive(Default)]
pub struct Ids(Mutex<ContextV7>);

impl Ids {
    /// A new id for something recorded at `at`.
    pub fn next(&self, at: DateTime<Utc>) -> Uuid {
        let context = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, at.timestamp_subsec_nanos()))
    }
}
