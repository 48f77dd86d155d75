//! Sessions that were looked up a moment ago, so that somebody's many requests ask the database once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::entity::{pengguna, sesi};

/// How long what was looked up is believed. A session that ends in another process is over here less than a second later; one that
/// ends in this process is over at once.
const BELIEVED: Duration = Duration::from_millis(800);
/// How many sessions are remembered. Those that are too old go first.
const MOST: usize = 4_096;

/// A session and its user, as they were when they were looked up.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) session: sesi::Model,
    pub(crate) user: pengguna::Model,
    /// When a token ends by itself, in seconds since 1970; none for a cookie.
    pub(crate) until: Option<i64>,
}

/// What was looked up, by the fingerprint of the cookie or token.
#[derive(Default)]
pub(crate) struct Recent(Mutex<HashMap<String, (Instant, Known)>>);

impl Recent {
    fn held(&self) -> MutexGuard<'_, HashMap<String, (Instant, Known)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was looked up under a fingerprint, if that is believed still.
    pub(crate) fn get(&self, fingerprint: &str) -> Option<Known> {
        let held = self.held();
        held.get(fingerprint).filter(|(since, _)| since.elapsed() < BELIEVED).map(|(_, known)| known.clone())
    }

    /// Remembers what was looked up; `since` is when that began.
    pub(crate) fn keep(&self, fingerprint: String, since: Instant, mut known: Known) {
        // The hash of the password is of no use here.
        known.user.sandi.clear();
        let mut held = self.held();
        if held.len() >= MOST {
            held.retain(|_, (since, _)| since.elapsed() < BELIEVED);
        }
        if held.len() < MOST {
            held.insert(fingerprint, (since, known));
        }
    }

    /// Forgets all: a session or an account was changed.
    pub(crate) fn forget(&self) {
        self.held().clear();
    }
}
