//! The master key: from the settings, or from a file that is made on first start and only the owner can read.

use std::fs;
use std::io::Write;
use std::path::Path;

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

/// The master key of this installation.
///
/// # Errors
/// [`Problem::Malformed`] when it is not 64 hexadecimal digits or its file cannot be read or made.
pub(crate) fn master(config: &Config) -> Result<[u8; 32]> {
    let wrong = || Problem::Malformed("Kunci induk harus 64 angka heksadesimal.".to_owned());
    if !config.master_key.is_empty() {
        return parse(&config.master_key).ok_or_else(wrong);
    }
    let path = config.data_dir.join("kunci");
    private::tighten(&path);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text).ok_or_else(wrong),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// The master key where there is one already: of the settings, or of its file. None is made.
///
/// # Errors
/// As [`master`].
pub(crate) fn held(config: &Config) -> Result<Option<[u8; 32]>> {
    if config.master_key.is_empty() && !config.data_dir.join("kunci").exists() {
        return Ok(None);
    }
    master(config).map(Some)
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
    let mark = vault.blind_index("pemeriksa", "kunci induk");
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
