//! Short commands that wait for each other are committed together: each stands for itself all the same.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;
use kernel::db::BeforeCommit;
use pemulangan::kepulangan::entity;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each, returned};

const MANY: u32 = 40;

fn person(number: u32) -> Value {
    serde_json::to_value(returned(number, "2025-06-01", "bermasalah")).unwrap()
}

/// Counts COMMITs of commands from here on.
fn counted(test: &Test) -> Arc<AtomicUsize> {
    let commits = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&commits);
    let hook: BeforeCommit = Arc::new(move |_| {
        counting.fetch_add(1, Ordering::SeqCst);
        Box::pin(async {})
    });
    assert!(test.house().before_commit.set(hook).is_ok());
    commits
}

async fn kept(test: &Test) -> u64 {
    entity::Entity::find().count(&test.house().db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_each_is_recorded_once_and_the_refused_undo_only_themselves() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let commits = counted(&test);
        let requests = (0..MANY).map(|number| {
            let app = app.clone();
            async move {
                let mut body = person(number);
                if number % 4 == 0 {
                    // Refused inside its transaction: there is no such arrival.
                    body["kedatangan"] = json!("KDT-2025-999999");
                }
                (number, app.post("/api/v1/kepulangan", &body).await)
            }
        });
        let mut numbers = BTreeSet::new();
        for (number, answer) in join_all(requests).await {
            let refused = number % 4 == 0;
            assert_eq!(answer.status == StatusCode::CREATED, !refused, "{number}: {}", answer.text);
            if !refused {
                numbers.insert(answer.json()["nomor"].as_str().unwrap().to_owned());
            }
        }
        let expected: BTreeSet<String> = (1..=MANY - MANY / 4).map(|n| format!("PLG-2025-{n:06}")).collect();
        assert_eq!(numbers, expected, "no number twice, none left out");
        assert_eq!(kept(&test).await, u64::from(MANY - MANY / 4));
        if test.backend == Backend::Sqlite {
            let commits = commits.load(Ordering::SeqCst);
            assert!(commits < usize::try_from(MANY / 2).unwrap(), "they were not committed together: {commits}");
        }
        assert_eq!(server::jobs::verify(&test.lindung, "2025-06-30".parse().unwrap()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_given_up_takes_nothing_of_the_others_along() {
    on_both(async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let mut given_up = Vec::new();
        let mut stayed = Vec::new();
        for number in 0..MANY {
            let app = app.clone();
            let request = tokio::spawn(async move { app.post("/api/v1/kepulangan", &person(number)).await.status });
            if number % 3 == 0 { given_up.push(request) } else { stayed.push(request) }
        }
        for (wait, request) in (0_u64..).zip(&given_up) {
            tokio::time::sleep(Duration::from_millis(wait % 4)).await;
            request.abort();
        }
        for request in stayed {
            assert_eq!(request.await.unwrap(), StatusCode::CREATED);
        }
        let acknowledged = u64::from(MANY - MANY.div_ceil(3));
        let kept = kept(&test).await;
        assert!((acknowledged..=u64::from(MANY)).contains(&kept), "{kept}");
        assert_eq!(server::jobs::verify(&test.lindung, "2025-06-30".parse().unwrap()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shared_commit_that_fails_acknowledges_nobody() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let hook: BeforeCommit = Arc::new(|tx| {
            Box::pin(async {
                // What a full disk does: all is undone already.
                let _ = sea_orm::ConnectionTrait::execute_unprepared(tx, "ROLLBACK").await;
            })
        });
        assert!(test.house().before_commit.set(hook).is_ok());
        let requests = (0..MANY).map(|number| {
            let app = app.clone();
            async move { app.post("/api/v1/kepulangan", &person(number)).await.status }
        });
        for status in join_all(requests).await {
            assert!(status.is_server_error(), "{status}");
        }
        assert_eq!(kept(&test).await, 0);
        test
    })
    .await;
}
