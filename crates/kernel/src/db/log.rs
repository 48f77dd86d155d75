//! The log (WAL) of `SQLite` as a file, for whose way to the disk nobody holds the pen.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use sea_orm::sqlx::sqlite::SqliteConnectOptions;

/// The log of one database.
///
/// `SQLite` itself waits for the disk where the order matters (before it carries the log over, and before it begins it anew), so a power cut
/// leaves a sound database in any case; what was committed last is in it when the log was flushed after its COMMIT.
pub(super) struct Log {
    path: PathBuf,
    state: Mutex<State>,
}

/// What is known of the file.
enum State {
    /// It was not needed yet, or was gone.
    Closed,
    /// It is kept open: who opens a file does not learn what went wrong with it before.
    Open(File),
    /// It could not be flushed. What is written after that is worth nothing either, whatever the next flush says.
    Failed,
}

impl Log {
    /// The log of the database at these options.
    pub(super) fn of(options: &SqliteConnectOptions) -> Self {
        let mut path = options.get_filename().as_os_str().to_owned();
        path.push("-wal");
        Self { path: path.into(), state: Mutex::new(State::Closed) }
    }

    /// Waits until all that was committed before this call is on the disk.
    ///
    /// # Errors
    /// What the disk says; from then on at each call, until the program is started again and takes up what is there.
    pub(super) fn flush(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let done = self.flushed(&mut state);
        if done.is_err() {
            *state = State::Failed;
        }
        done
    }

    fn flushed(&self, state: &mut State) -> io::Result<()> {
        let there = there(self.path.metadata())?;
        let file = match (there, &*state) {
            // It goes only when all of it was carried over and is on the disk.
            (None, _) => None,
            (_, State::Failed) => return Err(io::Error::other("the log of the database could not be flushed before")),
            (Some(there), State::Open(file)) if is_same(&file.metadata()?, &there) => return file.sync_data(),
            (Some(_), State::Open(_) | State::Closed) => self::there(File::open(&self.path))?,
        };
        file.as_ref().map_or(Ok(()), File::sync_data)?;
        *state = file.map_or(State::Closed, State::Open);
        Ok(())
    }
}

/// What was found, or none where there is no such file.
fn there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// Whether an open file is still the one at its path.
#[cfg(unix)]
fn is_same(open: &Metadata, there: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

/// On other systems that is not known, so it is opened each time.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    fn log(folder: &tempfile::TempDir) -> Log {
        Log::of(&SqliteConnectOptions::new().filename(folder.path().join("lindung.db")))
    }

    #[test]
    fn a_log_that_is_gone_is_on_the_disk_and_another_one_is_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let log = log(&folder);
        let path = folder.path().join("lindung.db-wal");
        let open = || match &*log.state.lock().unwrap() {
            State::Open(file) => is_same(&file.metadata().unwrap(), &path.metadata().unwrap()),
            State::Closed | State::Failed => false,
        };
        log.flush().unwrap();
        assert!(!open());
        for written in ["satu", "dua"] {
            fs::rename(&path, folder.path().join("lama")).ok();
            fs::write(&path, written).unwrap();
            log.flush().unwrap();
            assert!(open(), "{written}");
        }
        fs::remove_file(&path).unwrap();
        log.flush().unwrap();
        assert!(matches!(&*log.state.lock().unwrap(), State::Closed));
    }

    #[test]
    fn after_a_flush_that_failed_none_is_believed() {
        let folder = tempfile::tempdir().unwrap();
        let log = log(&folder);
        let path = folder.path().join("lindung.db-wal");
        // The kernel refuses to flush it.
        symlink("/dev/null", &path).unwrap();
        assert!(log.flush().is_err());
        fs::remove_file(&path).unwrap();
        fs::write(&path, "satu").unwrap();
        assert!(log.flush().is_err(), "what was lost before leaves what comes after worth nothing");
    }
}
