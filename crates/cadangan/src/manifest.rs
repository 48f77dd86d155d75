//! What a backup says of itself in clear: nothing of what people entered.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use kernel::{Problem, Result};
use serde::{Deserialize, Serialize};

use crate::{disk, seal};

/// The name of its file.
pub(crate) const FILE: &str = "manifest.json";
/// The sealed database.
pub(crate) const DATA: &str = "data.age";
/// The sealed attachments.
pub(crate) const ATTACHMENTS: &str = "lampiran.age";
/// The sealed master key.
pub(crate) const KEY: &str = "kunci.age";
/// The form of backups that this program writes.
pub(crate) const FORM: u32 = 1;

/// The kind of database that a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DataKind {
    /// The file of an embedded database.
    Sqlite,
    /// What `pg_dump` wrote, in its own form.
    Postgres,
}

impl DataKind {
    /// The kind that a URL leads to.
    #[must_use]
    pub fn of(url: &str) -> Self {
        if url.starts_with("sqlite:") { Self::Sqlite } else { Self::Postgres }
    }
}

/// A sealed file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub nama: String,
    /// Its bytes as sealed.
    pub ukuran: u64,
    /// Its SHA-256 as sealed.
    pub sha256: String,
}

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the backup.
    pub bentuk: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The newest step of the schema.
    pub skema: String,
    /// The kind of database.
    pub basis_data: DataKind,
    /// When it was begun: everything acknowledged before is in it.
    pub dibuat_pada: DateTime<Utc>,
    /// The mark of the master key, by which houses are told apart.
    pub rumah: String,
    /// How many rows each table has.
    pub baris: BTreeMap<String, i64>,
    /// The newest link over history and access log (ADR 0025).
    pub rantai: Option<i64>,
    /// Its files.
    pub bagian: Vec<Part>,
}

fn wrong(folder: &Path, detail: &str) -> Problem {
    Problem::Malformed(format!("Cadangan {}: {detail}", folder.display()))
}

impl Manifest {
    /// Reads the manifest of a backup.
    ///
    /// # Errors
    /// [`Problem::Malformed`] when there is none, or one of a newer program.
    pub fn read(folder: &Path) -> Result<Self> {
        let text = fs::read_to_string(folder.join(FILE)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => wrong(
                folder,
                "manifest.json tidak ada di sini. Tunjuk folder satu cadangan, misalnya lindung-20260101T190000Z-1a2b3c4d.",
            ),
            _ => wrong(folder, &format!("manifest.json tidak terbaca: {error}.")),
        })?;
        let read: Self = serde_json::from_str(&text)
            .map_err(|error| wrong(folder, &format!("manifest.json rusak ({error}). Pakai cadangan lain.")))?;
        if read.bentuk > FORM {
            return Err(wrong(
                folder,
                "dibuat oleh versi Lindung yang lebih baru. Pakai versi itu atau yang lebih baru.",
            ));
        }
        Ok(read)
    }

    /// Writes it durably.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self).map_err(Problem::internal)?;
        let written = disk::create(&path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| disk::failed(&path, &error))
    }

    /// Refuses a backup of which a part is missing or is not as it was written.
    pub(crate) fn check(&self, folder: &Path) -> Result<()> {
        for name in [DATA, ATTACHMENTS] {
            if self.part(name).is_none() {
                return Err(wrong(folder, &format!("manifest.json tidak menyebut {name}. Pakai cadangan lain.")));
            }
        }
        for part in &self.bagian {
            let found = seal::fingerprint(&folder.join(&part.nama)).map_err(|error| match error.kind() {
                ErrorKind::NotFound => wrong(
                    folder,
                    &format!("bagian {} tidak ada. Salin lagi seluruh foldernya, atau pakai cadangan lain.", part.nama),
                ),
                _ => disk::failed(&folder.join(&part.nama), &error),
            })?;
            if found != (part.ukuran, part.sha256.clone()) {
                return Err(wrong(
                    folder,
                    &format!(
                        "bagian {} tidak sama dengan ketika ditulis: berubah, rusak atau terpotong. Salin lagi dari asalnya, atau pakai \
                         cadangan lain.",
                        part.nama
                    ),
                ));
            }
        }
        Ok(())
    }

    /// A part by its name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.bagian.iter().find(|part| part.nama == name)
    }

    /// The bytes of all parts.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bagian.iter().map(|part| part.ukuran).sum()
    }
}

/// The number of a step of the schema: 62 of `m62_petugas`.
pub(crate) fn step(name: &str) -> u32 {
    let digits = name.trim_start_matches('m').split('_').next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_compared_by_number() {
        assert_eq!([step("m62_petugas"), step("m100_x"), step("")], [62, 100, 0]);
    }
}
