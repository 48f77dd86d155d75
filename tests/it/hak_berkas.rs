//! Who may read the files of the house.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use kernel::clock::SystemClock;
use testkit::{Backend, Test, TestApp};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The database, what lies beside it while it is used, and the key.
const FILES: [&str; 4] = ["lindung.db", "lindung.db-wal", "lindung.db-shm", "kunci"];

#[tokio::test]
async fn database_log_and_key_are_their_owners_alone() {
    let test = Test::open(Backend::Sqlite).await;
    let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
    for name in FILES {
        assert_eq!(mode(&test.folder().join(name)), 0o600, "{name}");
    }
    test.close().await;
}

#[tokio::test]
async fn what_others_could_read_is_taken_from_them_at_the_next_start() {
    let test = Test::open(Backend::Sqlite).await;
    let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
    let folder = test.folder().to_owned();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    for name in FILES {
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o644)).unwrap();
    }
    let again = server::compose::open_with(test.lindung.config.clone(), Arc::new(SystemClock)).await.unwrap();
    for name in FILES {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    again.close().await.unwrap();
    test.close().await;
}
