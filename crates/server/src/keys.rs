//! The master key: from the settings, or from a file that is made on first start and only the owner can read. While it is being changed, there
//! are two (ADR 0076).

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use kernel::vault::{Vault, hex, random};
use kernel::{Problem, Result, db};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::config::Config;
use crate::{private, putar};

/// The setting that holds the mark of the key.
const MARK: &str = "kunci";

fn parse(text: &str) -> Option<Vec<[u8; 32]>> {
    let keys: Vec<[u8; 32]> = text.split_whitespace().map(one).collect::<Option<_>>()?;
    if keys.is_empty() { None } else { Some(keys) }
}

fn one(digits: &str) -> Option<[u8; 32]> {
    let digits = digits.as_bytes();
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
pub(crate) fn file(config: &Config) -> PathBuf {
    given(config).map_or_else(|| config.data_dir.join("kunci"), Path::to_owned)
}

/// The file that the settings name, if they name one.
pub(crate) fn given(config: &Config) -> Option<&Path> {
    Some(config.master_key_file.as_path()).filter(|file| !file.as_os_str().is_empty())
}

/// Whether the key comes from the settings or from a file that they name, so that the program does not write another one there.
pub(crate) fn is_given(config: &Config) -> bool {
    !config.master_key.is_empty() || given(config).is_some()
}

/// The master keys of this installation: one, or two while it is being changed. Where there is none, one is made in the data folder; never
/// in a file that the settings name, which somebody else looks after.
///
/// # Errors
/// [`Problem::Malformed`] when one is not 64 hexadecimal digits or the file cannot be read or made.
pub(crate) fn masters(config: &Config) -> Result<Vec<[u8; 32]>> {
    let (path, own) = (file(config), !is_given(config));
    if own {
        private::tighten(&path);
    }
    match held(config)? {
        keys if !keys.is_empty() => Ok(keys),
        _ if own => Ok(vec![make(&path)?]),
        _ => Err(Problem::Malformed(format!(
            "Berkas kunci induk {} (setelan master_key_file) tidak ada. Pulihkan berkas itu dari salinannya.",
            path.display()
        ))),
    }
}

/// The master keys as they are there, without making or changing anything: of the settings, or of the file; none where there is no file.
///
/// # Errors
/// [`Problem::Malformed`] when one is not 64 hexadecimal digits or the file cannot be read.
pub(crate) fn held(config: &Config) -> Result<Vec<[u8; 32]>> {
    let wrong = |place: &dyn std::fmt::Display| {
        Problem::Malformed(format!(
            "Isi {place} bukan kunci induk: itu harus 64 angka heksadesimal. Pulihkan dari salinannya; kunci yang baru tidak membuka yang lama."
        ))
    };
    if !config.master_key.is_empty() {
        return parse(&config.master_key).ok_or_else(|| wrong(&"LINDUNG_MASTER_KEY (setelan master_key)"));
    }
    let path = file(config);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text).ok_or_else(|| wrong(&path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Malformed(format!("Kunci induk {} tidak dapat dibaca atau dibuat: {error}.", path.display()))
}

/// What stands between one lost file and forty thousand people; none where two custodies hold the key.
#[must_use]
pub(crate) fn custody(config: &Config) -> Option<&'static str> {
    let backups = &config.cadangan;
    if backups.penerima.is_empty() {
        Some(
            "Belum ada titipan: isi cadangan.penerima, buat cadangan, dan simpan identitasnya di dua tempat di luar server.",
        )
    } else if !backups.dengan_kunci {
        Some("Cadangan tidak memuat kunci induk: simpan sendiri salinannya di dua tempat di luar server.")
    } else if backups.penerima.len() < 2 {
        Some(
            "Baru ada satu penerima cadangan: buat yang kedua dengan `lindung backup key`, simpan identitasnya di tempat lain.",
        )
    } else {
        None
    }
}

/// What follows from the place of the key, where that is the data folder; none where it lies elsewhere.
#[must_use]
pub(crate) fn beside(config: &Config) -> Option<&'static str> {
    let beside = config.master_key.is_empty() && file(config).starts_with(&config.data_dir);
    beside.then_some(
        "Kunci ada di folder data: siapa yang membawa folder itu, dengan disk, laptop atau salinannya, membuka semuanya. Enkripsi disknya, atau \
         simpan kunci di luar folder itu (master_key_file).",
    )
}

