//! Folders and files of backups: readable by their owner only, durable, and of one writer at a time.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use kernel::space::{Limits, MEGABYTE, Space};
use kernel::{Problem, Result};
use tempfile::TempDir;

/// What the names of folders and files begin with that are still being written.
pub(crate) const UNDER_WAY: &str = ".lindung-tulis-";
/// The file that is locked by who writes backups in a folder, or of a folder.
const LOCK: &str = ".lindung-kunci-cadangan";

/// Why something could not be read or written, with what to do.
pub(crate) fn failed(path: &Path, error: &io::Error) -> Problem {
    let path = path.display();
    Problem::Malformed(if is_full(error) {
        format!(
            "Ruang untuk {path} habis. Cadangan yang sudah ada tetap utuh. Kosongkan ruang atau pilih tempat lain, lalu ulangi."
        )
    } else {
        format!("{path} tidak dapat dibaca atau ditulis: {error}. Periksa tempat dan hak aksesnya, lalu ulangi.")
    })
}

/// Whether it failed for want of room.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// Why something could not be copied: for want of room where it goes to, or for what else there is.
pub(crate) fn uncopied(from: &Path, to: &Path, error: &io::Error) -> Problem {
    failed(if is_full(error) { to } else { from }, error)
}

/// Makes a file that is not there yet.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder that only its owner may enter, with those above it.
pub(crate) fn folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| failed(path, &error))
}

/// Makes the names in a folder durable.
pub(crate) fn durable(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(folder, &error))
    } else {
        Ok(())
    }
}

/// Writes a file that only its owner may read, and makes it durable. A file that is there is left as it is, and refused.
///
/// # Errors
/// [`Problem::Malformed`] when it is there or cannot be written.
pub fn write_secret(path: &Path, text: &str) -> Result<()> {
    let written = create(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Problem::Malformed(format!("Berkas {} sudah ada dan tidak ditimpa. Pilih nama lain.", path.display()))
        }
        _ => failed(path, &error),
    })
}

/// The right to write in a folder. It goes with this value, and with the process however that ends.
pub struct Held {
    _file: File,
}

impl Held {
    /// Takes it, unless another process has it.
    ///
    /// # Errors
    /// [`Problem::Duplicate`] while another process has it, [`Problem::Malformed`] where the folder cannot be written.
    pub fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(LOCK);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| failed(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Problem::Duplicate(format!(
                "Cadangan atau latihan lain sedang berjalan di {}. Tunggu sampai selesai, lalu ulangi.",
                folder.display()
            ))),
            Err(TryLockError::Error(error)) => Err(failed(&path, &error)),
        }
    }
}

/// Removes what runs that died have left in a folder, under its lock. What cannot be removed is told in the log.
pub(crate) fn tidy(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(UNDER_WAY) {
            continue;
        }
        let path = entry.path();
        let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match gone {
            Ok(()) => tracing::info!(path = %path.display(), "what an interrupted backup left was removed"),
            Err(error) => tracing::warn!(path = %path.display(), %error, "what an interrupted backup left stays"),
        }
    }
}

/// A folder within another that goes with this value, unless it is kept.
pub struct Scratch {
    folder: TempDir,
    _held: Option<Held>,
}

impl Scratch {
    /// Makes one that only its owner may enter.
    pub(crate) fn within(parent: &Path) -> Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNDER_WAY);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        Ok(Self { folder: builder.tempdir_in(parent).map_err(|error| failed(parent, &error))?, _held: None })
    }

    /// Makes one while nobody else makes a backup or a rehearsal there, and removes what interrupted ones left.
    ///
    /// # Errors
    /// [`Problem::Duplicate`] while somebody else does, [`Problem::Malformed`] when the disk refuses.
    pub fn alone(parent: &Path) -> Result<Self> {
        folder(parent)?;
        let held = Held::take(parent)?;
        tidy(parent);
        Ok(Self { _held: Some(held), ..Self::within(parent)? })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives it the name under which it stays.
    pub(crate) fn keep_as(self, path: &Path) -> Result<()> {
        fs::rename(self.folder.path(), path).map_err(|error| failed(path, &error))?;
        // Nothing is there any more under the old name.
        let _: PathBuf = self.folder.keep();
        Ok(())
    }
}

/// Refuses a copy that would take the room which is kept for the records, since it lies for a while on their disk. A disk that cannot be
/// measured is believed to have room.
///
/// # Errors
/// [`Problem::Malformed`] with what to do.
pub async fn spare(limits: Limits, folder: &Path, needed: u64) -> Result<()> {
    let disks = Space::new(limits, vec![("data", folder.to_owned())]).look().await;
    let Some(disk) = disks.first() else { return Ok(()) };
    if disk.free >= needed.saturating_add(limits.floor(disk.total)) {
        return Ok(());
    }
    Err(Problem::Malformed(format!(
        "Ruang di {} habis untuk salinan sementara ({} MB). Cadangan yang sudah ada tetap utuh. Kosongkan ruang, lalu ulangi.",
        folder.display(),
        needed / MEGABYTE + 1
    )))
}

/// Runs what waits for the disk or another program where it may wait.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}
