//! The way back: a backup into an empty place.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kernel::vault::hex;
use kernel::{Problem, Result, db};

use crate::counts::{self, Facts};
use crate::disk::{self, Scratch, blocking};
use crate::manifest::{ATTACHMENTS, DATA, KEY, step};
use crate::{DataKind, Identities, Manifest, Settings, attachments, dump, postgres, seal};

/// The empty place that a backup goes to.
pub struct Target {
    /// The URL of the database.
    pub url: String,
    /// The folder of the house's files.
    pub data_dir: PathBuf,
    /// The master keys that are there already, if any.
    pub key: Vec<[u8; 32]>,
    /// The newest step of the schema that this program knows.
    pub newest: String,
    /// With which programs it is filled.
    pub settings: Settings,
    /// Files that must lie in the folder before the database does: name and content of each.
    pub beside: Vec<(&'static str, String)>,
}

/// Where the master key is after a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCame {
    /// It came with the backup, and lies in the folder.
    Placed,
    /// It was there already.
    There,
    /// It is nowhere: without it the house does not open.
    Missing,
}

/// A backup that was restored.
pub struct Restored {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Where the master key is.
    pub key: KeyCame,
    /// Whether its schema is older than the program, which brings it up to date at its next start.
    pub older: bool,
}

fn refuse(detail: impl Into<String>) -> Problem {
    Problem::Malformed(detail.into())
}

/// Restores a backup. Everything is checked before anything is written, files take their places last, and nothing that is there is
/// overwritten.
///
/// # Errors
/// [`Problem::Malformed`] with what to do.
pub async fn restore(from: &Path, identities: Identities, target: &Target) -> Result<Restored> {
    let manifest = Manifest::read(from)?;
    fits(&manifest, target)?;
    disk::folder(&target.data_dir)?;
    empty(target).await?;
    let (folder, told) = (from.to_owned(), manifest.clone());
    blocking(move || told.check(&folder)).await?;
    let scratch = Scratch::alone(&target.data_dir)?;
    if manifest.basis_data == DataKind::Postgres {
        // What fills the server stands there at once, and somebody may begin to serve it.
        beside(scratch.path(), target)?;
    }
    let (place, folder) = (scratch.path().to_owned(), from.to_owned());
    let (key_there, has_key) = (target.key.clone(), manifest.part(KEY).is_some());
    let kind = manifest.basis_data;
    let (url, program) = (target.url.clone(), target.settings.pg_restore.clone());
    let key = blocking(move || {
        let key = key(has_key.then(|| folder.join(KEY)).as_deref(), &identities, &key_there, &place)?;
        attachments::unpack(seal::open(&folder.join(ATTACHMENTS), &identities)?, &place.join("lampiran"))?;
        let mut data = seal::open(&folder.join(DATA), &identities)?;
        match kind {
            DataKind::Sqlite => pour(&mut data, &place.join("lindung.db"))?,
            DataKind::Postgres => postgres::fill(&program, &url, &mut data)?,
        }
        Ok(key)
    })
    .await?;
    let facts = match kind {
        DataKind::Sqlite => counts::of_file(&scratch.path().join("lindung.db")).await?,
        DataKind::Postgres => served(&target.url).await?,
    };
    if facts.rows != manifest.baris {
        return Err(refuse(
            "Isi basis data yang dipulihkan tidak sama dengan catatan cadangannya (jumlah baris berbeda). Jangan dipakai; pakai \
             cadangan lain.",
        ));
    }
    if kind == DataKind::Sqlite {
        beside(scratch.path(), target)?;
    }
    place_all(scratch.path(), target)?;
    let older = step(&manifest.skema) < step(&target.newest);
    Ok(Restored { manifest, key, older })
}

/// Whether the backup is of a kind and an age that this program and these settings take.
fn fits(manifest: &Manifest, target: &Target) -> Result<()> {
    if manifest.basis_data != DataKind::of(&target.url) {
        return Err(refuse(match manifest.basis_data {
            DataKind::Sqlite => {
                "Cadangan ini dari SQLite, tetapi setelan menunjuk server PostgreSQL. Kosongkan database.url, lalu ulangi."
            }
            DataKind::Postgres => {
                "Cadangan ini dari PostgreSQL. Buat basis data kosong di server, tunjuk dengan --database-url, lalu ulangi."
            }
        }));
    }
    if step(&manifest.skema) > step(&target.newest) {
        return Err(refuse(format!(
            "Skema cadangan ini ({}) lebih baru daripada program ini ({}). Pakai Lindung versi {} atau yang lebih baru.",
            manifest.skema, target.newest, manifest.program
        )));
    }
    Ok(())
}

