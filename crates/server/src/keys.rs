//! The master key: from the settings, or from a file that is made on first start and only the owner can read.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use kernel::vault::{hex, random};
use kernel::{Problem, Result};

use crate::config::Config;

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
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text).ok_or_else(wrong),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Malformed(format!("Kunci induk {} tidak dapat dibaca atau dibuat: {error}.", path.display()))
}

fn make(path: &Path) -> Result<[u8; 32]> {
    let key = random::<32>()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        writeln!(file, "{}", hex(&key))?;
        file.sync_all()
    });
    written.map_err(|error| unreadable(path, &error))?;
    tracing::warn!(path = %path.display(), "a master key was made; keep a copy apart from the database");
    Ok(key)
}
