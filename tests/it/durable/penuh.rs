//! A full disk of PostgreSQL, told by its code (53100): in which words, what is kept, and that it is over by itself.

use axum::http::{Method, StatusCode};
use kernel::chain;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use testkit::{Answer, Backend, Test, TestApp, on_each, returned};

const PATH: &str = "/api/v1/kepulangan";
/// What the server says where a table cannot grow.
const FULL: &str = "CREATE FUNCTION penuh() RETURNS trigger LANGUAGE plpgsql AS \
                    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$";

fn person(number: u32) -> Value {
    serde_json::to_value(returned(number, "2025-06-01", "bermasalah")).unwrap()
}

async fn sql(test: &Test, statement: &str) {
    test.house().db.execute_unprepared(statement).await.unwrap();
}

/// From here on a table has no room.
async fn full(test: &Test, table: &str) {
    let trigger = "CREATE TRIGGER penuh BEFORE INSERT OR UPDATE ON";
    sql(test, &format!("{trigger} {table} FOR EACH ROW EXECUTE FUNCTION penuh()")).await;
}

/// There is room again.
async fn emptied(test: &Test, table: &str) {
    sql(test, &format!("DROP TRIGGER penuh ON {table}")).await;
}

fn refused(answer: &Answer, status: StatusCode, kind: &str, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert!(answer.text.contains(kind) && answer.text.contains(words), "{}", answer.text);
    assert!(answer.headers.contains_key("retry-after"), "{:?}", answer.headers);
}

#[tokio::test]
async fn wherever_a_write_finds_no_room_it_is_said_and_nothing_is_kept_by_half() {
    on_each(&[Backend::Postgres], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        assert_eq!(app.post(PATH, &person(1)).await.status, StatusCode::CREATED);
        sql(&test, FULL).await;
        for table in ["orang", "kepulangan", "riwayat", "fakta"] {
            full(&test, table).await;
            let answer = app.post(PATH, &person(2)).await;
            refused(&answer, StatusCode::INSUFFICIENT_STORAGE, "/problems/ruang-habis", "Data Anda belum tersimpan");
            let typed = "nama=Siti+Rekaan&jenis_kelamin=P&tiba_pada=2025-06-01&kategori=bermasalah&negara=MY";
            let page = console.send(Method::POST, "/kepulangan/baru", "application/x-www-form-urlencoded", typed).await;
            assert!(page.text.contains("Ruang penyimpanan di server habis"), "{}", page.text);
            assert!(page.text.contains("value=\"Siti Rekaan\""), "what was typed is still there: {}", page.text);
            emptied(&test, table).await;
        }
        let made = app.post(PATH, &person(2)).await;
        assert_eq!(
            (made.status, &made.json()["nomor"]),
            (StatusCode::CREATED, &json!("PLG-2025-000002")),
            "no number is lost"
        );
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        assert_eq!(server::jobs::verify(&test.lindung, "2025-06-30".parse().unwrap()).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn who_cannot_be_traced_is_neither_shown_nor_recorded() {
    on_each(&[Backend::Postgres], async |test| {
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let first = app.post(PATH, &person(1)).await;
        let one = format!("{PATH}/{}", first.json()["id"].as_str().unwrap());
        sql(&test, FULL).await;
        full(&test, "jejak_akses").await;
        for path in [one.as_str(), PATH] {
            let told = app.get(path).await;
            refused(&told, StatusCode::SERVICE_UNAVAILABLE, "/problems/jejak-tidak-tercatat", "tidak ditampilkan");
            assert!(!told.text.contains("Contoh"), "{}", told.text);
        }
        assert_eq!(planner.get("/api/v1/iku?tahun=2025").await.status, StatusCode::OK, "figures are shown");
        // A record is shown to who made it, so it is not made where that leaves no trace.
        let made = app.post(PATH, &person(2)).await;
        refused(&made, StatusCode::INSUFFICIENT_STORAGE, "/problems/ruang-habis", "Data Anda belum tersimpan");
        emptied(&test, "jejak_akses").await;
        assert_eq!(app.get(&one).await.status, StatusCode::OK);
        assert_eq!(app.get(PATH).await.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(app.post(PATH, &person(2)).await.json()["nomor"], json!("PLG-2025-000002"));
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}
