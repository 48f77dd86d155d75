//! A copy of the database as it stands at one instant, while others write.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::{Problem, Result, db};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use tempfile::TempPath;

use crate::counts::{self, Facts};
use crate::disk::{self, UNDER_WAY, blocking};
use crate::manifest::{DATA, DataKind, Part};
use crate::seal::{Recipients, seal};
use crate::{Plan, postgres};

/// Where a sealed copy goes, and to whom it is sealed.
#[derive(Clone)]
pub(crate) struct Sink {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// To whom.
    pub(crate) recipients: Arc<Recipients>,
}

/// Copies the database into its part.
pub(crate) async fn database(plan: &Plan, sink: Sink) -> Result<(Part, Facts)> {
    match DataKind::of(&plan.url) {
        DataKind::Sqlite => embedded(plan, sink).await,
        DataKind::Postgres => served(plan, sink).await,
    }
}

/// The file of an embedded database.
///
/// # Errors
/// [`Problem::Malformed`] for what is no URL of one.
pub fn file_of(url: &str) -> Result<PathBuf> {
    let options: SqliteConnectOptions =
        url.parse().map_err(|error| Problem::Malformed(format!("Setelan database.url tidak terbaca: {error}.")))?;
    Ok(options.get_filename().to_path_buf())
}

/// `VACUUM INTO` reads in one transaction, for which no writer waits. The copy lies for a while beside the database, where it is as safe
/// as that.
async fn embedded(plan: &Plan, sink: Sink) -> Result<(Part, Facts)> {
    let file = file_of(&plan.url)?;
    if !file.exists() {
        return Err(Problem::Malformed(format!(
            "Belum ada basis data di {}. Periksa --data-dir dan setelan database.url.",
            file.display()
        )));
    }
    disk::spare(plan.space, &plan.data_dir, size_of(&file)).await?;
    let mut builder = tempfile::Builder::new();
    let made = builder.prefix(UNDER_WAY).suffix(".db").tempfile_in(&plan.data_dir);
    let copy: TempPath = made.map_err(|error| disk::failed(&plan.data_dir, &error))?.into_temp_path();
    let db = db::connect(&plan.url, 1).await?;
    let into: [sea_orm::Value; 1] = [copy.to_string_lossy().into_owned().into()];
    let copied = db.execute_raw(Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO $1", into)).await;
    db.close().await?;
    copied?;
    let facts = counts::of_file(&copy).await?;
    let pour = move || seal(&sink.folder, DATA, &sink.recipients, |out| poured(&copy, &sink.folder, out));
    Ok((blocking(pour).await?, facts))
}

/// The bytes of an embedded database, with what is still in its log.
fn size_of(file: &Path) -> u64 {
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    size(file).saturating_add(size(Path::new(&log)))
}

fn poured(from: &Path, to: &Path, out: &mut dyn Write) -> Result<()> {
    let copied = File::open(from).and_then(|mut file| io::copy(&mut file, out));
    copied.map(drop).map_err(|error| disk::uncopied(from, to, &error))
}

/// `pg_dump` reads in the transaction in which the rows are counted.
async fn served(plan: &Plan, sink: Sink) -> Result<(Part, Facts)> {
    let db = db::connect(&plan.url, 1).await?;
    let tx = db::snapshot(&db).await?;
    let sql = Statement::from_string(DatabaseBackend::Postgres, "SELECT pg_export_snapshot() AS isi");
    let row = tx.query_one_raw(sql).await?.ok_or_else(|| Problem::internal("no snapshot"))?;
    let snapshot: String = row.try_get("", "isi")?;
    let facts = counts::facts(&tx).await?;
    let (program, url) = (plan.settings.pg_dump.clone(), plan.url.clone());
    let dump = move || seal(&sink.folder, DATA, &sink.recipients, |out| postgres::dump(&program, &url, &snapshot, out));
    let part = blocking(dump).await;
    // Nothing was written in it.
    let _ = tx.rollback().await;
    db.close().await?;
    Ok((part?, facts))
}
