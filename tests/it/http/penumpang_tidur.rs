//! Beds for many passengers at once: all who are ticked are taken in, or nobody.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, on_both};

use super::pengaduan::team;
use super::penumpang::{field, flight, handover, passengers, send, taken};

/// Takes in people with these beds, by the versions that were seen.
async fn house(app: &TestApp, flight: &str, beds: &[&str], whom: &[Value]) -> Answer {
    let one = |(one, bed): (&Value, &&str)| json!({ "id": one["id"], "versi": one["versi"], "tempat_tidur": bed });
    let people: Vec<Value> = whom.iter().zip(beds).map(one).collect();
    let until = json!({ "tanggal": "2025-07-01", "sampai_pada": "2025-07-03" });
    let body = json!({ "langkah": "tampung", "isian": until, "kepulangan": people });
    app.post(&format!("/api/v1/kedatangan/{flight}/penumpang/langkah"), &body).await
}

/// Why nobody was taken in.
fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert_eq!(answer.json()["errors"][0]["pointer"], "/nomor_tempat_tidur", "{}", answer.text);
    for told in [why, "Belum ada yang ditampung."] {
        assert!(answer.text.contains(told), "{told}: {}", answer.text);
    }
}

async fn services(app: &TestApp) -> Vec<(String, String, String)> {
    let all = app.get("/api/v1/layanan?batas=100").await.json();
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let one = |one: &Value| (text(one, "nomor_tempat_tidur"), text(one, "status"), text(one, "sampai_pada"));
    let mut all: Vec<_> = all["data"].as_array().unwrap().iter().map(one).collect();
    all.sort();
    all
}

