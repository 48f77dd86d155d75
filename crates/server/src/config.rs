//! Settings: the embedded defaults, then a file, then the environment, then the command line.

mod told;

use std::path::{Path, PathBuf};

use accounts::Strength;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use kernel::space::Limits;
use kernel::{Problem, Result};
use lampiran::Quota;
use serde::Deserialize;
use web::Proxies;

use crate::surel;

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
    /// The file of the master key; empty for `kunci` in the data folder.
    pub master_key_file: PathBuf,
    /// A folder with further agreements and inclusion rules; empty for those shipped with the program.
    pub iku_dir: PathBuf,
    /// The folder of the machine's fonts; empty for only those that are part of the program.
    pub fonts_dir: PathBuf,
    /// The password of the demo's users; empty to make one at each start.
    pub demo_password: String,
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
    /// Backups.
    pub cadangan: cadangan::Settings,
    /// Outgoing e-mail.
    pub surel: surel::Settings,
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

fn defaults() -> Figment {
    Figment::from(Toml::string(include_str!("../../../config/default.toml")))
}

fn environment() -> Env {
    Env::prefixed("LINDUNG_").split("__")
}

/// Whether there is a setting of a name.
fn known(key: &str) -> bool {
    defaults().find_value(&key.to_lowercase()).is_ok_and(|value| value.as_dict().is_none())
}

/// Whether a variable of the surroundings is a setting.
#[must_use]
pub fn is_variable(name: &str) -> bool {
    name.strip_prefix("LINDUNG_").is_some_and(|key| known(&key.replace("__", ".")))
}

/// The variables of the surroundings that begin like ours and are no setting, such as those that Kubernetes sets for a service of our
/// name. They are left alone, and named.
#[must_use]
pub fn strange_variables() -> Vec<String> {
    let environment = environment();
    let strange = environment.iter().filter(|(key, _)| !known(key.as_str()));
    strange.map(|(key, _)| format!("LINDUNG_{}", key.as_str().to_uppercase().replace('.', "__"))).collect()
}

impl Config {
    /// Reads the settings. A misspelt key in a file is an error; a variable that is no setting is not, see [`strange_variables`].
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the key and where it stands.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let mut figment = defaults();
        if let Some(file) = file {
            if !file.exists() {
                return Err(Problem::Malformed(format!("Berkas setelan {} tidak ada.", file.display())));
            }
            figment = figment.merge(Toml::file(file));
        }
        // Numbers in a key or password would be read as numbers, so those are taken as the text that they are.
        let as_text = ["master_key", "demo_password", "surel.password", "server.metrics_token"];
        let env = environment().filter(|key| known(key.as_str())).ignore(&as_text);
        let mut config: Self = figment
            .merge(env)
            .extract()
            .map_err(|error| Problem::Malformed(format!("Setelan tidak terbaca.\n{}", told::sentences(error))))?;
        for (name, place) in [
            ("LINDUNG_MASTER_KEY", &mut config.master_key),
            ("LINDUNG_DEMO_PASSWORD", &mut config.demo_password),
            ("LINDUNG_SUREL__PASSWORD", &mut config.surel.password),
            ("LINDUNG_SERVER__METRICS_TOKEN", &mut config.server.metrics_token),
        ] {
            if let Some(text) = Env::var(name) {
                *place = text;
            }
        }
        config.proxies()?;
        config.cadangan.check()?;
        if config.surel.enabled {
            config.surel.check()?;
        }
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
    fn only_settings_are_taken_from_the_surroundings() {
        for (name, is) in [("server.bind", true), ("DATA_DIR", true), ("demo_password", true), ("port", false)] {
            assert_eq!(known(name), is, "{name}");
        }
        assert!(!known("server"), "a section is no setting");
        assert!(!known("service_host") && !known("server.bindd"));
    }

    #[test]
    fn every_default_is_there_and_every_shipped_file_is_readable() {
        assert_eq!(Config::read(None).unwrap().office, "BP3MI-BANTEN");
        for file in ["production.toml", "test.toml"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config").join(file);
            Config::read(Some(&path)).unwrap();
        }
    }
}
