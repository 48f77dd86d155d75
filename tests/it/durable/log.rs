//! What is written does not stay in the log of `SQLite`, whose COMMITs no longer carry it over one by one.

use std::sync::Arc;
use std::time::Duration;

use kernel::db;
use records::Mode;
use sea_orm::{ConnectionTrait, Database, Statement};
use testkit::{Backend, Test, returned};

/// How many returns stand in the database itself, without its log; none where it was just being written.
async fn in_the_file(test: &Test) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("lindung.db");
    std::fs::copy(test.folder().join("lindung.db"), &copy).unwrap();
    let db = Database::connect(format!("sqlite://{}", copy.display())).await.unwrap();
    let count = Statement::from_string(db.get_database_backend(), "SELECT count(*) AS banyak FROM kepulangan");
    let row = db.query_one_raw(count).await.ok().flatten();
    db.close().await.unwrap();
    row.map_or(0, |row| row.try_get("", "banyak").unwrap())
}

#[tokio::test]
async fn what_is_written_stands_in_the_database_itself_a_moment_later() {
    let test = Test::open(Backend::Sqlite).await;
    let ctx = test.system();
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    kind.register(&ctx, &[returned(1, "2025-06-01", "sakit")], &[], Mode::Write).await.unwrap();
    assert_eq!(in_the_file(&test).await, 0, "a COMMIT leaves it in the log");
    let house = Arc::clone(&ctx.house);
    let carrying = tokio::spawn(async move { db::carry_over(&house.db, &house.pen, &house.space).await });
    tokio::task::yield_now().await;
    kind.register(&ctx, &[returned(2, "2025-06-02", "sakit")], &[], Mode::Write).await.unwrap();
    let carried = async {
        while in_the_file(&test).await < 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), carried).await.expect("it is carried over");
    carrying.abort();
    test.close().await;
}
