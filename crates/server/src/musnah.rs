//! The list of who has been erased: written beside backups, read by a restore, and applied before the restored house serves (ADR 0077).

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use cadangan::DataKind;
use kernel::{Problem, Result, db};
use pelindungan::penghapusan::list::{self, Gone};
use sea_orm::DatabaseConnection;

use crate::compose::Lindung;
use crate::config::Config;

/// The step of the schema since which people are erased.
const STEP: &str = "m73_musnah";
/// The name of the file beside backups, and in the folder of a house that has not applied it yet.
pub(crate) const FILE: &str = "musnah.json";

fn failed(path: &Path, error: &impl std::fmt::Display) -> Problem {
    Problem::Malformed(format!(
        "Daftar orang yang dihapus {} tidak dapat dibaca atau ditulis: {error}.",
        path.display()
    ))
}

/// The list in a file; an empty one where there is no such file.
///
/// # Errors
/// [`Problem::Malformed`] for what is no such list.
fn read(path: &Path) -> Result<Gone> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| failed(path, &error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Gone::new()),
        Err(error) => Err(failed(path, &error)),
    }
}

/// Writes a list in place of the file, in one step.
fn write(path: &Path, list: &Gone) -> Result<()> {
    let new = path.with_extension("baru");
    // What an interrupted run left.
    let _ = fs::remove_file(&new);
    cadangan::write_secret(&new, &serde_json::to_string_pretty(list).map_err(Problem::internal)?)?;
    fs::rename(&new, path).map_err(|error| failed(path, &error))
}

/// Everybody whom the house has erased.
///
/// # Errors
/// What the database says.
async fn current(config: &Config) -> Result<Gone> {
    let url = config.database_url();
    if DataKind::of(&url) == DataKind::Sqlite && !cadangan::file_of(&url)?.exists() {
        return Err(Problem::Malformed(
            "Belum ada basis data di sini. Tunjuk folder datanya dengan --data-dir.".to_owned(),
        ));
    }
    let db = db::connect(&url, 1).await?;
    let list = listed(&db).await;
    db.close().await?;
    list
}

/// As [`current`]; nobody where the schema is older than erasures, as where a new release backs up the house of the old one.
async fn listed(db: &DatabaseConnection) -> Result<Gone> {
    let standing = migrations::standing(db).await?;
    if standing.taken.iter().any(|step| step == STEP) { list::all(db).await } else { Ok(Gone::default()) }
}

/// Adds whom the house has erased to the list in a file. Nobody leaves it: who was erased once stays so. Returns how many are on it.
///
/// # Errors
/// What the database says; [`Problem::Malformed`] for a file that cannot be written.
pub async fn export(config: &Config, path: &Path) -> Result<usize> {
    let mut list = read(path)?;
    let now = current(config).await?;
    if list.is_empty() && now.is_empty() {
        return Ok(0);
    }
    list.extend(now);
    write(path, &list)?;
    Ok(list.len())
}

/// Writes the list beside the backups in a folder. What hinders it is told in the log: the backup itself is whole.
pub(crate) async fn beside(config: &Config, folder: &Path) {
    if let Err(problem) = export(config, &folder.join(FILE)).await {
        tracing::warn!(
            ?problem,
            "the list of who was erased is not beside the backups: an older one would bring them back"
        );
    }
}

/// Adds who was erased since to the list beside the backups in a folder: the newest of them would bring them back, should the house be lost
/// before the next. What hinders it is told in the log.
pub(crate) async fn keep_up(lindung: &Lindung, folder: &Path) {
    if let Err(problem) = kept_up(lindung, folder).await {
        tracing::warn!(?problem, "the list of who was erased is not beside the backups: they would bring them back");
    }
}

async fn kept_up(lindung: &Lindung, folder: &Path) -> Result<()> {
    let now = list::all(&lindung.house.db).await?;
    if now.is_empty() || !folder.is_dir() {
        return Ok(());
    }
    let path = folder.join(FILE);
    let mut list = read(&path)?;
    if now.keys().all(|person| list.contains_key(person)) {
        return Ok(());
    }
    list.extend(now);
    write(&path, &list)
}

/// The list by which a backup is restored: the one that lies beside it, with one that waits in the folder of the house and one that was named.
///
/// # Errors
/// [`Problem::Malformed`] for a list that cannot be read, or was named and is not there.
pub(crate) fn known(from: &Path, data_dir: &Path, named: Option<&Path>) -> Result<Gone> {
    let beside = fs::canonicalize(from).ok().and_then(|from| from.parent().map(|folder| folder.join(FILE)));
    let mut list = beside.map(|path| read(&path)).transpose()?.unwrap_or_default();
    list.extend(read(&data_dir.join(FILE))?);
    if let Some(named) = named {
        if !named.exists() {
            return Err(failed(named, &"berkasnya tidak ada"));
        }
        list.extend(read(named)?);
    }
    Ok(list)
}

/// Erases again whom the list in the folder of the house names, and takes the list away once that is durable.
///
/// # Errors
/// What the database says; [`Problem::Malformed`] for a list that cannot be read: nothing is served then.
pub(crate) async fn apply(lindung: &Lindung) -> Result<()> {
    let path = lindung.config.data_dir.join(FILE);
    let list = read(&path)?;
    if list.is_empty() {
        return Ok(());
    }
    let ctx = lindung.system_for("KP2MI", "Pemulihan cadangan")?;
    let done = Box::pin(list::again(&ctx, &lindung.registry, &lindung.store, &list)).await?;
    tracing::info!(done, "people who had been erased were erased again in the restored house");
    fs::remove_file(&path).map_err(|error| failed(&path, &error))
}
