//! Making a backup while people work.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use kernel::space::Limits;
use kernel::vault::{hex, random};
use kernel::{Problem, Result};

use crate::disk::{self, Held, Scratch, UNDER_WAY, blocking};
use crate::dump::{self, Sink};
use crate::manifest::{ATTACHMENTS, FORM, KEY, Manifest, Part};
use crate::seal::seal;
use crate::{DataKind, Recipients, Settings, attachments};

/// What the names of backups begin with.
const NAME: &str = "lindung-";

/// What is to be backed up, and where to.
pub struct Plan {
    /// The URL of the database.
    pub url: String,
    /// The folder of the house's files.
    pub data_dir: PathBuf,
    /// The folder that gets the backup.
    pub to: PathBuf,
    /// How many whole backups stay there, with the new one; 0 for all.
    pub keep: usize,
    /// The master key; while it is being changed, the new one and the old one. None where there is none.
    pub key: Keys,
    /// When it begins.
    pub now: DateTime<Utc>,
    /// How much room is kept for the records.
    pub space: Limits,
    /// To whom it is sealed, and with which programs it is made.
    pub settings: Settings,
}

/// Reads the master keys that are held now.
pub type Keys = Box<dyn Fn() -> Result<Vec<[u8; 32]>> + Send + Sync>;

/// A backup that was made.
pub struct Made {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// How many older ones were removed.
    pub removed: usize,
}

/// Makes a backup: the database first, then the attachments. A file is there before its row and is never changed, so each row of the copy has
/// its file. What an interrupted run left is removed first; older backups go when the new one stands.
///
/// # Errors
/// [`Problem::Duplicate`] while another one is being made, [`Problem::Malformed`] with what to do; older backups are left as they are.
pub async fn backup(plan: &Plan) -> Result<Made> {
    let recipients = Arc::new(Recipients::parse(&plan.settings.penerima)?);
    wanted(plan)?;
    disk::folder(&plan.to)?;
    apart(&plan.data_dir, &plan.to)?;
    let _held = [Held::take(&plan.data_dir)?, Held::take(&plan.to)?];
    // Nobody begins to change the key while this is held, so these open what is copied.
    let key = wanted(plan)?;
    disk::tidy(&plan.data_dir);
    disk::tidy(&plan.to);
    let work = Scratch::within(&plan.to)?;
    let sink = Sink { folder: work.path().to_owned(), recipients };
    let (data, facts) = dump::database(plan, sink.clone()).await?;
    let files = plan.data_dir.join("lampiran");
    let rest = blocking(move || rest(&sink, &files, &key)).await?;
    let manifest = Manifest {
        bentuk: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        skema: facts.schema,
        basis_data: DataKind::of(&plan.url),
        dibuat_pada: plan.now,
        rumah: facts.house,
        baris: facts.rows,
        rantai: facts.link,
        bagian: [vec![data], rest].concat(),
    };
    manifest.write(work.path())?;
    disk::durable(work.path())?;
    let name = [NAME, &plan.now.format("%Y%m%dT%H%M%SZ").to_string(), "-", &hex(&random::<4>()?)].concat();
    let folder = plan.to.join(name);
    work.keep_as(&folder)?;
    disk::durable(&plan.to)?;
    let removed = prune(plan, &folder, &manifest.rumah);
    Ok(Made { folder, manifest, removed })
}

/// The master keys, where they are to go along; else none.
fn wanted(plan: &Plan) -> Result<Vec<[u8; 32]>> {
    if !plan.settings.dengan_kunci {
        return Ok(Vec::new());
    }
    let missing = "Kunci induk tidak ditemukan, jadi cadangan tidak dibuat. Isi LINDUNG_MASTER_KEY seperti pada server, atau isi \
                   cadangan.dengan_kunci = false dan simpan kunci itu sendiri.";
    let keys = (plan.key)()?;
    if keys.is_empty() { Err(Problem::Malformed(missing.to_owned())) } else { Ok(keys) }
}

/// Refuses a place within the folder of what is backed up: who loses the one loses the other.
fn apart(data_dir: &Path, to: &Path) -> Result<()> {
    let whole = |path: &Path| fs::canonicalize(path).map_err(|error| disk::failed(path, &error));
    if whole(to)?.starts_with(whole(data_dir)?) {
        return Err(Problem::Malformed(format!(
            "Tempat cadangan {} ada di dalam folder data. Pilih tempat di luarnya, sebaiknya di disk lain.",
            to.display()
        )));
    }
    Ok(())
}

fn rest(sink: &Sink, files: &Path, keys: &[[u8; 32]]) -> Result<Vec<Part>> {
    let to = sink.folder.as_path();
    let files = seal(to, ATTACHMENTS, &sink.recipients, |out| attachments::pack(files, to, out))?;
    let mut parts = vec![files];
    if !keys.is_empty() {
        parts.push(seal(to, KEY, &sink.recipients, |out| {
            keys.iter()
                .try_for_each(|key| writeln!(out, "{}", hex(key)))
                .map_err(|error| disk::failed(Path::new(KEY), &error))
        })?);
    }
    Ok(parts)
}

/// Removes the oldest backups of this house beyond those that stay. Each loses its name first, so that what bears one is whole.
fn prune(plan: &Plan, new: &Path, house: &str) -> usize {
    let Ok(entries) = fs::read_dir(&plan.to) else { return 0 };
    let ours = |path: &PathBuf| Manifest::read(path).is_ok_and(|manifest| manifest.rumah == house);
    let named = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(NAME));
    let mut older: Vec<PathBuf> = named.map(|entry| entry.path()).filter(|path| path != new && ours(path)).collect();
    older.sort();
    let excess = match plan.keep.checked_sub(1) {
        Some(beside) => older.len().saturating_sub(beside),
        None => 0,
    };
    let mut removed = 0;
    for old in older.into_iter().take(excess) {
        let name = old.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let going = plan.to.join([UNDER_WAY, &name].concat());
        match fs::rename(&old, &going).and_then(|()| fs::remove_dir_all(&going)) {
            Ok(()) => removed += 1,
            Err(error) => tracing::warn!(path = %old.display(), %error, "an old backup could not be removed"),
        }
    }
    removed
}
