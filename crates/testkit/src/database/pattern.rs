//! A house that was just opened, made once for each kind of database and copied for every test: its schema is made of some
//! fifty steps, which would otherwise be most of what a small test takes.

use std::fs::Permissions;
use std::path::Path;

use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::{Backend, admin, noon, opened, postgres, unique};

/// What the folder and the database of a new house hold.
struct Pattern {
    files: Vec<(String, Vec<u8>, Permissions)>,
    database: Option<String>,
}

static SQLITE: OnceCell<Pattern> = OnceCell::const_new();
static POSTGRES: OnceCell<Pattern> = OnceCell::const_new();

/// Lays a new house into an empty folder; gives the address of its database, and its name where it is to be dropped.
pub(super) async fn copied(backend: Backend, folder: &Path) -> (String, Option<String>) {
    let cell = match backend {
        Backend::Sqlite => &SQLITE,
        Backend::Postgres => &POSTGRES,
    };
    let pattern = cell.get_or_init(|| made(backend)).await;
    for (name, content, permissions) in &pattern.files {
        let path = folder.join(name);
        std::fs::write(&path, content).unwrap();
        std::fs::set_permissions(&path, permissions.clone()).unwrap();
    }
    let Some(from) = &pattern.database else { return (String::new(), None) };
    let name = format!("t_{}", unique());
    admin(&format!("CREATE DATABASE {name} TEMPLATE {from}")).await;
    (address(&name), Some(name))
}

async fn made(backend: Backend) -> Pattern {
    let folder = TempDir::new().unwrap();
    let (mut url, mut database) = (String::new(), None);
    if backend == Backend::Postgres {
        let name = format!("p_{}", unique());
        admin(&format!("CREATE DATABASE {name}")).await;
        url = address(&name);
        database = Some(name);
    }
    opened(folder.path(), &url, &noon()).await.close().await.unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file());
    let files = files.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        (name, std::fs::read(entry.path()).unwrap(), entry.metadata().unwrap().permissions())
    });
    Pattern { files: files.collect(), database }
}

fn address(database: &str) -> String {
    format!("{}/{database}", postgres())
}
