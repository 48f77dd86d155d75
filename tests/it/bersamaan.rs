//! New records that are sent at the same moment are written together: each is its sender's own, and whatever is to be said of one request is
//! said to it alone.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use futures_util::future::join_all;
use kernel::{access, chain, history};
use sea_orm::{ConnectionTrait, DatabaseBackend, EntityTrait, Statement};
use serde_json::{Value, json};
use testkit::{Answer, Backend, Test, TestApp, form, on_both, returned, with};

const PATH: &str = "/api/v1/kepulangan";

/// Two desks of one office.
async fn desks(test: &Test) -> [TestApp; 2] {
    let first = TestApp::login(test, "helpdesk", "BP3MI-BANTEN").await;
    TestApp::user(test, "malam.contoh", "helpdesk", "BP3MI-BANTEN").await;
    let body = json!({ "username": "malam.contoh", "password": TestApp::password() });
    let token = TestApp::new(test).post("/api/v1/auth/login", &body).await.json();
    [first, TestApp::new(test).with_token(token["access_token"].as_str().unwrap())]
}

fn body(number: u32) -> Value {
    serde_json::to_value(returned(number, "2025-06-01", "sakit")).unwrap()
}

/// Sends all at the same moment. Who is asked to come again comes again: where two meet over one number on `PostgreSQL`, and where on `SQLite` a
/// statement fails and undoes the COMMIT that others share.
async fn at_once(desks: &[TestApp; 2], bodies: &[Value]) -> Vec<Answer> {
    let sent = bodies.iter().enumerate().map(|(at, body)| desks[at % 2].post(PATH, body));
    let mut answers = join_all(sent).await;
    for (at, answer) in answers.iter_mut().enumerate() {
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            *answer = desks[at % 2].post(PATH, &bodies[at]).await;
        }
    }
    answers
}

