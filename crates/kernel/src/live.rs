//! What every request reads and somebody seldom replaces while the program runs, such as vocabularies and the calendar.

use std::ops::Deref;
use std::sync::OnceLock;

/// A value of which a newer version may be put in force at any time.
///
/// It is read like the value itself: without a lock, and always in the newest version. A reference to an earlier version stays good as long
/// as this value lives, so a request that has begun ends with what it began with. That is why no version is let go of: what changes
/// by hand changes some hundred times between two starts, and versions should share what did not change.
pub struct Live<T> {
    first: Version<T>,
}

struct Version<T> {
    held: T,
    next: OnceLock<Box<Version<T>>>,
}

impl<T> Version<T> {
    fn new(held: T) -> Self {
        Self { held, next: OnceLock::new() }
    }
}

impl<T> Live<T> {
    /// The first version.
    #[must_use]
    pub fn new(held: T) -> Self {
        Self { first: Version::new(held) }
    }

    /// The newest version, with its number, counted from 0.
    #[must_use]
    pub fn newest(&self) -> (usize, &T) {
        let (mut version, mut number) = (&self.first, 0);
        while let Some(next) = version.next.get() {
            version = next;
            number += 1;
        }
        (number, &version.held)
    }

    /// Puts a newer version in force, for whoever reads from now on.
    pub fn renew(&self, held: T) {
        let (mut version, mut fresh) = (&self.first, Box::new(Version::new(held)));
        loop {
            match version.next.set(fresh) {
                Ok(()) => return,
                Err(refused) => fresh = refused,
            }
            let Some(next) = version.next.get() else { return };
            version = next;
        }
    }
}

impl<T> Deref for Live<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.newest().1
    }
}

impl<T> Drop for Live<T> {
    fn drop(&mut self) {
        // One after the other: a long list that lets go of itself goes as deep as it is long.
        let mut next = self.first.next.take();
        while let Some(mut version) = next {
            next = version.next.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_read_and_earlier_ones_stay() {
        let live = Live::new("satu".to_owned());
        let before: &String = &live;
        live.renew("dua".to_owned());
        live.renew("tiga".to_owned());
        assert_eq!((before.as_str(), live.as_str(), live.newest().0), ("satu", "tiga", 2));
    }

    #[test]
    fn many_versions_are_let_go_of() {
        let live = Live::new(0);
        for number in 1..2_000 {
            live.renew(number);
        }
        assert_eq!(*live, 1_999);
    }
}
