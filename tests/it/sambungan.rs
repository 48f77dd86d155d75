//! Connections that are kept from one use to the next: who uses one never meets what another left on it.

use std::time::{Duration, Instant};

use kernel::db::Kept;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use testkit::{Backend, Test, on_both};

/// Longer than a connection rests before it is asked whether it still stands.
const RESTED: Duration = Duration::from_millis(1_200);

async fn number(db: &Kept, sql: &str) -> Result<i64, DbErr> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    row.unwrap().try_get_by_index(0)
}

/// The process of the server that serves the connection which is used next.
async fn process(db: &Kept) -> i64 {
    number(db, "SELECT pg_backend_pid()::bigint").await.unwrap()
}

/// A statement that goes on for minutes, row by row.
fn endless(test: &Test) -> &'static str {
    match test.backend {
        Backend::Postgres => "SELECT n, pg_sleep(0.01) FROM generate_series(1, 100000) AS angka (n)",
        Backend::Sqlite => {
            "WITH RECURSIVE angka (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM angka) SELECT n FROM angka"
        }
    }
}

#[tokio::test]
async fn a_statement_that_is_given_up_or_fails_leaves_nothing_to_the_next() {
    on_both(async |test| {
        let db = &test.house().keyed;
        let begun = Instant::now();
        let given_up = number(db, endless(&test));
        assert!(tokio::time::timeout(Duration::from_millis(100), given_up).await.is_err());
        assert_eq!(number(db, "SELECT CAST(42 AS bigint)").await.unwrap(), 42);
        let statement = Statement::from_string(db.get_database_backend(), endless(&test));
        let mut rows = 0;
        let stopped = db.each(statement, |_| {
            rows += 1;
            if rows < 3 { Ok(()) } else { Err(DbErr::Custom("enough".to_owned())) }
        });
        assert_eq!(stopped.await.unwrap_err().to_string(), DbErr::Custom("enough".to_owned()).to_string());
        assert_eq!(number(db, "SELECT CAST(43 AS bigint)").await.unwrap(), 43);
        assert!(number(db, "SELECT tidak_ada FROM tidak_ada").await.is_err());
        assert_eq!(number(db, "SELECT CAST(44 AS bigint)").await.unwrap(), 44);
        assert!(begun.elapsed() < Duration::from_secs(30), "the next waited for what was given up");
        test
    })
    .await;
}

#[tokio::test]
async fn a_connection_is_used_again_and_one_that_broke_while_it_rested_is_not() {
    let test = Test::open(Backend::Postgres).await;
    let db = &test.house().keyed;
    let first = process(db).await;
    assert_eq!(process(db).await, first);
    let end = format!("SELECT count(*) FROM (SELECT pg_terminate_backend({first})) AS akhir");
    test.house().db.execute_unprepared(&end).await.unwrap();
    tokio::time::sleep(RESTED).await;
    let second = process(db).await;
    assert_ne!(second, first);
    assert_eq!(process(db).await, second);
    test.close().await;
}
