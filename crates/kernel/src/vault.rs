//! Encryption at rest and blind indexes for what identifies or exposes a person.
//!
//! Each person has a data key; the vault's master key wraps it. Destroying the wrapped key destroys the data. An exact search
//! uses a keyed hash (blind index), so the database contains no identity number in clear text.

pub mod ring;

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use self::ring::Ring;
use crate::problem::{Problem, Result};

const NONCE: usize = 24;
/// How many bytes sealing adds: the key's mark, the nonce and the tag.
pub const SEAL: usize = 1 + NONCE + 16;
/// The number of the first master key of a house. The first byte of everything sealed is the number of its key.
pub(crate) const FIRST: u8 = 1;
/// The place for which data keys are wrapped.
const WRAPPED: &str = "kunci";

/// Holds the keys of the house. The wrapping key can be changed ([`ring`]); those of indexes, addresses and stamps are what they were made
/// (ADR 0076).
pub struct Vault {
    ring: Arc<Ring>,
    branch: Option<Branch>,
    index: [u8; 32],
    stamp: [u8; 32],
}

/// A part of the house with wrapping keys of its own, which follow from those of the house.
struct Branch {
    purpose: String,
    first: [u8; 32],
}

/// A key that seals and opens.
pub struct Key(XChaCha20Poly1305);

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length; `new_from_slice` cannot fail for it.
    let Ok(mut mac) = <Hmac<Sha256> as hmac::digest::KeyInit>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex(&Sha256::digest(bytes))
}

/// Fills an array from the operating system's random source.
///
/// # Errors
/// [`Problem::Internal`] when the system has no randomness to give.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(bytes)
}

impl Vault {
    /// A vault over a master key of 32 bytes, the first of its house.
    #[must_use]
    pub fn new(master: &[u8; 32]) -> Self {
        let [wrap, index, stamp] = [&b"wrap"[..], b"index", b"stamp"].map(|purpose| hmac(master, &[purpose]));
        Self { ring: Arc::new(Ring::new(FIRST, wrap)), branch: None, index, stamp }
    }

    /// A vault for a part of the house: its wrapping keys change with those of the house.
    #[must_use]
    pub fn branch(&self, purpose: &str) -> Self {
        let root = self.derive(purpose);
        let [first, index, stamp] = [&b"wrap"[..], b"index", b"stamp"].map(|purpose| hmac(&root, &[purpose]));
        Self { ring: Arc::clone(&self.ring), branch: Some(Branch { purpose: purpose.to_owned(), first }), index, stamp }
    }

