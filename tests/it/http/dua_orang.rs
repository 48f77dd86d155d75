//! Two people and one number: of the api, of a manifest, of a desk without a line. The others are in `masukan.rs` and `pisah.rs`.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

use super::pisah::{NIK, made, names, read, sound, team, wati, with};

#[tokio::test]
async fn somebody_of_the_api_is_asked_about_and_a_number_in_doubt_is_told_and_confirmed() {
    on_both(async |test| {
        let app = team(&test).await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let person = |name: &str, sex: &str| json!({ "nama": name, "nik": NIK, "jenis_kelamin": sex });
        let first = app.post("/api/v1/orang", &person("Wati Contoh", "P")).await.json();
        let asked = app.post("/api/v1/orang", &person("Bambang Misalan", "L")).await;
        assert_eq!((asked.status, &asked.json()["type"]), (StatusCode::CONFLICT, &json!("/problems/bertentangan")));
        let other = with(person("Bambang Misalan", "L"), &[("orang_id", json!("baru"))]);
        let other = app.post("/api/v1/orang", &other).await;
        assert_eq!(
            (other.status, &other.json()["diragukan"]),
            (StatusCode::CREATED, &json!(["nik"])),
            "{}",
            other.text
        );
        let same = with(person("Bambang Misalan", "L"), &[("orang_id", first["id"].clone())]);
        let same = app.post("/api/v1/orang", &same).await.json();
        assert_eq!((&same["id"], &same["nama_lain"][0]["nama"]), (&first["id"], &json!("Bambang Misalan")));
        assert_eq!(same["diragukan"], Value::Null);

        let id = other.json()["id"].as_str().unwrap().to_owned();
        let road = format!("/api/v1/orang/{id}/pastikan");
        let sure = json!({ "isian": "nik", "alasan": "Kartunya dilihat" });
        assert_eq!(desk.act(&road, 1, &sure).await.status, StatusCode::FORBIDDEN);
        let taken = app.act(&road, 1, &sure).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "Wati still has it: {}", taken.text);
        let gone = json!({ "nik": null, "alasan_perubahan": "Bukan NIK-nya" });
        let wati = format!("/api/v1/orang/{}", first["id"].as_str().unwrap());
        assert_eq!(app.patch(&wati, 1, &gone).await.status, StatusCode::OK);
        let done = app.act(&road, 1, &sure).await;
        assert_eq!((done.status, &done.json()["diragukan"]), (StatusCode::OK, &Value::Null), "{}", done.text);
        assert_eq!(app.act(&road, 2, &sure).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is in doubt no more");
        let met = app.post("/api/v1/orang", &person("Bambang Misalan", "L")).await.json();
        assert_eq!(met["id"], json!(id), "and identifies from now on");
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_line_of_a_manifest_and_a_desk_without_a_line_ask_too() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = made(&app, &wati("2025-06-01")).await;
        let flight = json!({ "penerbangan": "MH 725", "tiba_pada": "2025-06-30", "negara": "MY" });
        let flight = app.post("/api/v1/kedatangan", &flight).await.json();
        let road = format!("/api/v1/kedatangan/{}/manifes", flight["id"].as_str().unwrap());
        let rows = format!("Nama\tNIK\tTgl Lahir\tL/P\nBambang Misalan\t{NIK}\t17/05/1960\tL\n");
        let taken = app.post(&road, &json!({ "teks": rows })).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
        let line = app.get(&road).await.json()["data"][0]["id"].as_str().unwrap().to_owned();
        let met = format!("{road}/{line}/temui");
        let asked = app.post(&met, &json!({ "kategori": "sakit" })).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.text);
        assert!(asked.text.contains("/orang_id") && !asked.text.contains("Wati Contoh"), "{}", asked.text);
        assert_eq!(names(&test).await, ["Wati Contoh"]);
        let other = app.post(&met, &json!({ "kategori": "sakit", "orang_id": "baru" })).await;
        assert_eq!(other.status, StatusCode::CREATED, "{}", other.text);
        assert_eq!(names(&test).await, ["Bambang Misalan", "Wati Contoh"]);

        // The desk was without a line when it wrote this down.
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let id = |number: u32| format!("0197a5de-0000-7000-8000-{number:012}");
        let isi = json!({ "nama": "Cici Contoh", "nik": NIK, "jenis_kelamin": "P", "tanggal_lahir": "05/06/1992",
            "tiba_pada": "01/07/2025", "tiba_jam": "09:15", "kategori": "sakit", "negara": "Malaysia" });
        let send = async |number: u32, isi: &Value| {
            let op =
                json!({ "id": id(number), "jenis": "terima", "setelah": [], "isi": { "id": id(1000), "isi": isi } });
            let body = json!({ "petugas": "helpdesk.bp3mi-banten", "operasi": [op] });
            desk.post("/api/v1/meja/kirim", &body).await.json()["hasil"][0].clone()
        };
        let asked = send(1, &isi).await;
        assert_eq!(asked["hasil"], json!("salah"), "{asked}");
        let fields: Vec<_> = asked["kesalahan"].as_array().unwrap().iter().map(|one| one["isian"].clone()).collect();
        assert_eq!(fields, [json!("nama"), json!("tanggal_lahir"), json!("orang_id")]);
        let named = send(2, &with(isi.clone(), &[("orang_id", first["orang_id"].clone())])).await;
        assert_eq!(named["hasil"], json!("diterapkan"), "{named}");
        assert_eq!(read(&app, &first["orang_id"]).await["nama_lain"][0]["nama"], json!("Cici Contoh"));
        assert_eq!(names(&test).await, ["Bambang Misalan", "Wati Contoh"]);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn the_desk_corrects_a_name_or_keeps_it_beside() {
    on_both(async |test| {
        let app = team(&test).await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let first = made(&app, &wati("2025-06-01")).await;
        let id = |number: u32| format!("0197a5de-0000-7000-8000-{number:012}");
        let isi = json!({ "nama": "Cici Contoh", "nik": NIK, "jenis_kelamin": "P", "tanggal_lahir": "01/01/1987",
            "tiba_pada": "01/07/2025", "tiba_jam": "09:15", "kategori": "sakit", "negara": "Malaysia",
            "orang_id": first["orang_id"], "nama_orang": "betulkan" });
        let send = async |operation: Value| {
            let body = json!({ "petugas": "helpdesk.bp3mi-banten", "operasi": [operation] });
            desk.post("/api/v1/meja/kirim", &body).await.json()["hasil"][0].clone()
        };
        let receive = |number: u32, isi: &Value| json!({ "id": id(number), "jenis": "terima", "setelah": [], "isi": { "id": id(1000), "isi": isi } });
        let wrong = send(receive(1, &with(isi.clone(), &[("nama_orang", json!("entah"))]))).await;
        assert_eq!((&wrong["hasil"], &wrong["kesalahan"][0]["isian"]), (&json!("salah"), &json!("nama_orang")), "{wrong}");
        let corrected = send(receive(2, &isi)).await;
        assert_eq!(corrected["hasil"], json!("diterapkan"), "{corrected}");
        let shown = read(&app, &first["orang_id"]).await;
        assert_eq!((&shown["nama"], &shown["nama_lain"][0]["nama"]), (&json!("Cici Contoh"), &json!("Wati Contoh")));
        let again = send(receive(3, &isi)).await;
        assert_eq!((&again["hasil"], &again["nomor"]), (&json!("diterapkan"), &corrected["nomor"]), "{again}");
        let change = json!({ "id": id(4), "jenis": "ubah", "setelah": [], "isi": { "catatan": id(1000),
            "dasar": { "jabatan": "", "nama_orang": "" }, "isi": { "jabatan": "Perawat", "nama_orang": "betulkan" } } });
        assert_eq!(send(change).await["hasil"], json!("diterapkan"));
        assert_eq!(names(&test).await, ["Cici Contoh"]);
        sound(&test).await;
        test
    })
    .await;
}
