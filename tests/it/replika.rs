//! Three servers on one database that wake up at the same moment: a night's and a morning's work is done once, and a request that is sent to
//! two of them is done once.

use std::sync::Arc;

use axum::http::StatusCode;
use futures_util::future::join_all;
use kernel::chain;
use records::Mode;
use reporting::snapshot;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use server::{Lindung, compose, jobs, pagi};
use testkit::{Answer, Test, TestApp, complaint, on_both, returned};

/// Two more servers on the same database.
async fn beside(test: &Test) -> [Lindung; 2] {
    let open = || compose::open_with(test.lindung.config.clone(), Arc::clone(&test.clock) as _);
    [open().await.unwrap(), open().await.unwrap()]
}

async fn close(others: [Lindung; 2]) {
    for other in others {
        other.close().await.unwrap();
    }
}

async fn counted(test: &Test) -> (u64, u64, u64) {
    let db = &test.house().db;
    (
        snapshot::Entity::find().count(db).await.unwrap(),
        jobs::Entity::find().count(db).await.unwrap(),
        records::tugas::pengingat::Entity::find().count(db).await.unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_three_servers_one_does_the_night_and_one_the_morning() {
    on_both(async |test| {
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        let forms = [complaint(1, "2025-06-02"), complaint(2, "2025-06-16")];
        kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
        let others = beside(&test).await;
        let [second, third] = &others;
        let all = [&test.lindung, second, third];
        let nights = join_all(all.map(jobs::catch_up)).await;
        let nights: usize = nights.into_iter().map(Result::unwrap).sum();
        assert_eq!(nights, 1, "on a new database there is only the last night");
        let mornings = join_all(all.map(pagi::catch_up)).await;
        assert_eq!(mornings.into_iter().filter(|done| *done.as_ref().unwrap()).count(), 1);
        let first = counted(&test).await;
        assert!(first.0 > 0 && first.2 > 0, "figures were kept and reminders given: {first:?}");
        for server in all {
            assert_eq!((jobs::catch_up(server).await.unwrap(), pagi::catch_up(server).await.unwrap()), (0, false));
        }
        assert_eq!(counted(&test).await, first, "and nothing twice");
        close(others).await;
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_sent_to_three_servers_at_once_makes_one_record() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let others = beside(&test).await;
        let there: Vec<TestApp> =
            others.iter().map(|other| TestApp::of(other.router()).with_token(app.token())).collect();
        for number in 1..=4_u32 {
            let key = format!("meja-1-{number:04}");
            let body = serde_json::to_value(returned(number, "2025-06-01", "bermasalah")).unwrap();
            let servers = [&app, &there[0], &there[1]].map(|app| app.clone().with_header("idempotency-key", &key));
            let answers = join_all(servers.iter().map(|app| app.post("/api/v1/kepulangan", &body))).await;
            let made: Vec<Value> =
                answers.iter().filter(|answer| answer.status.is_success()).map(Answer::json).collect();
            assert!(!made.is_empty(), "{answers:?}");
            assert!(made.iter().all(|one| one["id"] == made[0]["id"]), "{made:?}");
            // Who came second while the first was at work may be told to come again, and then gets the same.
            let again = servers[2].post("/api/v1/kepulangan", &body).await;
            assert!(again.status.is_success(), "{}", again.text);
            assert_eq!(again.json()["nomor"], json!(format!("PLG-2025-{number:06}")));
        }
        let list = app.get("/api/v1/kepulangan").await;
        assert_eq!((list.status, list.json()["data"].as_array().unwrap().len()), (StatusCode::OK, 4));
        close(others).await;
        test
    })
    .await;
}