    /// A key of 32 bytes for another purpose; the same on every machine with this master key, and after it has been changed.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        hmac(&self.index, &[b"derive", purpose.as_bytes()])
    }

    /// The seed of the key that signs tokens. It changes with the master key, for who opens the house after that.
    #[must_use]
    pub fn signing(&self) -> [u8; 32] {
        let (number, secret) = self.ring.active();
        if number == FIRST { self.derive("token") } else { hmac(&secret, &[b"token"]) }
    }

    /// Makes a data key; returns it with its wrapped form to store.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the system has no randomness.
    pub fn new_key(&self) -> Result<(Key, Vec<u8>)> {
        let key = random::<32>()?;
        let wrapped = self.seal(WRAPPED, &key)?;
        Ok((Key::new(&key), wrapped))
    }

    /// Opens a wrapped data key.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it was made with another master key or was changed.
    pub fn open_key(&self, wrapped: &[u8]) -> Result<Key> {
        let bytes = self.open(WRAPPED, wrapped)?;
        let key: [u8; 32] = bytes.try_into().map_err(|_| Problem::internal("data key has a wrong length"))?;
        Ok(Key::new(&key))
    }

    /// The blind index of a value in a domain (`nik`, `paspor`, …): 64 hexadecimal digits.
    #[must_use]
    pub fn blind_index(&self, domain: &str, value: &str) -> String {
        self.address(domain, value.as_bytes())
    }

    /// The keyed fingerprint of content in a domain, as [`Vault::blind_index`]. It reveals nothing without the key.
    #[must_use]
    pub fn address(&self, domain: &str, content: &[u8]) -> String {
        hex(&hmac(&self.index, &[domain.as_bytes(), content]))
    }

    /// The keyed fingerprint by which the program recognises what it wrote itself. It cannot be made without the key.
    pub(crate) fn mark(&self, content: &[u8]) -> [u8; 32] {
        hmac(&self.stamp, &[content])
    }

    /// Seals a value that belongs to no single person, with the house's own key, for one place. It cannot be opened for another
    /// place.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the system has no randomness.
    pub fn seal(&self, place: &str, value: &[u8]) -> Result<Vec<u8>> {
        let (number, secret) = self.ring.active();
        Key::new(&self.wrap(number, &secret)).sealed(number, place, value)
    }

    /// Opens what [`Vault::seal`] made for the same place, with this or an earlier key of the house.
    ///
    /// # Errors
    /// [`Problem::Internal`] when key, place or content do not fit.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let number = sealed.first().copied().unwrap_or_default();
        if let Some(secret) = self.ring.secret(number) {
            return Key::new(&self.wrap(number, &secret)).open(place, sealed);
        }
        self.ring
            .learn(number, |secret| Key::new(&self.wrap(number, secret)).open(place, sealed).ok())
            .ok_or_else(|| broken(place))
    }

    /// The wrapping key that follows from a secret of the ring.
    fn wrap(&self, number: u8, secret: &[u8; 32]) -> [u8; 32] {
        match &self.branch {
            None => *secret,
            Some(branch) if number == FIRST => branch.first,
            Some(branch) => hmac(secret, &[b"branch", branch.purpose.as_bytes()]),
        }
    }
}

fn broken(place: &str) -> Problem {
    Problem::internal(format!("sealed value of {place} cannot be opened"))
}

impl Key {
    fn new(bytes: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(bytes.into()))
    }

    /// Seals a value for one place (`orang.nik`). It cannot be opened for another place.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the system has no randomness.
    pub fn seal(&self, place: &str, value: &[u8]) -> Result<Vec<u8>> {
        self.sealed(FIRST, place, value)
    }

    /// As [`Key::seal`], under the number of the key.
    fn sealed(&self, number: u8, place: &str, value: &[u8]) -> Result<Vec<u8>> {
        let nonce = random::<NONCE>()?;
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), Payload { msg: value, aad: place.as_bytes() })
            .map_err(|_| Problem::internal("sealing failed"))?;
        Ok([&[number], nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// Opens what [`Key::seal`] made for the same place.
    ///
    /// # Errors
    /// [`Problem::Internal`] when key, place or content do not fit.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || broken(place);
        let (_, rest) = sealed.split_at_checked(1).ok_or_else(broken)?;
        let (nonce, message) = rest.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
        let payload = Payload { msg: message, aad: place.as_bytes() };
        self.0.decrypt(&XNonce::from(nonce), payload).map_err(|_| broken())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_only_with_its_key_and_in_its_place() {
        let vault = Vault::new(&[7; 32]);
        let (key, wrapped) = vault.new_key().unwrap();
        let sealed = key.seal("orang.nik", b"3603990101900001").unwrap();
        assert!(!sealed.windows(16).any(|w| w == b"3603990101900001"));
        let again = vault.open_key(&wrapped).unwrap();
        assert_eq!(again.open("orang.nik", &sealed).unwrap(), b"3603990101900001");
        assert!(again.open("orang.paspor", &sealed).is_err());
        assert!(Vault::new(&[8; 32]).open_key(&wrapped).is_err());
    }

    #[test]
    fn a_blind_index_is_stable_and_keyed() {
        let (one, two) = (Vault::new(&[1; 32]), Vault::new(&[2; 32]));
        assert_eq!(one.blind_index("nik", "1"), one.blind_index("nik", "1"));
        assert_ne!(one.blind_index("nik", "1"), two.blind_index("nik", "1"));
        assert_ne!(one.blind_index("nik", "1"), one.blind_index("paspor", "1"));
    }
}
