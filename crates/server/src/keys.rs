//! The master key: from the settings, or from a file that is made on first start and only the owner can read.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use kernel::vault::{Vault, hex, random};
use kernel::{Problem, Result};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::config::Config;
use crate::private;

fn parse(text: &str) -> Option<[u8; 32]> {
    let digits = text.trim().as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut key = [0; 32];
    for (byte, pair) in key.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(key)
}

/// The file of the master key: that of the settings, else `kunci` in the data folder.
pub(crate) fn path(config: &Config) -> PathBuf {
    given(config).map_or_else(|| config.data_dir.join("kunci"), Path::to_owned)
}

/// The file that the settings name, if they name one.
pub(crate) fn given(config: &Config) -> Option<&Path> {
    Some(config.master_key_file.as_path()).filter(|file| !file.as_os_str().is_empty())
}

/// The master key as it is there, without making or changing anything; none where there is no file.
///
/// # Errors
/// [`Problem::Malformed`] when it is not 64 hexadecimal digits or its file cannot be read.
pub(crate) fn held(config: &Config) -> Result<Option<[u8; 32]>> {
    let wrong = || Problem::Malformed("Kunci induk harus 64 angka heksadesimal.".to_owned());
    if !config.master_key.is_empty() {
        return parse(&config.master_key).ok_or_else(wrong).map(Some);
    }
    let path = path(config);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text).ok_or_else(wrong).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// The master key of this installation. It is made in the data folder where there is none; never in a file that the settings name,
/// which somebody else looks after.
///
/// # Errors
/// [`Problem::Malformed`] when it is not 64 hexadecimal digits or its file cannot be read or made.
pub(crate) fn master(config: &Config) -> Result<[u8; 32]> {
    let (path, own) = (path(config), given(config).is_none());
    if own && config.master_key.is_empty() {
        private::tighten(&path);
    }
    match held(config)? {
        Some(key) => Ok(key),
        None if own => make(&path),
        None => Err(Problem::Malformed(format!(
            "Berkas kunci induk {} (setelan master_key_file) tidak ada. Pulihkan berkas itu dari salinannya.",
            path.display()
        ))),
    }
}

/// What a database holds of the key that it was begun with.
pub(crate) fn mark(vault: &Vault) -> String {
    vault.blind_index("pemeriksa", "kunci induk")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Malformed(format!("Kunci induk {} tidak dapat dibaca atau dibuat: {error}.", path.display()))
}

/// Refuses a master key that is not the one this database was begun with: people sealed with another key could be
/// neither read nor found again.
///
/// # Errors
/// [`Problem::Malformed`] when it is another key, or what the database says.
pub(crate) async fn check(db: &DatabaseConnection, vault: &Vault) -> Result<()> {
    let mark = mark(vault);
    let backend = db.get_database_backend();
    let insert = "INSERT INTO setelan (nama, isi) VALUES ('kunci', $1) ON CONFLICT (nama) DO NOTHING";
    db.execute_raw(Statement::from_sql_and_values(backend, insert, [mark.clone().into()])).await?;
    let row = db.query_one_raw(Statement::from_string(backend, "SELECT isi FROM setelan WHERE nama = 'kunci'")).await?;
    let held: String = row.ok_or_else(|| Problem::internal("the key's mark is gone"))?.try_get("", "isi")?;
    if held == mark {
        return Ok(());
    }
    Err(Problem::Malformed(
        "Kunci induk ini bukan kunci basis data ini. Pulihkan berkas kunci yang asli (data_dir/kunci), atau isi \
         LINDUNG_MASTER_KEY dengannya."
            .to_owned(),
    ))
}

fn make(path: &Path) -> Result<[u8; 32]> {
    let key = random::<32>()?;
    let written = private::create(path).and_then(|mut file| {
        writeln!(file, "{}", hex(&key))?;
        file.sync_all()
    });
    written.map_err(|error| unreadable(path, &error))?;
    tracing::warn!(path = %path.display(), "a master key was made; keep a copy apart from the database");
    Ok(key)
}
