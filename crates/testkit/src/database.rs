//! Throwaway databases.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use kernel::clock::SetClock;
use kernel::ctx::House;
use kernel::period::start_of;
use kernel::{Ctx, Day};
use sea_orm::{ConnectionTrait, Database};
use server::{Config, Lindung, compose};
use tempfile::TempDir;
use uuid::Uuid;

mod pattern;

/// The kinds of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server that `cargo xtask test` starts.
    Postgres,
}

impl Backend {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// An open house on a database that goes when the test ends.
pub struct Test {
    /// The house.
    pub lindung: Lindung,
    /// Its clock.
    pub clock: Arc<SetClock>,
    /// The kind of database.
    pub backend: Backend,
    folder: TempDir,
    url: String,
    drop_database: Option<String>,
}

#[expect(clippy::disallowed_methods, reason = "the address of the test server comes from the one who starts it")]
fn postgres() -> String {
    std::env::var("POSTGRES_TEST_URL")
        .unwrap_or_else(|_| panic!("POSTGRES_TEST_URL is not set: run the tests with `cargo xtask test`"))
}

/// An id for the name of a database.
#[expect(clippy::disallowed_methods, reason = "nothing of the product depends on it")]
fn unique() -> String {
    Uuid::new_v4().simple().to_string()
}

async fn admin(sql: &str) {
    let db = Database::connect(format!("{}/postgres", postgres())).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

impl Test {
    /// A house whose clock stands at noon of 1 July 2025, as it is when it was just opened.
    pub async fn open(backend: Backend) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = noon();
        let (url, drop_database) = pattern::copied(backend, folder.path()).await;
        let lindung = opened(folder.path(), &url, &clock).await;
        Self { lindung, clock, backend, folder, url, drop_database }
    }

    /// Opens the same database anew, as a start of the program does: indexes are weighed, and its connections see that.
    pub async fn reopen(&mut self) {
        if self.backend == Backend::Postgres {
            self.house().db.execute_unprepared("VACUUM ANALYZE").await.unwrap();
        }
        let anew = opened(self.folder.path(), &self.url, &self.clock).await;
        std::mem::replace(&mut self.lindung, anew).close().await.unwrap();
    }

    /// The house.
    #[must_use]
    pub fn house(&self) -> &House {
        &self.lindung.house
    }

    /// The folder of the house's files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The system, acting for the office of the settings.
    #[must_use]
    pub fn system(&self) -> Ctx {
        self.lindung.system("Uji").unwrap()
    }

    /// Sets the clock to an hour of a WIB day.
    pub fn at(&self, day: &str, hour: i64) {
        self.clock.set(start_of(day.parse().unwrap()) + TimeDelta::hours(hour));
    }

    /// Takes everything out of a database on the server. On SQLite a test that needs an empty one takes a file of its own.
    pub async fn clear(&self) {
        if self.backend == Backend::Postgres {
            self.house().db.execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.unwrap();
        }
    }

    /// The address of an empty database: of a new file, or of the one on the server after [`Test::clear`].
    pub async fn emptied(&self) -> String {
        self.clear().await;
        match self.backend {
            Backend::Sqlite => format!("sqlite://{}?mode=rwc", self.folder().join("kosong.db").display()),
            Backend::Postgres => self.lindung.config.database_url(),
        }
    }

    /// Closes the database and lets it go.
    pub async fn close(self) {
        let Self { lindung, drop_database, folder, .. } = self;
        lindung.close().await.unwrap();
        if let Some(name) = drop_database {
            admin(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
        drop(folder);
    }
}

/// A clock that stands at noon of 1 July 2025.
fn noon() -> Arc<SetClock> {
    Arc::new(SetClock::at(start_of(Day::from_ymd_opt(2025, 7, 1).unwrap()) + TimeDelta::hours(12)))
}

async fn opened(folder: &Path, url: &str, clock: &Arc<SetClock>) -> Lindung {
    compose::open_with(config(folder, url.to_owned()), Arc::clone(clock) as _).await.unwrap()
}

/// The settings of a test house.
fn config(folder: &Path, url: String) -> Config {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/test.toml");
    let mut config = Config::read(Some(&file)).unwrap();
    folder.clone_into(&mut config.data_dir);
    config.database.url = url;
    config.database.connections = 4;
    config
}

/// Runs a test on both kinds of database; a failure names the kind.
pub async fn on_both<F: Future<Output = Test>>(body: impl Fn(Test) -> F) {
    on_each(&Backend::ALL, body).await;
}

/// Runs a test on some kinds of database.
pub async fn on_each<F: Future<Output = Test>>(backends: &[Backend], body: impl Fn(Test) -> F) {
    for backend in backends {
        // Shown by the test runner when the body panics.
        print(*backend);
        Box::pin(body(Test::open(*backend).await)).await.close().await;
    }
}

#[expect(clippy::print_stdout, reason = "tells which database a failure was on")]
fn print(backend: Backend) {
    println!("on {backend:?}");
}
