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
    /// The log of the database at these options, which must be there. It lies beside the file itself, also where a link leads to that.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn of(options: &SqliteConnectOptions) -> io::Result<Self> {
        let mut path = options.get_filename().canonicalize()?.into_os_string();
        path.push("-wal");
        Ok(Self { path: path.into(), state: Mutex::new(State::Closed) })
    }

    /// Waits until all that was committed before this call is on the disk.
    ///
    /// # Errors
    /// What the disk says; where it did not take the log, from then on at each call, until the program is started again and takes up what is
    /// there.
    pub(super) fn flush(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.found(&mut state)?;
        let done = match &*state {
            State::Open(file) => file.sync_data(),
            State::Closed => Ok(()),
            State::Failed => Err(io::Error::other("the log of the database could not be flushed before")),
        };
        if done.is_err() {
            *state = State::Failed;
        }
        done
    }

    /// Opens the file that is there now.
    fn found(&self, state: &mut State) -> io::Result<()> {
        let same = match (there(self.path.metadata())?, &*state) {
            // It goes only when all of it was carried over and is on the disk.
            (None, _) | (Some(_), State::Closed) => false,
            (Some(_), State::Failed) => true,
            (Some(there), State::Open(file)) => is_same(&file.metadata()?, &there),
        };
        if !same {
            *state = there(File::open(&self.path))?.map_or(State::Closed, State::Open);
        }
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

    use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode};
    use sea_orm::sqlx::{Connection, Executor};

    use super::*;

    fn log(folder: &tempfile::TempDir) -> io::Result<Log> {
        let path = folder.path().join("lindung.db");
        fs::write(&path, "")?;
        Log::of(&SqliteConnectOptions::new().filename(path))
    }

    #[tokio::test]
    async fn it_is_flushed_where_sqlite_writes_it_also_behind_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (elsewhere, link) = (folder.path().join("lain.db"), folder.path().join("lindung.db"));
        fs::write(&elsewhere, "").unwrap();
        symlink(&elsewhere, &link).unwrap();
        let options = SqliteConnectOptions::new().filename(&link).journal_mode(SqliteJournalMode::Wal);
        let mut db = SqliteConnection::connect_with(&options).await.unwrap();
        db.execute("CREATE TABLE satu (a INT)").await.unwrap();
        let log = Log::of(&options).unwrap();
        assert!(log.path.metadata().unwrap().len() > 0);
        log.flush().unwrap();
        assert!(matches!(&*log.state.lock().unwrap(), State::Open(_)));
    }

    #[test]
    fn a_log_that_is_gone_is_on_the_disk_and_another_one_is_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let log = log(&folder).unwrap();
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
        let log = log(&folder).unwrap();
        let path = folder.path().join("lindung.db-wal");
        // The kernel refuses to flush it.
        symlink("/dev/null", &path).unwrap();
        assert!(log.flush().is_err());
        fs::remove_file(&path).unwrap();
        fs::write(&path, "satu").unwrap();
        assert!(log.flush().is_err(), "what was lost before leaves what comes after worth nothing");
    }
}