fn mark(vault: &Vault) -> String {
    vault.blind_index("pemeriksa", "kunci induk")
}

/// The vault of the house, over the one of these keys that is its newest. Another key than that is refused: people sealed with it could be
/// neither read nor found again.
///
/// # Errors
/// [`Problem::Malformed`] when none of them is, or what the database says.
pub(crate) async fn open(db: &DatabaseConnection, masters: &[[u8; 32]]) -> Result<Vault> {
    let vault = fitting(db, masters).await?.ok_or_else(another)?;
    let backend = db.get_database_backend();
    let insert = "INSERT INTO setelan (nama, isi) VALUES ('kunci', $1) ON CONFLICT (nama) DO NOTHING";
    db.execute_raw(Statement::from_sql_and_values(backend, insert, [mark(&vault).into()])).await?;
    let held = db::setting(db, MARK).await?.ok_or_else(|| Problem::internal("the key's mark is gone"))?;
    if held == mark(&vault) { Ok(vault) } else { Err(another()) }
}

/// As [`open`], without writing anything; none where none of the keys is that of the database.
///
/// # Errors
/// What the database says.
pub(crate) async fn fitting(db: &DatabaseConnection, masters: &[[u8; 32]]) -> Result<Option<Vault>> {
    let held = db::setting(db, MARK).await?;
    let fits = |vault: &Vault| held.as_ref().is_none_or(|held| *held == mark(vault));
    let vault = match putar::newest(db).await? {
        Some(newest) => {
            let number = newest.number()?;
            masters.iter().find_map(|master| Vault::entrusted(master, number, &newest.titipan).ok())
        }
        None => masters.iter().map(Vault::new).find(fits),
    };
    Ok(vault.filter(fits))
}

fn another() -> Problem {
    Problem::Malformed(
        "Kunci induk ini bukan kunci basis data ini. Pulihkan berkas kunci yang asli (data_dir/kunci), atau isi \
         LINDUNG_MASTER_KEY dengannya."
            .to_owned(),
    )
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

/// Puts these keys in the file, the newest first, in one step.
///
/// # Errors
/// [`Problem::Malformed`] where it cannot be written.
pub(crate) fn write(config: &Config, keys: &[[u8; 32]]) -> Result<()> {
    let path = file(config);
    let beside = config.data_dir.join("kunci.tulis");
    // One that a run which died has left is not whole.
    let _ = fs::remove_file(&beside);
    let written = private::create(&beside).and_then(|mut file| {
        keys.iter().try_for_each(|key| writeln!(file, "{}", hex(key)))?;
        file.sync_all()?;
        fs::rename(&beside, &path)?;
        if cfg!(unix) { File::open(&config.data_dir)?.sync_all() } else { Ok(()) }
    });
    written.map_err(|error| unreadable(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_data_folder_is_told_of_and_one_elsewhere_is_not() {
        let mut config = Config::read(None).unwrap();
        config.data_dir = "/contoh/data".into();
        assert!(beside(&config).is_some());
        config.master_key_file = "/contoh/data/rahasia/kunci".into();
        assert!(beside(&config).is_some());
        config.master_key_file = "/contoh/kunci".into();
        assert_eq!(beside(&config), None);
        config.master_key_file = PathBuf::new();
        config.master_key = "ab".repeat(32);
        assert_eq!(beside(&config), None);
    }

    #[test]
    fn one_key_or_two_are_read_and_nothing_else() {
        let (one, two) = ("ab".repeat(32), "0f".repeat(32));
        assert_eq!(parse(&format!("{one}\n")), Some(vec![[0xab; 32]]));
        for both in [format!("{two}\n{one}\n"), format!("{two} {one}")] {
            assert_eq!(parse(&both), Some(vec![[0x0f; 32], [0xab; 32]]));
        }
        for wrong in ["", " \n", "ab", &one[1..], &format!("{one} ab"), &"zz".repeat(32)] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