/// Refuses a place where something is.
async fn empty(target: &Target) -> Result<()> {
    let taken = |what: String| {
        refuse(format!(
            "{what} sudah ada isinya, dan pemulihan tidak menimpa apa pun. Tunjuk tempat yang kosong, lalu ulangi."
        ))
    };
    let files = target.data_dir.join("lampiran");
    if fs::read_dir(&files).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(taken(format!("Folder {}", files.display())));
    }
    match DataKind::of(&target.url) {
        DataKind::Sqlite => {
            let file = dump::file_of(&target.url)?;
            if let Some(there) = left_of(&file) {
                return Err(taken(format!("Basis data {}", there.display())));
            }
        }
        DataKind::Postgres => {
            let db = db::connect(&target.url, 1).await?;
            let empty = postgres::is_empty(&db).await;
            db.close().await?;
            if !empty? {
                return Err(taken("Basis data di server".to_owned()));
            }
        }
    }
    Ok(())
}

/// What is there of an embedded database: its file, or the log of one that was taken away, which would be read into the one that takes its
/// place.
fn left_of(file: &Path) -> Option<PathBuf> {
    let named = |end: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    ["", "-wal", "-journal"].map(named).into_iter().find(|path| path.exists())
}

/// Takes the master key out of the backup, unless it is there already; another one than that is refused.
fn key(part: Option<&Path>, identities: &Identities, there: &[[u8; 32]], place: &Path) -> Result<KeyCame> {
    let Some(part) = part else {
        return Ok(if there.is_empty() { KeyCame::Missing } else { KeyCame::There });
    };
    let mut text = String::new();
    seal::open(part, identities)?.take(1_000).read_to_string(&mut text).map_err(|error| disk::failed(part, &error))?;
    if there.is_empty() {
        disk::write_secret(&place.join("kunci"), &text)?;
        return Ok(KeyCame::Placed);
    }
    // All that the backup needs must be among them: of a house that was changing its key, both.
    if text.split_whitespace().all(|needed| there.iter().any(|key| hex(key) == needed)) {
        return Ok(KeyCame::There);
    }
    Err(refuse(
        "Di sini sudah ada kunci induk lain daripada kunci cadangan ini. Pindahkan berkas kunci di folder data dan kosongkan \
         LINDUNG_MASTER_KEY, lalu ulangi.",
    ))
}

fn pour(from: &mut dyn Read, path: &Path) -> Result<()> {
    let poured = disk::create(path).and_then(|mut file| {
        io::copy(from, &mut file)?;
        file.sync_all()
    });
    poured.map_err(|error| disk::failed(path, &error))
}

async fn served(url: &str) -> Result<Facts> {
    let db = db::connect(url, 1).await?;
    let facts = counts::facts(&db).await;
    db.close().await?;
    facts
}

/// Lays the files that must be there before the database into the folder, each in one step. One that an earlier attempt left gives way to it.
fn beside(scratch: &Path, target: &Target) -> Result<()> {
    for (name, text) in &target.beside {
        let (old, new) = (scratch.join(name), target.data_dir.join(name));
        disk::write_secret(&old, text)?;
        fs::rename(&old, &new).map_err(|error| disk::failed(&new, &error))?;
    }
    disk::durable(&target.data_dir)
}

/// Gives everything its place; the database last, since with it the house is there.
fn place_all(from: &Path, target: &Target) -> Result<()> {
    let files = target.data_dir.join("lampiran");
    // An empty folder may be there; anything else was refused.
    let _ = fs::remove_dir(&files);
    let mut moves: Vec<(PathBuf, PathBuf)> =
        vec![(from.join("lampiran"), files), (from.join("kunci"), target.data_dir.join("kunci"))];
    if DataKind::of(&target.url) == DataKind::Sqlite {
        moves.push((from.join("lindung.db"), dump::file_of(&target.url)?));
    }
    for (old, new) in moves {
        if old.exists() {
            fs::rename(&old, &new).map_err(|error| disk::failed(&new, &error))?;
        }
    }
    disk::durable(&target.data_dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_of_a_database_that_was_taken_away_is_in_the_way() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("lindung.db");
        assert_eq!(left_of(&file), None);
        let log = folder.path().join("lindung.db-wal");
        fs::write(&log, b"isi").unwrap();
        assert_eq!(left_of(&file), Some(log));
        fs::write(&file, b"isi").unwrap();
        assert_eq!(left_of(&file), Some(file));
    }
}
