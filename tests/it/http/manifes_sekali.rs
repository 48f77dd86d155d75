//! Once is once on the pages of a manifest too: who was recorded on its day already is asked about, for all at once or one by one.

use axum::http::{Method, StatusCode};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use testkit::{Test, TestApp, on_both, returned, with};

use super::pengaduan::{done, step, team};

const DAY: &str = "2025-07-01";
const FORM: &str = "application/x-www-form-urlencoded";

/// An arrival of that day: its number, and the address of its manifest.
async fn arrival(app: &TestApp, more: &[(&str, &str)]) -> (String, String) {
    let mut typed = json!({ "penerbangan": "MH 725", "tiba_pada": DAY });
    for (key, text) in more {
        typed[*key] = json!(text);
    }
    let made = app.post("/api/v1/kedatangan", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let (number, id) = (made.json()["nomor"].clone(), made.json()["id"].clone());
    (number.as_str().unwrap().to_owned(), format!("/api/v1/kedatangan/{}/manifes", id.as_str().unwrap()))
}

/// Somebody who was received beside every manifest.
async fn walked_in(app: &TestApp, number: u32, more: &[(&str, &str)]) -> Value {
    let form = with(returned(number, DAY, "sakit"), more);
    let made = app.post("/api/v1/kepulangan", &serde_json::to_value(form).unwrap()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()
}

/// A manifest of these people, the first of them in row 2.
fn manifest(numbers: std::ops::RangeInclusive<u32>) -> String {
    let row = |n: u32| format!("Siti Contoh {n}\t360399410190{n:04}\tP\n");
    format!("Nama\tNIK\tL/P\n{}", numbers.map(row).collect::<String>())
}

async fn count(test: &Test, sql: &str) -> i64 {
    let db = &test.house().db;
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

const RETURNS: &str = "SELECT count(*) AS n FROM kepulangan";
const LINKED: &str = "SELECT count(*) AS n FROM kepulangan WHERE kedatangan_id IS NOT NULL";

/// The line of somebody.
async fn line(app: &TestApp, path: &str, name: &str) -> Value {
    let all = app.get(path).await.json();
    all["data"].as_array().unwrap().iter().find(|line| line["isi"]["nama"] == name).unwrap().clone()
}

#[tokio::test]
async fn who_came_before_the_manifest_is_one_question_for_all() {
    on_both(async |test| {
        let app = team(&test).await;
        let (_, path) = arrival(&app, &[]).await;
        for number in 1..=3 {
            walked_in(&app, number, &[]).await;
        }
        let tried = app.post(&path, &json!({ "teks": manifest(1..=5), "uji": true })).await.json();
        assert_eq!((&tried["baru"], &tried["salah"]), (&json!(5), &json!(3)), "{tried}");
        let stood = tried["sudah_dicatat"].as_array().unwrap();
        assert_eq!(stood.len(), 3, "{tried}");
        assert_eq!((&stood[0]["nomor"], &stood[0]["baris"]), (&json!("PLG-2025-000001"), &json!(2)));
        assert!(tried.to_string().contains("Sudah dicatat 12.00, PLG-2025-000001"), "{tried}");
        let unanswered = app.post(&path, &json!({ "teks": manifest(1..=5) })).await;
        assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unanswered.text);
        let odd = json!({ "teks": manifest(1..=5), "tercatat": [{ "baris": 2, "jawaban": "entah" }] });
        assert_eq!(app.post(&path, &odd).await.json()["errors"][0]["pointer"], "/tercatat");

        let answers = json!([{ "baris": 4, "jawaban": "lain" }]);
        let all = json!({ "teks": manifest(1..=5), "tercatat_semua": "sama", "tercatat": answers });
        let saved = app.post(&path, &all).await;
        assert_eq!((saved.status, &saved.json()["baru"]), (StatusCode::OK, &json!(5)), "{}", saved.text);
        let now = app.get(&path).await.json();
        assert_eq!((&now["ditemui"], &now["diharapkan"]), (&json!(2), &json!(3)), "{now}");
        assert_eq!((count(&test, RETURNS).await, count(&test, LINKED).await), (3, 2), "no second return of anybody");
        let flight = path.trim_end_matches("/manifes");
        assert_eq!(app.get(flight).await.json()["status"], "berlangsung");

        let other = line(&app, &path, "Siti Contoh 3").await;
        let road = format!("{path}/{}/temui", other["id"].as_str().unwrap());
        let met = app.post(&road, &json!({ "kategori": "bermasalah" })).await;
        assert_eq!(met.status, StatusCode::CREATED, "{}", met.text);
        let record = met.json()["catatan_id"].as_str().unwrap().to_owned();
        let history = app.get(&format!("/api/v1/kepulangan/{record}/riwayat")).await;
        assert!(history.text.contains("Dicatat sebagai kedatangan lain selain PLG-2025-000003."), "{}", history.text);
        let again = app.post(&path, &json!({ "teks": manifest(1..=5), "uji": true })).await.json();
        assert_eq!(
            (&again["sama"], &again["sudah_dicatat"]),
            (&json!(5), &json!([])),
            "nobody is asked twice: {again}"
        );
        test
    })
    .await;
}

#[tokio::test]
async fn what_hangs_on_another_flight_is_no_record_of_this_one() {
    on_both(async |test| {
        let app = team(&test).await;
        let (number, _) = arrival(&app, &[("penerbangan", "SV 818")]).await;
        walked_in(&app, 1, &[("kedatangan", &number)]).await;
        let (_, path) = arrival(&app, &[]).await;
        let same = json!({ "teks": manifest(1..=1), "tercatat_semua": "sama" });
        let refused = app.post(&path, &same).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("pilih kedatangan lain, atau lewati baris ini"), "{}", refused.text);
        let other = app.post(&path, &json!({ "teks": manifest(1..=1), "tercatat_semua": "lain" })).await;
        assert_eq!((other.status, &other.json()["baru"]), (StatusCode::OK, &json!(1)), "{}", other.text);
        assert_eq!(app.get(&path).await.json()["diharapkan"], 1);
        // What was answered for the manifest is not asked of a desk that comes later.
        let line = line(&app, &path, "Siti Contoh 1").await["id"].clone();
        let isi = json!({ "nama": "Siti Contoh 1", "nik": "3603994101900001", "tiba_pada": "01/07/2025",
            "kategori": "bermasalah" });
        let met = json!({ "id": "0197a5de-0000-7000-8000-000000001001", "manifes": line, "isi": isi });
        let op = json!({ "id": "0197a5de-0000-7000-8000-000000000001", "jenis": "terima", "setelah": [], "isi": met });
        let sent = json!({ "petugas": "pelindungan.bp3mi-banten", "operasi": [op] });
        let done = app.post("/api/v1/meja/kirim", &sent).await.json();
        assert_eq!(done["hasil"][0]["hasil"], "diterapkan", "{done}");
        let elsewhere = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let (_, theirs) = arrival(&elsewhere, &[]).await;
        let new = elsewhere.post(&theirs, &json!({ "teks": manifest(1..=1) })).await;
        assert_eq!(new.json()["sudah_dicatat"], json!([]), "another office learns nothing: {}", new.text);
        test
    })
    .await;
}

async fn send(console: &TestApp, path: &str, fields: &[(&str, &str)]) -> testkit::Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    console.send(Method::POST, path, FORM, body).await
}

