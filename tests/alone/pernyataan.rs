//! How many statements a request sends to its database, BEGIN and COMMIT counted: for every kind, so that no feature makes one kind
//! slow. Nothing else may run beside it: who listens is known to the whole process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use futures_util::future::join_all;
use testkit::{TestApp, least, on_both, returned};
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry;

/// One record.
const READ: usize = 3;
/// A page of fifty.
const LIST: usize = 2;
/// A new record.
const WRITE: usize = 12;
/// The table of an agreement, whatever it has of indicators: the kept counts, what came and went since, persons, last scores.
const TABLE: usize = 4;
/// Who asks, where that was not looked up a moment ago: a slow machine may take longer than it is believed.
const WHO: usize = 1;

/// Counts what is sent through the driver or kept connections, and where transactions begin and end.
#[derive(Clone, Default)]
struct Sent(Arc<AtomicUsize>);

impl Sent {
    /// What a request, or several, sent, and the answer.
    async fn by<T>(&self, request: impl Future<Output = T>) -> (usize, T) {
        let before = self.0.load(Ordering::SeqCst);
        let answer = request.await;
        (self.0.load(Ordering::SeqCst) - before, answer)
    }
}

/// So many new records are sent at once.
const MANY: usize = 33;

#[tokio::test]
async fn records_that_are_sent_at_once_share_their_statements() {
    let _machine = crate::machine().await;
    let sent = Sent::default();
    let _held = tracing::subscriber::set_default(registry().with(sent.clone()));
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let bodies: Vec<_> =
            (1..=33).map(|number| serde_json::to_value(returned(number, "2025-06-01", "sakit")).unwrap()).collect();
        // Who asks is known by then.
        assert_eq!(app.get("/api/v1/kepulangan").await.status, StatusCode::OK);
        let all = join_all(bodies.iter().map(|body| app.post("/api/v1/kepulangan", body)));
        let (statements, answers) = sent.by(all).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count(), MANY);
        println!("{MANY} at once: {statements}");
        assert!(statements < MANY * WRITE / 5, "{statements} statements for {MANY} records");
        test
    })
    .await;
}

impl<S: tracing::Subscriber> Layer<S> for Sent {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let (target, name) = (span.metadata().target(), span.metadata().name());
        let statement = if target.starts_with("sea_orm::database::transaction") {
            matches!(name, "begin" | "commit" | "rollback") || name.ends_with("_raw") || name == "execute_unprepared"
        } else {
            let driver = target.starts_with("sea_orm::driver::sqlx_sqlite")
                || target.starts_with("sea_orm::driver::sqlx_postgres");
            let kept = target == "kernel::db::kept" && matches!(name, "each" | "execute");
            kept || (driver && matches!(name, "execute" | "query_one" | "query_all" | "stream" | "execute_unprepared"))
        };
        if statement {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}

#[tokio::test]
async fn a_request_sends_few_statements_whatever_the_kind() {
    let _machine = crate::machine().await;
    let sent = Sent::default();
    // All of a test runs on its own thread.
    let _held = tracing::subscriber::set_default(registry().with(sent.clone()));
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        // The first request of a process asks once whether the house was restored and waits.
        assert_eq!(app.get("/api/v1/kepulangan").await.status, StatusCode::OK);
        let mut slow = Vec::new();
        for (kind, body) in least() {
            let path = format!("/api/v1/{kind}");
            let (wrote, answer) = sent.by(app.post(&path, &body)).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{kind}: {}", answer.text);
            let one = format!("{path}/{}", answer.json()["id"].as_str().unwrap());
            let written = answer.json();
            let answer = app.get(&one).await;
            assert_eq!(answer.status, StatusCode::OK, "{kind}: {}", answer.text);
            assert_eq!(answer.json(), written, "{kind}: what was answered is not what was written");
            // On SQLite the first look after a write asks once more where the numbers of looks stand.
            let (read, _) = sent.by(app.get(&one)).await;
            let (listed, answer) = sent.by(app.get(&format!("{path}?batas=50"))).await;
            let all = answer.json();
            let row = all["data"].as_array().and_then(|rows| rows.iter().find(|row| row["id"] == written["id"]));
            for (key, value) in row.expect(kind).as_object().unwrap() {
                assert!(written[key] == *value || value == people::SHUT, "{kind}: {key} of a list is not the record's");
            }
            assert!(wrote > 2 && read > 0 && listed > 0, "{kind}: nothing was counted");
            println!("{kind}: R {read} L {listed} W {wrote}");
            if wrote > WRITE + WHO || read > READ + WHO || listed > LIST + WHO {
                slow.push(format!("{kind}: R {read} L {listed} W {wrote}"));
            }
        }
        for (path, most) in [("/api/v1/iku?tahun=2025", TABLE), ("/api/v1/iku?tahun=2025&per=2025-06-30", TABLE - 1)] {
            let (struck, answer) = sent.by(app.get(path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            println!("{path}: {struck}");
            assert!((1..=most + WHO).contains(&struck), "{path}: {struck} statements");
        }
        assert!(slow.is_empty(), "more statements than {READ}, {LIST}, {WRITE}: {slow:#?}");
        test
    })
    .await;
}
