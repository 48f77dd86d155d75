//! A COMMIT that fails: nothing that was answered is lost, nothing that was refused is there, and the house serves on.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use kernel::CatatanId;
use kernel::db::BeforeCommit;
use pemulangan::kepulangan::entity;
use sea_orm::sqlx::Connection;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, TransactionTrait};
use serde_json::{Value, json};
use server::jobs;
use testkit::{Backend, Test, TestApp, returned};

const ROUNDS: u32 = 1_000;
const DESKS: u32 = 4;

/// What a transaction that cannot be committed has in it: everything is undone already, as a full disk does it, or the
/// COMMIT itself is refused.
async fn spoil(tx: &DatabaseTransaction, how: u64) {
    let sql = match (tx.get_database_backend(), how) {
        (sea_orm::DatabaseBackend::Sqlite, 0) => "ROLLBACK",
        (sea_orm::DatabaseBackend::Sqlite, _) => {
            "PRAGMA defer_foreign_keys = ON; INSERT INTO orang_kantor (orang_id, kantor_id) SELECT id, id FROM orang LIMIT 1"
        }
        (_, 0) => "SELECT pg_terminate_backend(pg_backend_pid())",
        _ => {
            "CREATE TEMP TABLE gagal (a INT UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP; \
             INSERT INTO gagal VALUES (1), (1)"
        }
    };
    let done = tx.execute_unprepared(sql).await;
    assert!(how == 0 || done.is_ok(), "{done:?}");
}

/// A hook that spoils some COMMITs, by a row of numbers that is the same in every run.
fn at_random(failed: Arc<AtomicU64>) -> BeforeCommit {
    let dice = Mutex::new(fastrand::Rng::with_seed(11));
    Arc::new(move |tx| {
        let thrown = dice.lock().unwrap().u64(0..6);
        let failed = Arc::clone(&failed);
        Box::pin(async move {
            if thrown < 2 {
                failed.fetch_add(1, Ordering::Relaxed);
                spoil(tx, thrown).await;
            }
        })
    })
}

fn person(number: u32) -> Value {
    serde_json::to_value(returned(number, "2025-06-01", "bermasalah")).unwrap()
}

/// What came of a desk's requests.
#[derive(Default)]
struct Seen {
    /// The records that were acknowledged and shown.
    kept: BTreeSet<CatatanId>,
    /// How many were said to be stored, but not shown, since the trace of that could not be written.
    unshown: usize,
    /// How many were refused.
    refused: usize,
}

/// One desk: records people and looks at them.
async fn desk(app: &TestApp, desk: u32) -> Seen {
    let mut seen = Seen::default();
    for round in 0..ROUNDS / DESKS {
        let mut body = person(desk * 2_000 + round);
        if round % 5 == 0 {
            // Refused after the transaction has begun: its ROLLBACK must end what it began.
            body["nik"] = json!("1");
        }
        let answer = app.post("/api/v1/kepulangan", &body).await;
        match answer.status {
            StatusCode::CREATED => {
                let id = answer.json()["id"].as_str().unwrap().parse().unwrap();
                seen.kept.insert(CatatanId(id));
                let shown = app.get(&format!("/api/v1/kepulangan/{id}")).await;
                assert!(shown.status != StatusCode::NOT_FOUND, "{id} was answered and is not there: {}", shown.text);
            }
            StatusCode::UNPROCESSABLE_ENTITY => assert_eq!(round % 5, 0, "{}", answer.text),
            _ if answer.text.contains("/problems/sudah-tersimpan") => seen.unshown += 1,
            _ => seen.refused += 1,
        }
    }
    seen
}

