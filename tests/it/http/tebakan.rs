//! A sealed number is not found out by trying in silence: who has it is told to who records people, and each time that leaves a trace.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, on_both, returned, with};

const NAME: &str = "Siti Contoh 7";
const DESK: &str = "helpdesk.bp3mi-banten";

/// How often it is on record of a person that the desk was told of them without opening them.
async fn told(head: &TestApp, person: &str) -> usize {
    let trail = head.get(&format!("/api/v1/orang/{person}/jejak")).await.json();
    let looks = trail["data"].as_array().unwrap();
    looks.iter().filter(|one| one["tindakan"] == "cocokkan" && one["nama_masuk"] == DESK).count()
}

fn row(name: &str) -> Value {
    serde_json::to_value(with(returned(7, "2025-07-01", "cuti"), &[("nama", name)])).unwrap()
}

async fn dry(desk: &TestApp, rows: &[Value]) -> Answer {
    let answer = desk.post("/api/v1/kepulangan/impor", &json!({ "uji": true, "baris": rows })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer
}

#[tokio::test]
async fn whoever_tries_a_number_leaves_a_trace_with_its_owner_by_every_way() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let made = head.post("/api/v1/kepulangan", &row(NAME)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let person = made.json()["orang_id"].as_str().unwrap().to_owned();
        let other = row("Zulkifli Rekaan");
        let mut stands = told(&head, &person).await;
        let mut more = async |way: &str| {
            let now = told(&head, &person).await;
            assert!(now > stands, "{way} left no trace");
            stands = now;
        };
        let refused = desk.post("/api/v1/orang", &json!({ "nama": "Zulkifli Rekaan", "nik": other["nik"] })).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        more("a person").await;
        let refused = desk.post("/api/v1/kepulangan", &other).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        more("a record").await;
        let tried = dry(&desk, &[row("Zulkifli Rekaan")]).await.json();
        assert_eq!(tried["salah"], json!(1), "{tried}");
        more("a dry run").await;
        let mut chosen = row(NAME);
        chosen["orang_id"] = json!(person);
        chosen["tiba_pada"] = json!("2025-06-30");
        let tried = dry(&desk, &[chosen.clone()]).await.json();
        assert_eq!(tried["baru"], json!(1), "{tried}");
        more("a dry run about somebody who was chosen").await;
        chosen["nik"] = json!("3603994101900008");
        let refused = desk.post("/api/v1/kepulangan", &chosen).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        more("a wrong number of somebody who was chosen").await;
        let op = json!({ "id": "0190a5de-0000-7000-8000-000000000001", "jenis": "terima", "setelah": [],
            "isi": { "id": "0190a5de-0000-7000-8000-000000001001", "isi": other } });
        let sent = desk.post("/api/v1/meja/kirim", &json!({ "petugas": DESK, "operasi": [op] })).await;
        assert_eq!(sent.json()["hasil"][0]["hasil"], json!("salah"), "{}", sent.text);
        more("the desk").await;
        let nobody = told(&head, &person).await;
        let mut fresh = row("Zulkifli Rekaan");
        fresh["nik"] = json!("3603994101900009");
        dry(&desk, &[fresh]).await;
        assert_eq!(told(&head, &person).await, nobody, "a number of nobody tells of nobody");
        test
    })
    .await;
}
