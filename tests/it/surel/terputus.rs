//! A server that goes while digests are sent, and a user who cannot be read.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use server::surel;
use testkit::{Test, on_both};

use super::{Row, Server, plain, row, rows, user, with, work};

/// The server dies over the first of two users, and is there again half an hour later. Returns the two digests, and how many mails came then.
async fn outage(test: &Test, name: &str) -> ([Vec<Row>; 2], usize) {
    let first = Server::start(0, "goyah");
    for name in [name, "satu"] {
        user(test, &format!("{name}.contoh"), &format!("{name}@contoh.go.id")).await;
        test.clock.advance(TimeDelta::seconds(1));
    }
    work(test).await;
    let house = with(test, plain(first.port)).await;
    assert!(surel::catch_up(&house).await.unwrap());
    let mut before = rows(test).await;
    before.sort();
    let second = Server::start(first.port, "tanpa");
    for _ in 0..2 {
        test.clock.advance(TimeDelta::minutes(31));
        surel::catch_up(&house).await.unwrap();
    }
    let mut after = rows(test).await;
    after.sort();
    house.close().await.unwrap();
    ([before, after], second.mails().len())
}

#[tokio::test]
async fn a_server_that_goes_during_a_round_costs_nobody_their_mail() {
    on_both(async |test| {
        let away = row(surel::FAILED, 1, Some("server tidak dapat dihubungi"));
        let sent = row(surel::SENT, 2, None);
        assert_eq!(outage(&test, "putus").await, ([vec![away.clone(), away], vec![sent.clone(), sent]], 2));
        test
    })
    .await;
}

#[tokio::test]
async fn only_the_mail_that_was_on_its_way_is_not_sent_again() {
    on_both(async |test| {
        let unsure = row(surel::FAILED, 1, Some("tidak pasti: sambungan putus sebelum server menjawab"));
        let away = row(surel::FAILED, 1, Some("server tidak dapat dihubungi"));
        let after = vec![row(surel::SENT, 2, None), unsure.clone()];
        assert_eq!(outage(&test, "hilang").await, ([vec![away, unsure], after], 1));
        test
    })
    .await;
}

#[tokio::test]
async fn a_user_whose_role_nobody_knows_stops_no_round() {
    const ROLE: &str = "UPDATE pengguna SET peran = 'entah' WHERE nama_masuk = 'entah.contoh'";
    on_both(async |test| {
        let server = Server::start(0, "tanpa");
        user(&test, "entah.contoh", "entah@contoh.go.id").await;
        user(&test, "satu.contoh", "satu@contoh.go.id").await;
        work(&test).await;
        let db = &test.house().db;
        let (before, after) = if db.get_database_backend() == DatabaseBackend::Sqlite {
            ("PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints = OFF")
        } else {
            ("ALTER TABLE pengguna DROP CONSTRAINT pengguna_peran_check", "SELECT 1")
        };
        db.execute_unprepared(&[before, ROLE, after].join("; ")).await.unwrap();
        let house = with(&test, plain(server.port)).await;
        assert!(surel::catch_up(&house).await.unwrap());
        assert_eq!(server.mails().len(), 1);
        assert!(server.mails()[0].contains("X-Kepada: satu@contoh.go.id"));
        house.close().await.unwrap();
        test
    })
    .await;
}