#[tokio::test]
async fn all_get_a_bed_of_their_own_or_nobody_is_taken_in() {
    on_both(async |test| {
        let flight = flight(&test, 5).await;
        let app = team(&test).await;
        let all = passengers(&app, &flight, "").await;
        refused(&house(&app, &flight, &["A1", "A2", ""], &all[..3]).await, "3 orang dicentang, tetapi hanya 2");
        refused(&house(&app, &flight, &["A1", "a-1"], &all[..2]).await, "diisi untuk Siti Contoh 1 dan Siti Contoh 2");
        assert_eq!(passengers(&app, &flight, "?status=tiba").await.len(), 5, "nobody by half");
        assert_eq!(services(&app).await.len(), 0);
        let same = json!({ "tanggal": "2025-07-01", "nomor_tempat_tidur": "A1" });
        let seen = json!([{ "id": all[0]["id"], "versi": all[0]["versi"] }]);
        let body = json!({ "langkah": "tampung", "isian": same, "kepulangan": seen });
        let one = app.post(&format!("/api/v1/kedatangan/{flight}/penumpang/langkah"), &body).await;
        assert_eq!(one.json()["errors"][0]["pointer"], "/nomor_tempat_tidur", "one bed is not for all: {}", one.text);

        let done = house(&app, &flight, &["A1", "A2", "A3"], &all[..3]).await;
        assert_eq!((done.status, &done.json()["berhasil"]), (StatusCode::OK, &json!(3)), "{}", done.text);
        let bed = |bed: &str, status: &str| (bed.to_owned(), status.to_owned(), "2025-07-03".to_owned());
        assert_eq!(services(&app).await, [bed("A1", "berjalan"), bed("A2", "berjalan"), bed("A3", "berjalan")]);
        refused(&house(&app, &flight, &["A4", "A 1"], &all[3..]).await, "sudah dipakai");
        refused(&house(&app, &flight, &["A4", "A5"], &all[2..4]).await, "Siti Contoh 3: ");
        assert_eq!(passengers(&app, &flight, "?status=tiba").await.len(), 2);

        // Who departs leaves the bed; it keeps the spelling in which it is known.
        let now = passengers(&app, &flight, "").await;
        let go = json!({ "tanggal": "2025-07-01", "cara_pulang": "mandiri" });
        assert_eq!(taken(&app, &flight, "berangkatkan", go, &now[..1]).await["berhasil"], 1);
        let done = house(&app, &flight, &["a-1", "A4"], &now[3..]).await;
        assert_eq!((done.status, &done.json()["berhasil"]), (StatusCode::OK, &json!(2)), "{}", done.text);
        let beds: Vec<String> = services(&app).await.into_iter().map(|(bed, _, _)| bed).collect();
        assert_eq!(beds, ["A1", "A1", "A2", "A3", "A4"]);
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_offers_the_beds_that_are_free() {
    on_both(async |test| {
        let flight = flight(&test, 5).await;
        let app = team(&test).await;
        let all = passengers(&app, &flight, "").await;
        let done = house(&app, &flight, &["A10", "A2"], &all[..2]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        let now = passengers(&app, &flight, "").await;
        assert_eq!(taken(&app, &flight, "serah-terima", handover(), &now[..2]).await["berhasil"], 2);
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let here = format!("/kedatangan/{flight}/penumpang");
        let id = |one: &Value| one["id"].as_str().unwrap().to_owned();
        let ticked: Vec<(String, String)> =
            all[2..].iter().map(|one| field(&format!("pilih.{}", id(one)), &one["versi"].to_string())).collect();
        let asked = [&ticked[..], &[field("langkah", "tampung")]].concat();
        let page = send(&console, &format!("{here}/pilih"), &asked).await;
        for told in ["3 orang, 2 tempat tidur yang diketahui kosong", "Isi sendiri nomor untuk 1 orang lainnya"] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let first = page.text.find("value=\"A2\"").unwrap();
        assert!(first < page.text.find("value=\"A10\"").unwrap(), "{}", page.text);
        let beds = |beds: [&str; 3]| -> Vec<(String, String)> {
            all[2..].iter().zip(beds).map(|(one, bed)| field(&format!("tidur.{}", id(one)), bed)).collect()
        };
        let form = |given: [&str; 3]| {
            [&asked[..], &beds(given)[..], &[field("tanggal", "01/07/2025"), field("sampai_pada", "")]].concat()
        };
        let few = send(&console, &format!("{here}/langkah"), &form(["A2", "A10", ""])).await;
        assert!(few.text.contains("3 orang dicentang, tetapi hanya 2"), "{}", few.text);
        assert!(few.text.contains("value=\"A10\""), "what was typed stays: {}", few.text);
        let done = send(&console, &format!("{here}/langkah"), &form(["A2", "A10", "B1"])).await;
        assert!(done.text.contains("3 dari 3 orang"), "{}", done.text);
        assert_eq!(passengers(&app, &flight, "?status=ditampung").await.len(), 3);
        test
    })
    .await;
}

#[tokio::test]
async fn passengers_are_told_apart_by_where_they_go() {
    on_both(async |test| {
        let flight = flight(&test, 3).await;
        let app = team(&test).await;
        let all = passengers(&app, &flight, "?tujuan=32").await;
        assert_eq!(all.len(), 3, "the area of origin, as long as nothing else is written down");
        let go = json!({ "tanggal": "2025-07-01", "cara_pulang": "mandiri", "tujuan": "33.01" });
        assert_eq!(taken(&app, &flight, "berangkatkan", go, &all[..1]).await["berhasil"], 1);
        assert_eq!(passengers(&app, &flight, "?tujuan=33").await.len(), 1);
        assert_eq!(passengers(&app, &flight, "?asal=32").await.len(), 3);
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_officers_at_the_same_moment_give_a_bed_once() {
    on_both(async |test| {
        let flight = flight(&test, 2).await;
        let (app, desk) = (team(&test).await, TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await);
        let all = passengers(&app, &flight, "").await;
        let (one, two) = futures_util::future::join(
            house(&app, &flight, &["A1"], &all[..1]),
            house(&desk, &flight, &["a 1"], &all[1..]),
        )
        .await;
        let taken = [&one, &two].into_iter().filter(|answer| answer.status == StatusCode::OK).count();
        assert_eq!(taken, 1, "{} {}", one.text, two.text);
        assert_eq!((services(&app).await.len(), passengers(&app, &flight, "?status=ditampung").await.len()), (1, 1));
        test
    })
    .await;
}