/// The numbers of the records that were made.
fn numbers(answers: &[Answer]) -> BTreeSet<String> {
    let made = answers.iter().filter(|answer| answer.status == StatusCode::CREATED);
    made.map(|answer| answer.json()["nomor"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn forty_records_of_two_desks_are_each_their_desks_own() {
    on_both(async |test| {
        let desks = desks(&test).await;
        let bodies: Vec<Value> = (1..=40).map(body).collect();
        let answers = at_once(&desks, &bodies).await;
        assert!(answers.iter().all(|answer| answer.status == StatusCode::CREATED), "{answers:?}");
        let expected: BTreeSet<String> = (1..=40).map(|number| format!("PLG-2025-{number:06}")).collect();
        assert_eq!(numbers(&answers), expected, "each number once, without a gap");
        let db = &test.house().db;
        let (lines, looks) =
            (history::Entity::find().all(db).await.unwrap(), access::Entity::find().all(db).await.unwrap());
        let mut requests = BTreeSet::new();
        for ((at, answer), body) in answers.iter().enumerate().zip(&bodies) {
            let made = answer.json();
            assert_eq!(made["nama"], body["nama"], "each is answered what it sent");
            let who = answer.json()["riwayat"][0]["pelaku"].clone();
            let line = lines.iter().find(|line| json!(line.catatan_id) == made["id"]).unwrap();
            let person = lines.iter().find(|line| json!(line.catatan_id) == made["orang_id"]).unwrap();
            let id: uuid::Uuid = serde_json::from_value(made["orang_id"].clone()).unwrap();
            let shown: Vec<_> =
                looks.iter().filter(|look| look.orang.as_deref() == Some(id.as_bytes().as_slice())).collect();
            assert_eq!(shown.len(), 1, "one look at the one person");
            assert_eq!((line.pelaku_id, person.pelaku_id), (shown[0].pelaku_id, shown[0].pelaku_id), "{who}");
            let other = lines.iter().find(|line| json!(line.catatan_id) == answers[(at + 1) % 40].json()["id"]);
            assert_ne!(line.pelaku_id, other.unwrap().pelaku_id, "the desk beside it is somebody else");
            assert!(requests.insert(shown[0].permintaan), "of a request of its own");
        }
        let read = desks[0].get(&format!("{PATH}/{}", answers[7].json()["id"].as_str().unwrap())).await;
        assert_eq!(read.json(), answers[7].json(), "what was answered is what is read");
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_one_request_is_said_to_it_alone() {
    on_both(async |test| {
        let desks = desks(&test).await;
        assert_eq!(desks[0].post(PATH, &body(1)).await.status, StatusCode::CREATED);
        let known = body(1);
        let wrong = serde_json::to_value(with(returned(2, "2025-06-01", "sakit"), &[("negara", "Negeri Rekaan")]));
        let nobody = serde_json::to_value(form(&[("nama", "Tanpa Hari Contoh")])).unwrap();
        let other = with(returned(1, "2025-06-03", "sakit"), &[("nama", "Orang Lain Contoh"), ("jenis_kelamin", "L")]);
        let contradicts = serde_json::to_value(other).unwrap();
        let twice = body(3);
        let again = serde_json::to_value(returned(4, "2025-06-09", "sakit")).unwrap();
        let all = [body(9), known, wrong.unwrap(), nobody, contradicts, twice.clone(), twice, body(4), again, body(5)];
        let answers = at_once(&desks, &all).await;
        let status: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(status[..5], [201, 409, 422, 422, 409]);
        assert!(answers[1].text.contains("PLG-2025-000001") && answers[2].text.contains("negara"), "{answers:?}");
        let [mut first, mut second] = [status[5], status[6]];
        if first > second {
            (first, second) = (second, first);
        }
        assert_eq!((first, second), (201, 409), "what two sent is there once");
        assert_eq!(status[7..], [201, 201, 201]);
        assert_eq!(answers[7].json()["orang_id"], answers[8].json()["orang_id"], "two returns of one person");
        assert_eq!(numbers(&answers), (2..=6).map(|number| format!("PLG-2025-{number:06}")).collect());
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn requests_that_are_repeated_among_others_get_what_they_got() {
    on_both(async |test| {
        let desks = desks(&test).await;
        let keyed = |at: usize, number: u32| {
            let app = desks[at % 2].clone().with_header("idempotency-key", &format!("uji-{at}"));
            async move { app.post(PATH, &body(number)).await }
        };
        let first = join_all((0..12).map(|at| keyed(at, u32::try_from(at).unwrap() + 1))).await;
        assert_eq!(numbers(&first).len(), 12, "{first:?}");
        let again = join_all((0..16).map(|at| keyed(at, u32::try_from(at).unwrap() + 1))).await;
        assert!(again.iter().all(|answer| answer.status == StatusCode::CREATED), "{again:?}");
        for (one, other) in first.iter().zip(&again) {
            assert_eq!(one.json()["id"], other.json()["id"], "the same record again");
        }
        assert_eq!(numbers(&again).len(), 16, "and four more");
        let misused = keyed(3, 90).await;
        assert_eq!(misused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", misused.text);
        let own = |id: &str| with(returned(50, "2025-06-01", "sakit"), &[("id", id)]);
        let id = "01941da8-f680-7000-8000-000000000050";
        let twice = [serde_json::to_value(own(id)).unwrap(), serde_json::to_value(own(id)).unwrap(), body(51)];
        let answers = at_once(&desks, &twice).await;
        let ids: Vec<Value> = answers.iter().map(|answer| answer.json()["id"].clone()).collect();
        assert_eq!((&ids[0], &ids[1]), (&json!(id), &json!(id)), "{answers:?}");
        assert_eq!(answers[2].status, StatusCode::CREATED);
        let taken = serde_json::to_value(with(returned(60, "2025-06-02", "sakit"), &[("id", id)])).unwrap();
        let all: Vec<Value> = (61..=64).map(body).chain([taken]).chain((65..=67).map(body)).collect();
        let status: Vec<u16> = at_once(&desks, &all).await.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(status, [201, 201, 201, 201, 409, 201, 201, 201], "an id that is taken is refused to who sent it");
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_at_the_same_moment_are_each_their_readers_own() {
    on_both(async |test| {
        let desks = desks(&test).await;
        let elsewhere = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let bodies: Vec<Value> = (1..=12).map(body).collect();
        let made: Vec<Value> = at_once(&desks, &bodies).await.iter().map(Answer::json).collect();
        let path = |at: usize| format!("{PATH}/{}", made[at % 12]["id"].as_str().unwrap());
        let before = access::Entity::find().all(&test.house().db).await.unwrap().len();
        let own = join_all((0..36).map(|at| {
            let (desk, path) = (&desks[at % 2], path(at));
            async move { desk.get(&path).await }
        }));
        let others = join_all((0..12).map(|at| {
            let (elsewhere, path) = (&elsewhere, path(at));
            async move { elsewhere.get(&path).await.status }
        }));
        let missing = format!("{PATH}/01941da8-f680-7000-8000-000000000001");
        let nobody = desks[0].get(&missing);
        let (own, others, nobody) = futures_util::join!(own, others, nobody);
        for (at, answer) in own.iter().enumerate() {
            assert_eq!(answer.json(), made[at % 12], "what was asked for, and all of it");
        }
        assert!(others.iter().all(|status| *status == StatusCode::NOT_FOUND), "another office sees none: {others:?}");
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
        let after = access::Entity::find().all(&test.house().db).await.unwrap().len();
        assert_eq!(after - before, 36, "a look for each that was shown");
        for many in 2..9 {
            let few = join_all((0..many).map(|at| {
                let (desk, path) = (&desks[0], path(at));
                async move { desk.get(&path).await.json() }
            }));
            assert_eq!(few.await, made[..many], "also where they are not as many as a statement asks for");
        }
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_lists_while_others_do_finds_what_was_answered_before() {
    on_both(async |test| {
        let desks = desks(&test).await;
        let list = async |desk: &TestApp| {
            let answer = desk.get(&format!("{PATH}?batas=50")).await;
            answer.json()["data"].as_array().unwrap().iter().map(|row| row["nomor"].clone()).collect::<Vec<_>>()
        };
        let busy = async {
            for _ in 0..30 {
                join_all(desks.iter().map(&list)).await;
            }
        };
        let writing = async {
            for number in 1..=15 {
                let made = desks[0].post(PATH, &body(number)).await.json();
                let number = &made["nomor"];
                let found = join_all(desks.iter().chain(&desks).map(&list)).await;
                assert!(found.iter().all(|all| all.first() == Some(number)), "{number}: {found:?}");
            }
        };
        futures_util::join!(busy, writing);
        test
    })
    .await;
}

#[tokio::test]
async fn rows_found_by_a_key_are_planned_for_any_values_and_lists_for_theirs() {
    let test = Test::open(Backend::Postgres).await;
    let house = test.house();
    assert_eq!(plans(&house.keyed).await, "force_generic_plan");
    assert_eq!(plans(&house.db).await, "force_custom_plan");
    assert_eq!(plans(house.pen.connection()).await, "auto");
    assert_eq!(plans(house.pen.stroke().unwrap()).await, "auto");
    test.close().await;
}

async fn plans(db: &impl ConnectionTrait) -> String {
    let asked = Statement::from_string(DatabaseBackend::Postgres, "SHOW plan_cache_mode");
    db.query_one_raw(asked).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
