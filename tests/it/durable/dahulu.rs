//! Rows that are written while their transaction goes on stand or fall with it.

use kernel::{Problem, Tx};
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, Statement};
use testkit::{Test, on_both};

/// Adds the counter of a year, which is there once for an office and a kind.
async fn add(tx: &Tx, test: &Test, year: i32) {
    let insert = Query::insert()
        .into_table("penomoran")
        .columns(["kantor_id", "jenis", "tahun", "terakhir"])
        .values_panic([test.system().actor.office.0.into(), "uji".into(), year.into(), 1_i64.into()])
        .to_owned();
    tx.add_to("penomoran".to_owned(), insert, (4, || Problem::NotFound)).await.unwrap();
}

/// A transaction with a year that is being written.
async fn begun(test: &Test, year: i32) -> Tx {
    let tx = test.system().begin().await.unwrap();
    add(&tx, test, year).await;
    tx.flush_ahead().await.unwrap();
    tx
}

fn many(test: &Test) -> Statement {
    let backend = test.house().db.get_database_backend();
    Statement::from_string(backend, "SELECT count(*) AS n FROM penomoran WHERE jenis = 'uji'")
}

async fn counted(db: &impl ConnectionTrait, test: &Test) -> Result<i64, sea_orm::DbErr> {
    let row = db.query_one_raw(many(test)).await?;
    row.unwrap().try_get("", "n")
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_are_written_ahead_stand_or_fall_with_their_transaction() {
    on_both(async |test| {
        let tx = begun(&test, 2024).await;
        // Those that follow are written too, and a statement sees all of them.
        add(&tx, &test, 2025).await;
        assert_eq!(counted(&*tx, &test).await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(counted(&test.house().db, &test).await.unwrap(), 2);

        begun(&test, 2026).await.give_up().await.unwrap();
        drop(begun(&test, 2027).await);
        let tx = test.system().begin().await.unwrap();
        assert_eq!(counted(&*tx, &test).await.unwrap(), 2, "nothing of what was given up");
        tx.give_up().await.unwrap();
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_refused_while_it_is_written_ahead_undoes_its_transaction() {
    on_both(async |test| {
        begun(&test, 2024).await.commit().await.unwrap();

        // At the COMMIT it is told whose it is.
        let tx = begun(&test, 2023).await;
        tx.flush().await.unwrap();
        add(&tx, &test, 2024).await;
        tx.flush_ahead().await.unwrap();
        assert!(matches!(tx.commit().await, Err(Problem::NotFound)));
        // A statement that follows fails, and so does the COMMIT after it.
        let tx = begun(&test, 2024).await;
        assert!(counted(&*tx, &test).await.is_err());
        assert!(tx.commit().await.is_err());
        assert_eq!(counted(&test.house().db, &test).await.unwrap(), 1);
        test
    })
    .await;
}
