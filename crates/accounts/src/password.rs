//! Passwords: Argon2id, at most as many hashes at once as there are cores.

use std::sync::Arc;

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{Problem, Result};
use serde::Deserialize;
use tokio::sync::Semaphore;

/// How dear a hash is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strength {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

/// Hashes and checks passwords.
pub(crate) struct Passwords {
    argon: Argon2<'static>,
    slots: Arc<Semaphore>,
    /// A hash of nothing that anyone knows: unknown users cost as much time as known ones.
    decoy: String,
}

impl Passwords {
    pub(crate) fn new(strength: Strength) -> Result<Self> {
        let params =
            Params::new(strength.memory_kib, strength.passes, 1, None).map_err(|e| Problem::internal(e.to_string()))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = decoy(argon.params(), &kernel::vault::random::<48>()?)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self { argon, slots: Arc::new(Semaphore::new(cores)), decoy })
    }

    /// The hash of a password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        self.run(move || hash_with(&argon, password.as_bytes())).await?
    }

    /// Whether a password fits a hash; without a hash it never does, but takes as long.
    pub(crate) async fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let (known, hash) = (hash.is_some(), hash.unwrap_or(&self.decoy).to_owned());
        let fits = self
            .run(move || {
                PasswordHash::new(&hash).is_ok_and(|hash| argon.verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(fits && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        // A full queue is told at once, so that a flood of logins cannot hold everybody else.
        let waiting = std::time::Duration::from_secs(5);
        let slot = tokio::time::timeout(waiting, Arc::clone(&self.slots).acquire_owned())
            .await
            .map_err(|_| Problem::Busy)?
            .map_err(Problem::internal)?;
        let done = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
        drop(slot);
        Ok(done)
    }
}

/// A hash as of a password that nobody knows: checking it costs what checking a real one costs, and making it costs nothing.
fn decoy(params: &Params, random: &[u8; 48]) -> Result<String> {
    let (salt, hash) = random.split_at(16);
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: params.try_into().map_err(|e: Error| Problem::internal(e.to_string()))?,
        salt: Some(Salt::new(salt).map_err(|e| Problem::internal(e.to_string()))?),
        hash: Some(Output::new(hash).map_err(|e| Problem::internal(e.to_string()))?),
    };
    Ok(hash.to_string())
}

fn hash_with(argon: &Argon2<'_>, password: &[u8]) -> Result<String> {
    argon.hash_password(password).map(|hash| hash.to_string()).map_err(|e| Problem::internal(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{PasswordHash, Passwords, Strength};

    #[tokio::test]
    async fn an_unknown_user_costs_what_a_known_one_costs() {
        let passwords = Passwords::new(Strength { memory_kib: 64, passes: 2 }).unwrap();
        let known = passwords.hash("kata sandi contoh").await.unwrap();
        assert!(passwords.fits("kata sandi contoh", Some(&known)).await.unwrap());
        assert!(!passwords.fits("kata sandi contoh", None).await.unwrap());
        let cost = |hash: &str| {
            let PasswordHash { algorithm, version, params, salt, hash } = PasswordHash::new(hash).unwrap();
            (algorithm, version, params, salt.unwrap().as_ref().len(), hash.unwrap().as_bytes().len())
        };
        assert_eq!(cost(&passwords.decoy), cost(&known));
    }
}
