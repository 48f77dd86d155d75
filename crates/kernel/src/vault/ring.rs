//! The wrapping keys of a house by their numbers, and how a new one takes over (ADR 0076).
//!
//! Everything sealed begins with the number of its key. What was sealed with an earlier key opens with that, and is sealed anew with the newest
//! one ([`Vault::renewed`]). What the earlier keys were is stored sealed by the newest master key ([`Vault::entrusted`]), so that one
//! alone opens everything.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::{FIRST, Key, Vault, WRAPPED, hmac};
use crate::problem::{Problem, Result};

/// The place for which the earlier keys are sealed.
const TRUST: &str = "kunci_induk";

/// Where master keys are looked for that the process has not met.
pub type Source = Box<dyn Fn() -> Vec<[u8; 32]> + Send + Sync>;

/// The wrapping keys.
pub(super) struct Ring {
    secrets: RwLock<BTreeMap<u8, [u8; 32]>>,
    source: OnceLock<Source>,
}

impl Ring {
    pub(super) fn new(number: u8, secret: [u8; 32]) -> Self {
        Self { secrets: RwLock::new(BTreeMap::from([(number, secret)])), source: OnceLock::new() }
    }

    /// The newest key, with its number.
    pub(super) fn active(&self) -> (u8, [u8; 32]) {
        let secrets = self.secrets.read().unwrap_or_else(PoisonError::into_inner);
        secrets.last_key_value().map_or((FIRST, [0; 32]), |(number, secret)| (*number, *secret))
    }

    pub(super) fn secret(&self, number: u8) -> Option<[u8; 32]> {
        self.secrets.read().unwrap_or_else(PoisonError::into_inner).get(&number).copied()
    }

    fn all(&self) -> BTreeMap<u8, [u8; 32]> {
        self.secrets.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What a key that the process has not met opens; from then on it is known. A key that is known has its number already: what bears another
    /// number was changed by hand.
    pub(super) fn learn<T>(&self, number: u8, opens: impl Fn(&[u8; 32]) -> Option<T>) -> Option<T> {
        let masters = self.source.get().map(|source| source()).unwrap_or_default();
        let known = self.all();
        let secrets = masters.iter().map(|master| hmac(master, &[b"wrap"]));
        let mut strange = secrets.filter(|secret| known.values().all(|one| one != secret));
        let (secret, opened) = strange.find_map(|secret| Some((secret, opens(&secret)?)))?;
        self.secrets.write().unwrap_or_else(PoisonError::into_inner).insert(number, secret);
        Some(opened)
    }
}

impl Vault {
    /// The number of the key that seals.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.ring.active().0
    }

    /// Whether a master key is one of this house.
    #[must_use]
    pub fn knows(&self, master: &[u8; 32]) -> bool {
        let secret = hmac(master, &[b"wrap"]);
        self.ring.all().values().any(|known| *known == secret)
    }

    /// Whether a master key is the newest one of this house.
    #[must_use]
    pub fn is_newest(&self, master: &[u8; 32]) -> bool {
        self.ring.active().1 == hmac(master, &[b"wrap"])
    }

    /// Says, once, where master keys are looked for that the process has not met: another process may have begun to use a new one.
    pub fn looks_in(&self, source: Source) {
        // A second source would be a second house.
        let _ = self.ring.source.set(source);
    }

    /// What a value for a place is when it is sealed with the newest key; none where it is so already.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it does not open.
    pub fn renewed(&self, place: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        if sealed.first() == Some(&self.number()) {
            return Ok(None);
        }
        let opened = self.open(place, sealed)?;
        Ok(Some(self.seal(place, &opened)?))
    }

    /// As [`Vault::renewed`] for a wrapped data key.
    ///
    /// # Errors
    /// As [`Vault::renewed`].
    pub fn renewed_key(&self, wrapped: &[u8]) -> Result<Option<Vec<u8>>> {
        self.renewed(WRAPPED, wrapped)
    }

    /// All that a new master key must know of this house, sealed by it, and the number that it gets.
    ///
    /// # Errors
    /// [`Problem::Malformed`] where there is no number left; [`Problem::Internal`] when the system has no randomness.
    pub fn entrusts(&self, master: &[u8; 32]) -> Result<(u8, Vec<u8>)> {
        let number = self.number().checked_add(1).ok_or_else(|| {
            Problem::Malformed("Kunci induk sudah diganti 254 kali; lebih dari itu tidak dapat.".to_owned())
        })?;
        let mut told = [self.index, self.stamp].concat();
        for (number, secret) in self.ring.all() {
            told.push(number);
            told.extend(secret);
        }
        Ok((number, Key::new(&hmac(master, &[b"wrap"])).sealed(number, TRUST, &told)?))
    }

