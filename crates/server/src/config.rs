//! Settings: the embedded defaults, then a file, then the environment, then the command line.

use std::path::{Path, PathBuf};

use accounts::Strength;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use kernel::space::Limits;
use kernel::{Problem, Result};
use lampiran::Quota;
use serde::Deserialize;
use web::Proxies;

/// All settings. `config/default.toml` explains each.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the embedded database and the master key live.
    pub data_dir: PathBuf,
    /// The office in whose name this machine works.
    pub office: String,
    /// The master key in hexadecimal digits; empty to read it from a file.
    pub master_key: String,
    /// A folder with further agreements and inclusion rules; empty for those shipped with the program.
    pub iku_dir: PathBuf,
    /// The server.
    pub server: Server,
    /// The database.
    pub database: Database,
    /// When free space is too little.
    pub space: Limits,
    /// What a user may attach on a day.
    pub quota: Quota,
    /// The strength of password hashes.
    pub password: Strength,
    /// Logs.
    pub log: Log,
}

/// The server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port.
    pub bind: String,
    /// Addresses and networks of the proxies before it.
    pub trusted_proxies: Vec<String>,
    /// The token for `/metrics`; empty for no such page.
    pub metrics_token: String,
}

/// The database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Its URL; empty for `SQLite` in the data folder.
    pub url: String,
    /// Connections in the pool.
    pub connections: u32,
}

/// Logs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// What is logged.
    pub filter: String,
    /// `text` or `json`.
    pub format: String,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the key and where it stands.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let mut figment = Figment::from(Toml::string(include_str!("../../../config/default.toml")));
        if let Some(file) = file {
            if !file.exists() {
                return Err(Problem::Malformed(format!("Berkas setelan {} tidak ada.", file.display())));
            }
            figment = figment.merge(Toml::file(file));
        }
        // Numbers in a key would be read as numbers, so the key is taken as the text that it is.
        let env = Env::prefixed("LINDUNG_").split("__").ignore(&["master_key"]);
        let mut config: Self =
            figment.merge(env).extract().map_err(|e| Problem::Malformed(format!("Setelan tidak terbaca: {e}")))?;
        if let Some(key) = Env::var("LINDUNG_MASTER_KEY") {
            config.master_key = key;
        }
        config.proxies()?;
        Ok(config)
    }

    /// The folder with further agreements and inclusion rules, if there is one.
    #[must_use]
    pub fn iku_dir(&self) -> Option<&Path> {
        Some(self.iku_dir.as_path()).filter(|folder| !folder.as_os_str().is_empty())
    }

    /// The proxies before the server.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for what is no address and no network.
    pub fn proxies(&self) -> Result<Proxies> {
        Proxies::new(&self.server.trusted_proxies)
    }

    /// The URL of the database.
    #[must_use]
    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() { kernel::db::sqlite_url(&self.data_dir) } else { self.database.url.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_there_and_every_shipped_file_is_readable() {
        assert_eq!(Config::read(None).unwrap().office, "BP3MI-BANTEN");
        for file in ["production.toml", "test.toml"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config").join(file);
            Config::read(Some(&path)).unwrap();
        }
    }
}