#[tokio::test]
async fn the_pages_ask_about_all_rows_and_about_one_person() {
    on_both(async |test| {
        let app = team(&test).await;
        let console = TestApp::console(&test, "pelindungan.bp3mi-banten").await;
        let (_, path) = arrival(&app, &[]).await;
        let here = path.trim_start_matches("/api/v1").to_owned();
        walked_in(&app, 1, &[]).await;
        let text = manifest(1..=3);
        let seen = send(&console, &format!("{here}/periksa"), &[("teks", &text)]).await;
        for told in
            ["1 orang sudah dicatat pada hari yang sama", "name=\"t.semua\"", "name=\"t.1\"", "buka catatan itu"]
        {
            assert!(seen.text.contains(told), "{told}: {}", seen.text);
        }
        assert!(!seen.text.contains("Terima manifes <kbd>"), "it is not accepted before it is answered");
        let typed = [("teks", text.as_str()), ("t.1", "sama")];
        assert_eq!(send(&console, &format!("{here}/terima"), &typed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.get(&path).await.json()["ditemui"], 1);

        let second = walked_in(&app, 2, &[]).await;
        walked_in(&app, 3, &[]).await;
        let road = async |name: &str| format!("{here}/{}", line(&app, &path, name).await["id"].as_str().unwrap());
        let (two, three) = (road("Siti Contoh 2").await, road("Siti Contoh 3").await);
        let of = |number: &'static str, name: &'static str| {
            [("nama", name), ("nik", number), ("tiba_pada", "01/07/2025"), ("kategori", "bermasalah")]
        };
        let typed = of("3603994101900002", "Siti Contoh 2");
        let asked = send(&console, &two, &typed).await;
        for told in
            ["Sudah dicatat 12.00, PLG-2025-000002", "Kedatangan lain", "Catatan itu", "name=\"selain\" value=\"sama:"]
        {
            assert!(asked.text.contains(told), "{told}: {}", asked.text);
        }
        assert_eq!(count(&test, RETURNS).await, 3);
        // Both answers have one name: a browser sends the last that was chosen.
        assert!(asked.text.contains("name=\"selain\" value=\"PLG-2025-000002\""), "{}", asked.text);
        let same = format!("sama:{}", second["id"].as_str().unwrap());
        let joined = [&typed[..], &[("selain", same.as_str())]].concat();
        assert_eq!(send(&console, &two, &joined).await.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&test, RETURNS).await, 3, "the record that stands met the line");
        let typed = of("3603994101900003", "Siti Contoh 3");
        let wrong = [&typed[..], &[("selain", same.as_str())]].concat();
        let wrong = send(&console, &three, &wrong).await;
        assert!(wrong.text.contains("bukan orang dan hari yang sama"), "{}", wrong.text);
        let other = [&typed[..], &[("selain", "PLG-2025-000003")]].concat();
        assert_eq!(send(&console, &three, &other).await.status, StatusCode::SEE_OTHER);
        assert_eq!((count(&test, RETURNS).await, app.get(&path).await.json()["ditemui"].clone()), (4, json!(3)));
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_of_imigrasi_names_a_flight_for_each_and_who_came_home_is_asked_about() {
    on_both(async |test| {
        let app = team(&test).await;
        let list = [("penerbangan", "Serahan contoh"), ("jenis", "pencegahan"), ("jenis_dasar", "daftar_imigrasi")];
        let (_, path) = arrival(&app, &list).await;
        let text = "Nama\tNIK\tPenerbangan\nSiti Contoh 1\t3603994101900001\tSV 818\nSiti Contoh 2\t3603994101900002\tMH 725\n";
        let saved = app.post(&path, &json!({ "teks": text })).await;
        assert_eq!((saved.status, &saved.json()["baru"]), (StatusCode::OK, &json!(2)), "{}", saved.text);
        let mut met = Vec::new();
        for name in ["Siti Contoh 1", "Siti Contoh 2"] {
            let id = line(&app, &path, name).await["id"].as_str().unwrap().to_owned();
            let one = app.post(&format!("{path}/{id}/temui"), &json!({ "sumber": "imigrasi" })).await;
            assert_eq!(one.status, StatusCode::CREATED, "{}", one.text);
            met.push(format!("/api/v1/pencegahan/{}", one.json()["catatan_id"].as_str().unwrap()));
        }
        for (flight, number) in [("SV%20818", 1), ("MH%20725", 2)] {
            let found = app.get(&format!("/api/v1/pencegahan?penerbangan={flight}")).await.json();
            assert_eq!(found["data"].as_array().unwrap().len(), 1, "{number}: {found}");
        }
        walked_in(&app, 1, &[]).await;
        let home = json!({ "tanggal": DAY });
        let asked = step(&app, &met[0], "pulangkan", home.clone()).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.text);
        assert_eq!(asked.json()["errors"][0]["pointer"], "/selain");
        assert!(asked.text.contains("PLG-2025-000001"), "{}", asked.text);
        assert_eq!(count(&test, RETURNS).await, 1);
        done(&app, &met[1], "pulangkan", home).await;
        done(&app, &met[0], "pulangkan", json!({ "tanggal": DAY, "selain": "PLG-2025-000001" })).await;
        assert_eq!(count(&test, RETURNS).await, 3);
        test
    })
    .await;
}