async fn rounds(backend: Backend, connections: u32) {
    let mut test = Test::open(backend).await;
    let mut config = test.lindung.config.clone();
    config.database.connections = connections;
    config.database.url = config.database_url();
    let own = server::compose::open_with(config, Arc::clone(&test.clock) as _).await.unwrap();
    std::mem::replace(&mut test.lindung, own).close().await.unwrap();
    let mut desks = Vec::new();
    for number in 0..DESKS {
        let (name, office) = (format!("meja{number}.contoh"), "BP3MI-BANTEN");
        TestApp::user(&test, &name, "helpdesk", office).await;
        let login = json!({ "username": name, "password": TestApp::password() });
        let answer = TestApp::new(&test).post("/api/v1/auth/login", &login).await;
        desks.push(TestApp::new(&test).with_token(answer.json()["access_token"].as_str().unwrap()));
    }
    assert_eq!(desks[0].post("/api/v1/kepulangan", &person(9_999)).await.status, StatusCode::CREATED);
    let failed = Arc::new(AtomicU64::new(0));
    assert!(test.house().before_commit.set(at_random(Arc::clone(&failed))).is_ok());
    let done = futures_util::future::join_all((0..DESKS).map(|n| desk(&desks[n as usize], n))).await;
    let (refused, unshown) = done.iter().fold((0, 0), |(r, u), seen| (r + seen.refused, u + seen.unshown));
    let kept: BTreeSet<CatatanId> = done.into_iter().flat_map(|seen| seen.kept).collect();
    let failed = failed.load(Ordering::Relaxed);
    assert!(failed > 200 && refused > 100 && kept.len() > 300, "{failed} failed, {refused} refused, {}", kept.len());
    // A process of its own sees what is really there.
    let config = test.lindung.config.clone();
    let other = server::compose::open_with(config, Arc::clone(&test.clock) as _).await.unwrap();
    let there: BTreeSet<CatatanId> =
        entity::Entity::find().all(&other.house.db).await.unwrap().into_iter().map(|row| row.id).collect();
    let lost: Vec<_> = kept.difference(&there).collect();
    assert!(lost.is_empty(), "{} of {} answered records are not there", lost.len(), kept.len());
    assert_eq!(there.len(), kept.len() + unshown + 1, "what was refused is there, or what was answered is not");
    assert_eq!(jobs::verify(&other, "2025-06-30".parse().unwrap()).await.unwrap(), []);
    other.close().await.unwrap();
    test.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_rounds_of_failing_commits_lose_nothing_on_sqlite() {
    rounds(Backend::Sqlite, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_rounds_of_failing_commits_lose_nothing_on_postgresql() {
    rounds(Backend::Postgres, 8).await;
}

/// What makes the guard in `kernel::db` necessary. If this fails, sqlx lowers its depth by itself and the guard may go.
#[tokio::test]
async fn the_pool_of_sqlx_alone_hands_on_a_connection_inside_a_lost_transaction() {
    let folder = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("uji.db").display());
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = sea_orm::Database::connect(options).await.unwrap();
    db.execute_unprepared("CREATE TABLE t (a INT)").await.unwrap();
    // SQLite undoes a transaction by itself when the disk is full; sqlx does not hear of it.
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
    tx.execute_unprepared("ROLLBACK").await.unwrap();
    assert!(tx.commit().await.is_err());
    let pool = db.get_sqlite_connection_pool();
    assert!(pool.acquire().await.unwrap().is_in_transaction());
    // A refused request rolls back to its savepoint and leaves the transaction around it open …
    let tx = db.begin().await.unwrap();
    drop(tx);
    // … in which everything that is answered from now on stands.
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("INSERT INTO t VALUES (2)").await.unwrap();
    tx.commit().await.unwrap();
    db.close().await.unwrap();
    let again = sea_orm::Database::connect(format!("sqlite://{}", folder.path().join("uji.db").display()));
    let again = again.await.unwrap();
    let rows =
        again.query_all_raw(sea_orm::Statement::from_string(sea_orm::DatabaseBackend::Sqlite, "SELECT a FROM t"));
    assert_eq!(rows.await.unwrap().len(), 0, "the acknowledged row was committed");
    again.close().await.unwrap();
}
