//! The settings of backups.

use std::path::PathBuf;

use kernel::{Problem, Result};
use serde::Deserialize;

use crate::Recipients;

/// The section `[cadangan]`. `config/default.toml` explains each key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder of the nightly backups; empty for none.
    pub ke: PathBuf,
    /// How many whole backups are kept there.
    pub simpan: usize,
    /// The hour, in WIB, from which a night's backup is made.
    pub jam: u32,
    /// The public keys to which backups are sealed.
    pub penerima: Vec<String>,
    /// Whether the master key goes along, sealed like the rest.
    pub dengan_kunci: bool,
    /// The program that copies a `PostgreSQL` database.
    pub pg_dump: PathBuf,
    /// The program that fills one from such a copy.
    pub pg_restore: PathBuf,
}

impl Settings {
    /// Refuses at start what would fail at night.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the key of the settings.
    pub fn check(&self) -> Result<()> {
        if self.jam > 23 {
            return Err(Problem::Malformed("Setelan cadangan.jam: isi 0 sampai 23.".to_owned()));
        }
        if !self.penerima.is_empty() {
            Recipients::parse(&self.penerima)?;
        }
        Ok(())
    }

    /// Refuses to begin a service whose nights would fail. Commands go on without: one of them makes the key that is missing.
    ///
    /// # Errors
    /// [`Problem::Malformed`] where backups are to be made each night and nobody is named to whom.
    pub fn check_nights(&self) -> Result<()> {
        if self.nightly() { Recipients::parse(&self.penerima).map(drop) } else { Ok(()) }
    }

    /// Whether there is a backup each night.
    #[must_use]
    pub fn nightly(&self) -> bool {
        !self.ke.as_os_str().is_empty()
    }
}
