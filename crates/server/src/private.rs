//! Files that only their owner may read: the embedded database with its log, and the master key.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use kernel::Problem;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;

/// Makes a folder that only its owner may enter.
pub(crate) fn folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a file that is not there yet.
pub(crate) fn create(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes from everybody but its owner the right to a file that is there. Where that cannot be done, as for a file of somebody
/// else, it is told in the log.
pub(crate) fn tighten(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(mode) = fs::metadata(path).map(|file| file.permissions().mode()) else { return };
        let own = mode & 0o700;
        if mode & 0o777 == own {
            return;
        }
        match fs::set_permissions(path, fs::Permissions::from_mode(own)) {
            Ok(()) => tracing::warn!(path = %path.display(), "could be read by others; now by its owner only"),
            Err(error) => tracing::error!(path = %path.display(), %error, "can be read by others"),
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Whether somebody else has a right to a file that is there: a right that stands in `bits` of its mode.
pub(crate) fn open_to(path: &Path, bits: u32) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|file| file.permissions().mode() & bits != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = (path, bits);
        false
    }
}

/// The file of an embedded database; none for a database on a server.
///
/// # Errors
/// [`Problem::Malformed`] for what is no URL of a database. The URL itself is not told: a password may stand in it.
pub(crate) fn file(url: &str) -> kernel::Result<Option<PathBuf>> {
    let wrong = |why: &dyn std::fmt::Display| {
        Problem::Malformed(format!(
            "Setelan database.url tidak terbaca: {why}. Tulis postgres://nama:sandi@server/basisdata, dengan tanda baca di dalam sandi sebagai \
             %40 dan seterusnya; atau kosongkan untuk SQLite di folder data."
        ))
    };
    if url.starts_with("sqlite:") {
        let options = url.parse::<SqliteConnectOptions>().map_err(|error| wrong(&error))?;
        return Ok(Some(options.get_filename().to_path_buf()));
    }
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(wrong(&"hanya postgres:// dan sqlite: yang dikenal"));
    }
    url.parse::<PgConnectOptions>().map(|_| None).map_err(|error| wrong(&error))
}

/// Makes the file of an embedded database, and takes from everybody but its owner the right to it and to what `SQLite` lays beside
/// it; that is made with the rights of the database later on. Does nothing for a database on a server.
///
/// # Errors
/// [`Problem::Malformed`] where the file cannot be made.
pub(crate) fn database(url: &str) -> kernel::Result<()> {
    let Some(path) = file(url)? else { return Ok(()) };
    if url.contains("mode=rwc")
        && let Err(error) = create(&path)
        && error.kind() != ErrorKind::AlreadyExists
    {
        return Err(Problem::Malformed(format!("Basis data {} tidak dapat dibuat: {error}.", path.display())));
    }
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.clone().into_os_string();
        name.push(ending);
        tighten(Path::new(&name));
    }
    Ok(())
}
