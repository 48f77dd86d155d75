//! One step with many records of a list.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp, on_both};

use super::pengaduan::{done, made, path, team};
use super::wire::console;

async fn send(app: &TestApp, path: &str, fields: &[(String, String)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    app.send(Method::POST, path, "application/x-www-form-urlencoded", form.finish()).await
}

fn field(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// The field that ticks a record in a version.
fn ticked(prefix: &str, record: &Value, version: i64) -> (String, String) {
    (format!("{prefix}.{}", record["id"].as_str().unwrap()), version.to_string())
}

async fn three(test: &Test) -> Vec<Value> {
    let app = team(test).await;
    let mut records = Vec::new();
    for number in 1..=3 {
        records.push(made(&app, number, &[]).await);
    }
    done(&app, &path("pengaduan", &records[2]), "cabut", json!({ "alasan": "Contoh" })).await;
    records
}

#[tokio::test]
async fn a_step_is_taken_with_all_that_allow_it_and_the_others_say_why() {
    on_both(async |test| {
        let records = three(&test).await;
        TestApp::user(&test, "petugas.contoh", "pelindungan", "BP3MI-BANTEN").await;
        let page = console(&test, "pelindungan").await;
        let app = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert!(page.get("/pengaduan").await.text.contains("Lanjut dengan semua di halaman ini (3)"));
        let mut asked = vec![field("langkah", "tugaskan"), field("semua", "1")];
        asked.extend(records.iter().zip([1, 1, 2]).map(|(record, version)| ticked("ada", record, version)));
        let chosen = send(&page, "/pengaduan/sekaligus", &asked).await;
        for told in ["Tugaskan: 2 dari 3 catatan", "Dilewati: pengaduan ini sudah berakhir"] {
            assert!(chosen.text.contains(told), "{told}: {}", chosen.text);
        }
        let some: Vec<_> = records[..2].iter().map(|record| ticked("pilih", record, 1)).collect();
        let nobody = send(&page, "/pengaduan/sekaligus/tugaskan", &some).await;
        assert!(nobody.text.contains("Wajib diisi") || nobody.text.contains("petugas"), "{}", nobody.text);
        let given =
            [&some[..], &[field("petugas", "petugas.contoh"), field("alasan", "Giliran pagi (contoh)")]].concat();
        let taken = send(&page, "/pengaduan/sekaligus/tugaskan", &given).await;
        assert!(taken.text.contains("2 dari 2 catatan"), "{}", taken.text);
        for record in &records[..2] {
            let record = app.get(&path("pengaduan", record)).await.json();
            assert_eq!((&record["petugas"], &record["versi"]), (&json!("petugas.contoh"), &json!(2)));
            assert_eq!(record["riwayat"][1]["alasan"], "Giliran pagi (contoh)");
        }
        let again = send(&page, "/pengaduan/sekaligus/tugaskan", &given).await;
        assert!(
            again.text.contains("0 dari 2 catatan") && again.text.contains("Sudah diubah orang lain"),
            "{}",
            again.text
        );
        test
    })
    .await;
}

#[tokio::test]
async fn nobody_does_with_many_what_they_may_not_do_with_one() {
    on_both(async |test| {
        let records = three(&test).await;
        let elsewhere = console(&test, "penempatan").await;
        let some = [ticked("pilih", &records[0], 1), field("alasan", "Contoh")];
        assert_eq!(send(&elsewhere, "/pengaduan/sekaligus/cabut", &some).await.status, StatusCode::FORBIDDEN);
        let page = console(&test, "pelindungan").await;
        let app = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(send(&page, "/pengaduan/sekaligus/terbang", &some).await.status, StatusCode::NOT_FOUND);
        let many: Vec<_> = (0..201)
            .map(|_| (format!("pilih.{}", test.house().ids.next(test.house().clock.now())), "1".to_owned()))
            .collect();
        assert_eq!(send(&page, "/pengaduan/sekaligus/cabut", &many).await.status, StatusCode::BAD_REQUEST);
        let other = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        assert_eq!(other.get(&path("pengaduan", &records[0])).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get(&path("pengaduan", &records[0])).await.json()["versi"], 1);
        test
    })
    .await;
}
