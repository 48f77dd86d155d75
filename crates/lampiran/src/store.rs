//! Where files lie: each under the keyed fingerprint of what it holds, sealed, so that equal content is kept once, and
//! folder and names tell nothing to who has no key.
//!
//! A file is written beside its place, made durable, and moved there in one step. It is there before the row that names
//! it; one that no row names is harmless, see [`crate::sweep`].

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::vault::{SEAL, Vault};
use kernel::{Problem, Result};

use crate::Quota;

/// What the names of files begin with that are still being written.
pub(crate) const UNDER_WAY: &str = ".tulis-";
/// How many digits of an address are its folder.
pub(crate) const FOLDER: usize = 2;

/// The folder of files.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    quota: Quota,
    vault: Vault,
}

impl Store {
    /// The store in a folder, which is made when the first file comes, and how much of it a user may fill on a day. Its keys
    /// follow from those of the house, and change with them.
    #[must_use]
    pub fn new(folder: PathBuf, vault: &Vault, quota: Quota) -> Self {
        Self(Arc::new(Inner { folder, quota, vault: vault.branch("lampiran") }))
    }

    /// How much a user may attach on a day.
    #[must_use]
    pub fn quota(&self) -> Quota {
        self.0.quota
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// The address of content: 64 hexadecimal digits.
    #[must_use]
    pub fn address(&self, content: &[u8]) -> String {
        self.0.vault.address("isi", content)
    }

    /// Keeps content and returns its address once it is durable. What is there already is written anew, which mends it.
    ///
    /// # Errors
    /// [`Problem::NoRoom`] when the disk is full, [`Problem::Internal`] when it refuses for another reason; nothing is left
    /// behind.
    pub async fn put(&self, content: Arc<Vec<u8>>) -> Result<String> {
        let store = self.clone();
        blocking(move || store.write(&content)).await
    }

    fn write(&self, content: &[u8]) -> Result<String> {
        let address = self.address(content);
        self.lay(&address, &self.0.vault.seal(&address, content)?)?;
        Ok(address)
    }

    /// Lays what is sealed under an address, durable, in one step.
    fn lay(&self, address: &str, sealed: &[u8]) -> Result<()> {
        let path = self.path(address)?;
        let folder = path.parent().unwrap_or(&self.0.folder);
        make(folder)?;
        // The file goes by itself where anything below fails.
        let mut file = tempfile::Builder::new().prefix(UNDER_WAY).tempfile_in(folder).map_err(unwritten)?;
        file.write_all(sealed).map_err(unwritten)?;
        file.as_file().sync_all().map_err(unwritten)?;
        file.persist(&path).map_err(|error| unwritten(error.error))?;
        durable(folder)
    }

    /// Seals the file of an address with the newest key of the house. Returns whether it was sealed with an earlier one; what is gone by now
    /// stays gone.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it does not open, and as [`Store::put`].
    pub(crate) fn renew(&self, address: &str) -> Result<bool> {
        let sealed = match fs::read(self.path(address)?) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(Problem::internal(error)),
        };
        let Some(again) = self.0.vault.renewed(address, &sealed)? else { return Ok(false) };
        self.lay(address, &again)?;
        Ok(true)
    }

    /// Whether a file begins with the number of an earlier key.
    pub(crate) fn is_earlier(&self, path: &Path) -> bool {
        let mut first = [0];
        File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first != [self.0.vault.number()]
    }

    /// What lies under an address.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it is gone, or not what the address says.
    pub async fn get(&self, address: &str) -> Result<Vec<u8>> {
        let (store, address) = (self.clone(), address.to_owned());
        blocking(move || {
            let sealed = fs::read(store.path(&address)?).map_err(Problem::internal)?;
            let content = store.0.vault.open(&address, &sealed)?;
            if store.address(&content) == address {
                Ok(content)
            } else {
                Err(Problem::internal("a file is not its address"))
            }
        })
        .await
    }

    /// How many bytes the content under an address has, as the file's size says; none where there is no file.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the disk refuses.
    pub async fn size(&self, address: &str) -> Result<Option<u64>> {
        let path = self.path(address)?;
        blocking(move || match fs::metadata(&path) {
            Ok(file) => Ok(Some(file.len().saturating_sub(SEAL as u64))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Problem::internal(error)),
        })
        .await
    }

    /// Where an address lies. Only what is an address becomes a path.
    pub(crate) fn path(&self, address: &str) -> Result<PathBuf> {
        let hex = address.len() == 64 && address.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let (folder, file) =
            address.split_at_checked(FOLDER).filter(|_| hex).ok_or_else(|| Problem::internal("no address"))?;
        Ok(self.0.folder.join(folder).join(file))
    }
}

/// Runs what waits for the disk where it may wait.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}

/// Makes a folder that only its owner may enter, and those above it, and makes that durable.
fn make(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(unwritten)?;
    folder.ancestors().skip(1).take(2).try_for_each(durable)
}

/// Makes the names in a folder durable.
fn durable(folder: &Path) -> Result<()> {
    if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()).map_err(unwritten) } else { Ok(()) }
}

/// Why something could not be written: for want of room, or for what should not happen.
fn unwritten(error: io::Error) -> Problem {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            tracing::error!(%error, "an attachment could not be written: make room on this disk");
            Problem::NoRoom
        }
        _ => Problem::internal(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_full_disk_is_told_from_a_broken_one() {
        for (code, full) in [(28, true), (122, cfg!(target_os = "linux")), (5, false), (30, false)] {
            let problem = unwritten(io::Error::from_raw_os_error(code));
            assert_eq!(matches!(problem, Problem::NoRoom), full, "{code}: {problem:?}");
        }
    }
}
