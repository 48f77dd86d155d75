//! A house that was restored from a backup serves nobody until two people of it have opened it (ADR 0086).

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cadangan::DataKind;
use kernel::ctx::House;
use kernel::two::restored;
use kernel::{Problem, Result};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use web::{Failure, Note};

use crate::compose::Lindung;
use crate::musnah;

/// The name of the file that a restore lays into the folder before the database, see [`laid`].
pub(crate) const FILE: &str = "dipulihkan.txt";
/// What is served by a house that waits: the doors, the page of requests, and what machines ask. The paths below them too.
const SERVED: [&str; 10] = [
    "/masuk",
    "/keluar",
    "/persetujuan",
    "/api/v1/auth",
    "/api/v1/persetujuan",
    "/favicon.ico",
    "/aset",
    "/healthz",
    "/readyz",
    "/metrics",
];
/// What everybody else is told.
pub(crate) const WAITS: &str = "Lindung di sini dipulihkan dari cadangan dan belum dibuka. Pengelola akun atau kepala kantor memintanya di \
                                /persetujuan, dan orang kedua menyetujuinya di sana.";

/// Whether the house waits. Until that was looked at it does; one that is open stays so.
pub(crate) struct Latch {
    house: Arc<House>,
    shut: AtomicBool,
}

/// The latch of a house.
pub(crate) fn latch(house: &Arc<House>) -> Arc<Latch> {
    Arc::new(Latch { house: Arc::clone(house), shut: AtomicBool::new(true) })
}

impl Latch {
    async fn is_shut(&self) -> Result<bool> {
        if !self.shut.load(Ordering::Acquire) {
            return Ok(false);
        }
        let waits = restored::waits(&self.house.keyed).await?.is_some();
        self.shut.store(waits, Ordering::Release);
        Ok(waits)
    }
}

/// Whether a path is served by a house that waits.
fn is_served(path: &str) -> bool {
    SERVED.iter().any(|open| path.strip_prefix(open).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Answers, while the house waits, that it does; what is sent meanwhile may be sent again later.
pub(crate) async fn bar(State(latch): State<Arc<Latch>>, request: Request, next: Next) -> Response {
    if is_served(request.uri().path()) {
        return next.run(request).await;
    }
    match latch.is_shut().await {
        Ok(false) => next.run(request).await,
        Ok(true) => {
            let mut response = Failure::from(Problem::Busy).into_response();
            response.extensions_mut().insert(Note(WAITS.to_owned()));
            response
        }
        Err(problem) => Failure::from(problem).into_response(),
    }
}

/// Which database a house is in, as far as a folder must tell one from another: without machine, user and password.
fn place(url: &str) -> String {
    match DataKind::of(url) {
        DataKind::Sqlite => "sqlite".to_owned(),
        DataKind::Postgres => {
            let whole = url.split('?').next().unwrap_or_default();
            format!("postgres {}", whole.rsplit('/').next().unwrap_or_default())
        }
    }
}

/// What a restore lays down: when the backup was made, and into which database it went.
pub(crate) fn laid(backup: &str, url: &str) -> String {
    format!("{backup}\n{}\n", place(url))
}

/// Whether a restore left something in the folder that the first start of its house takes up, and nothing else may.
pub(crate) fn is_fresh(data_dir: &Path) -> bool {
    [FILE, musnah::FILE].iter().any(|name| data_dir.join(name).exists())
}

/// When the backup was made, by the text of the file. One that says nothing would leave the house open, and so would one that is taken up by
/// another house on the same folder; by hand the second line may be left out.
fn instant(path: &Path, text: &str, url: &str) -> Result<String> {
    let mut lines = text.lines().map(str::trim);
    let refuse = |detail: &str| Err(Problem::Malformed(format!("{}: {detail}", path.display())));
    let Some(backup) = lines.next().filter(|line| !line.is_empty()) else {
        return refuse("berkas ini kosong. Tulis di dalamnya kapan cadangannya dibuat, lalu jalankan lagi.");
    };
    if lines.next().is_some_and(|other| !other.is_empty() && other != place(url)) {
        return refuse(
            "rumah di folder ini dipulihkan ke basis data lain dan belum pernah dibuka. Tunjuk basis data itu dengan --database-url, \
             atau folder lain dengan --data-dir. Bila pemulihannya dibatalkan, hapus berkas ini.",
        );
    }
    Ok(backup.to_owned())
}

fn failed(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Malformed(format!("Berkas {} tidak dapat dibaca atau dihapus: {error}.", path.display()))
}

/// Shuts the house that a restore left, and takes its file away once that is durable. One without accounts has nobody to open it, and holds
/// nothing that anybody entered.
///
/// # Errors
/// What the database says; [`Problem::Malformed`] for a file that cannot be read, is empty or is another
/// database's: nothing is served then.
pub(crate) async fn take_up(lindung: &Lindung) -> Result<()> {
    let path = lindung.config.data_dir.join(FILE);
    let backup = match fs::read_to_string(&path) {
        Ok(text) => instant(&path, &text, &lindung.config.database_url())?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(&path, &error)),
    };
    let account = Query::select().column("id").from("pengguna").limit(1).to_owned();
    if lindung.house.db.query_one(&account).await?.is_some() {
        let tx = lindung.system_for("KP2MI", "Pemulihan cadangan")?.begin().await?;
        restored::shut(&tx, &backup).await?;
        tx.commit().await?;
    }
    fs::remove_file(&path).map_err(|error| failed(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_laid_down_is_of_one_database_and_says_an_instant() {
        let url = |name: &str| format!("postgres://lindung:rahasia@db.contoh:5432/{name}?sslmode=require");
        let (path, text) = (Path::new(FILE), laid("2026-08-01T00:00:00+00:00", &url("satu")));
        assert!(!text.contains("rahasia") && !text.contains("db.contoh"), "{text}");
        assert_eq!(instant(path, &text, &url("satu")).unwrap(), "2026-08-01T00:00:00+00:00");
        for other in [url("dua"), "sqlite://lindung.db?mode=rwc".to_owned()] {
            assert!(instant(path, &text, &other).is_err(), "{other}");
        }
        assert_eq!(instant(path, "2026-08-01\n", &url("dua")).unwrap(), "2026-08-01", "by hand");
        for nothing in ["", "\n", " \nsqlite\n"] {
            assert!(instant(path, nothing, &url("satu")).is_err(), "{nothing:?}");
        }
    }

    #[test]
    fn only_the_way_to_open_it_is_served() {
        for path in ["/masuk", "/masuk/kode", "/masuk/faktor", "/persetujuan", "/api/v1/persetujuan/x/setujui"] {
            assert!(is_served(path), "{path}");
        }
        for path in ["/", "/orang", "/masukan", "/akun", "/akun/saya", "/api/v1/orang", "/persetujuanku"] {
            assert!(!is_served(path), "{path}");
        }
    }
}