    /// The vault of a house whose master key was changed, over the newest one and what it was entrusted with.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it is another key.
    pub fn entrusted(master: &[u8; 32], number: u8, sealed: &[u8]) -> Result<Self> {
        let wrap = hmac(master, &[b"wrap"]);
        let told = Key::new(&wrap).open(TRUST, sealed)?;
        let short = || Problem::internal("what a master key was entrusted with is too short");
        let (index, rest) = told.split_first_chunk::<32>().ok_or_else(short)?;
        let (stamp, rest) = rest.split_first_chunk::<32>().ok_or_else(short)?;
        let ring = Ring::new(number, wrap);
        {
            let mut secrets = ring.secrets.write().unwrap_or_else(PoisonError::into_inner);
            for one in rest.chunks(33) {
                let (earlier, secret) = one.split_first().ok_or_else(short)?;
                let secret: [u8; 32] = secret.try_into().map_err(|_| short())?;
                secrets.insert(*earlier, secret);
            }
        }
        Ok(Self { ring: Arc::new(ring), branch: None, index: *index, stamp: *stamp })
    }

    /// Takes up the key that a house has changed to, where another process began it.
    ///
    /// # Errors
    /// [`Problem::Internal`] where that key is not found.
    pub fn follows(&self, sealed: &[u8]) -> Result<()> {
        self.open(TRUST, sealed).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_master_key_alone_opens_what_was_before() {
        let old = Vault::new(&[7; 32]);
        let (key, wrapped) = old.new_key().unwrap();
        let value = key.seal("orang.nik", b"3603990101900001").unwrap();
        let (number, told) = old.entrusts(&[8; 32]).unwrap();
        let new = Vault::entrusted(&[8; 32], number, &told).unwrap();
        assert_eq!((old.number(), new.number()), (1, 2));
        assert_eq!(new.blind_index("nik", "1"), old.blind_index("nik", "1"), "people are found as before");
        let again = new.renewed_key(&wrapped).unwrap().unwrap();
        assert_eq!(new.open_key(&again).unwrap().open("orang.nik", &value).unwrap(), b"3603990101900001");
        assert!(new.renewed_key(&again).unwrap().is_none(), "once");
        assert!(old.open_key(&again).is_err(), "the old key alone does not open it");
        assert!(Vault::entrusted(&[9; 32], number, &told).is_err(), "nor does another");
        assert_ne!(new.signing(), old.signing());
    }

    #[test]
    fn who_serves_meanwhile_takes_up_the_new_key() {
        let serving = Vault::new(&[7; 32]);
        serving.looks_in(Box::new(|| vec![[7; 32], [8; 32]]));
        let files = serving.branch("lampiran");
        let kept = files.seal("isi", b"x").unwrap();
        let (number, told) = serving.entrusts(&[8; 32]).unwrap();
        let new = Vault::entrusted(&[8; 32], number, &told).unwrap();
        let sealed = new.seal("tempat", b"y").unwrap();
        assert_eq!(serving.number(), 1);
        assert_eq!(serving.open("tempat", &sealed).unwrap(), b"y");
        assert_eq!(serving.number(), 2, "and seals with it");
        let again = new.branch("lampiran").renewed("isi", &kept).unwrap().unwrap();
        assert_eq!(files.open("isi", &again).unwrap(), b"x", "its parts follow");
        assert_eq!(new.branch("lampiran").open("isi", &kept).unwrap(), b"x");
    }

    #[test]
    fn a_number_that_was_changed_by_hand_opens_nothing() {
        let vault = Vault::new(&[7; 32]);
        vault.looks_in(Box::new(|| vec![[7; 32]]));
        let mut sealed = vault.seal("tempat", b"x").unwrap();
        sealed[0] = 2;
        assert!(vault.open("tempat", &sealed).is_err());
        assert_eq!(vault.number(), 1);
    }

    #[test]
    fn a_key_is_changed_more_than_once() {
        let first = Vault::new(&[1; 32]);
        let sealed = first.seal("tempat", b"x").unwrap();
        let (number, told) = first.entrusts(&[2; 32]).unwrap();
        let second = Vault::entrusted(&[2; 32], number, &told).unwrap();
        let (number, told) = second.entrusts(&[3; 32]).unwrap();
        let third = Vault::entrusted(&[3; 32], number, &told).unwrap();
        assert_eq!((number, third.open("tempat", &sealed).unwrap()), (3, b"x".to_vec()));
    }
}
