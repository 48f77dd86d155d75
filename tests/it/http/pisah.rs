//! The names that were typed, and parting what was mixed up.

use axum::http::{Method, StatusCode};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::jobs;
use testkit::{Backend, Test, TestApp, on_both, on_each};

pub(super) const NIK: &str = "3603994101870001";

pub(super) fn wati(day: &str) -> Value {
    json!({ "nama": "Wati Contoh", "nik": NIK, "jenis_kelamin": "P", "tanggal_lahir": "1987-01-01", "tiba_pada": day,
        "kategori": "sakit", "negara": "MY", "kesehatan": format!("Rahasia contoh {day}") })
}

pub(super) fn bambang(day: &str) -> Value {
    json!({ "nama": "Bambang Misalan", "nik": NIK, "jenis_kelamin": "L", "tanggal_lahir": "1960-05-17", "tiba_pada": day,
        "kategori": "sakit", "negara": "MY" })
}

pub(super) fn with(mut body: Value, more: &[(&str, Value)]) -> Value {
    for (key, value) in more {
        body[*key] = value.clone();
    }
    body
}

pub(super) async fn made(app: &TestApp, body: &Value) -> Value {
    let answer = app.post("/api/v1/kepulangan", body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

pub(super) async fn read(app: &TestApp, person: &Value) -> Value {
    app.get(&format!("/api/v1/orang/{}", person.as_str().unwrap())).await.json()
}

/// Nothing is wrong with what is stored.
pub(super) async fn sound(test: &Test) {
    let day = "2026-11-28".parse().unwrap();
    let found = jobs::verify(&test.lindung, day).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

pub(super) async fn names(test: &Test) -> Vec<String> {
    let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
    let mut names: Vec<String> = people.into_iter().map(|person| person.nama).collect();
    names.sort();
    names
}

pub(super) async fn team(test: &Test) -> TestApp {
    TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await
}

#[tokio::test]
async fn a_name_that_was_typed_otherwise_is_kept_shown_and_found() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = made(&app, &wati("2025-06-01")).await;
        let person = first["orang_id"].clone();
        let other = with(bambang("2025-06-02"), &[("orang_id", person.clone())]);
        let second = made(&app, &other).await;
        assert_eq!(second["orang_id"], person);
        assert_eq!(second["riwayat"][0]["perubahan"], json!({ "nama_tertulis": "Bambang Misalan" }));
        let shown = read(&app, &person).await;
        let told = &shown["nama_lain"];
        assert_eq!((&shown["nama"], &told[0]["nama"]), (&json!("Wati Contoh"), &json!("Bambang Misalan")));
        assert_eq!((&told[0]["jenis"], &told[0]["catatan_id"]), (&json!("kepulangan"), &second["id"]));
        let found = app.post("/api/v1/cari", &json!({ "cari": "Misalan Bambang" })).await.json();
        assert_eq!(found["orang"][0]["id"], person, "{found}");
        let records = app.post("/api/v1/kepulangan/cari", &json!({ "cari": "Bambang" })).await.json();
        assert_eq!(records["data"].as_array().unwrap().len(), 2, "{records}");
        let meant = json!({ "nama": "Bambang Misalan", "tanggal_lahir": "1987-01-01" });
        let meant = app.post("/api/v1/orang/cocokkan", &meant).await.json();
        assert_eq!(
            (&meant["data"][0]["id"], &meant["data"][0]["alasan"][0]),
            (&person, &json!("nama sama")),
            "{meant}"
        );
        // The name that is known by now is no contradiction any more.
        let again = with(wati("2025-06-03"), &[("nama", json!("Bambang Misalan"))]);
        assert_eq!(made(&app, &again).await["orang_id"], person);
        // The name is kept with each record, and shown once.
        assert_eq!(read(&app, &person).await["nama_lain"].as_array().unwrap().len(), 1);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn the_same_person_may_be_called_otherwise_from_now_on() {
    on_both(async |test| {
        let app = team(&test).await;
        let person = made(&app, &wati("2025-06-01")).await["orang_id"].clone();
        let body = with(bambang("2025-06-02"), &[("orang_id", person.clone()), ("nama_orang", json!("betulkan"))]);
        made(&app, &body).await;
        let shown = read(&app, &person).await;
        assert_eq!(
            (&shown["nama"], &shown["nama_lain"][0]["nama"]),
            (&json!("Bambang Misalan"), &json!("Wati Contoh"))
        );
        let found = app.post("/api/v1/cari", &json!({ "cari": "Wati" })).await.json();
        assert_eq!(found["orang"][0]["id"], person, "found by the old name as well");
        let file = app.get(&format!("/api/v1/orang/{}/berkas", person.as_str().unwrap())).await.json();
        let change = json!({ "nama": { "dari": "Wati Contoh", "ke": "Bambang Misalan" } });
        assert_eq!(file["riwayat"][1]["perubahan"], change);
        let wrong = with(bambang("2025-06-04"), &[("orang_id", person), ("nama_orang", json!("entah"))]);
        assert_eq!(app.post("/api/v1/kepulangan", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn records_are_parted_one_by_one_once_and_by_right() {
    on_both(async |test| {
        let app = team(&test).await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let away = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let first = made(&app, &wati("2025-06-01")).await;
        let person = first["orang_id"].clone();
        let mixed = with(bambang("2025-06-02"), &[("orang_id", person.clone()), ("kesehatan", json!("Rahasia lain"))]);
        let second = made(&app, &mixed).await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let hold = format!("/api/v1/orang/{}/penahanan", person.as_str().unwrap());
        assert_eq!(head.post(&hold, &json!({ "alasan": "Perkara contoh" })).await.status, StatusCode::OK);
        let road = format!("/api/v1/orang/{}/pisahkan", person.as_str().unwrap());
        let body = json!({ "catatan": [{ "jenis": "kepulangan", "id": second["id"] }], "orang_id": "baru",
            "orang": { "nama": "Bambang Misalan", "jenis_kelamin": "L", "tanggal_lahir": "1960-05-17" }, "alasan": "Bukan Wati" });
        assert_eq!(desk.act(&road, 1, &body).await.status, StatusCode::FORBIDDEN);
        assert_eq!(away.act(&road, 1, &body).await.status, StatusCode::NOT_FOUND);
        for (wrong, value) in [("alasan", json!("")), ("orang_id", json!("entah")), ("catatan", json!([])), ("orang", json!({}))] {
            let refused = app.act(&road, 1, &with(body.clone(), &[(wrong, value)])).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", refused.text);
        }
        let done = app.act(&road, 1, &body).await;
        assert_eq!((done.status, &done.json()["nama"]), (StatusCode::OK, &json!("Bambang Misalan")), "{}", done.text);
        let other = done.json()["id"].clone();
        assert_ne!(other, person);
        assert_eq!(app.act(&road, 1, &body).await.status, StatusCode::PRECONDITION_FAILED);
        let again = app.act(&road, 2, &body).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "twice moves nothing: {}", again.text);
        assert_eq!(names(&test).await, ["Bambang Misalan", "Wati Contoh"]);
        let there = head.get(&format!("/api/v1/orang/{}/penghapusan", other.as_str().unwrap())).await;
        assert!(there.text.contains("Perkara contoh"), "who is parted is held as well: {}", there.text);

        let record = app.get(&format!("/api/v1/kepulangan/{}?buka=true", second["id"].as_str().unwrap())).await.json();
        assert_eq!((&record["orang_id"], &record["kesehatan"]), (&other, &json!("Rahasia lain")));
        let line = &record["riwayat"][1]["perubahan"];
        assert_eq!(line["orang_id"], json!({ "dari": person, "ke": other }));
        let left = read(&app, &person).await;
        assert_eq!(left["nama_lain"], Value::Null, "the name went with its record");
        let (found, nik) = (app.post("/api/v1/cari", &json!({ "cari": "Bambang" })).await.json(), &left["nik"]);
        assert_eq!((found["orang"].as_array().unwrap().len(), &found["orang"][0]["id"]), (1, &other), "{found}");
        assert!(nik.is_string(), "the number stayed");
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_merging_is_undone_and_everybody_has_their_own_again() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = made(&app, &wati("2025-06-01")).await;
        let other = json!({ "nama": "Bambang Misalan", "nomor_dokumen": "ZZ000001", "jenis_dokumen": "paspor", "daerah_asal": "36.03",
            "telepon": "081200000001", "tiba_pada": "2025-06-02", "kategori": "sakit", "kesehatan": "Rahasia lain" });
        let second = made(&app, &other).await;
        let (kept, gone) = (first["orang_id"].clone(), second["orang_id"].clone());
        let merge = format!("/api/v1/orang/{}/gabung", gone.as_str().unwrap());
        let merged = app.act(&merge, 1, &json!({ "ke": kept, "alasan": "Kelihatannya sama" })).await.json();
        assert_eq!((&merged["nama_lain"][0]["nama"], &merged["daerah_asal"]), (&json!("Bambang Misalan"), &json!("36.03")));
        assert!(merged["nomor_dokumen"].is_string());
        let road = format!("/api/v1/orang/{}/pisahkan", kept.as_str().unwrap());
        let body = json!({ "catatan": [{ "jenis": "kepulangan", "id": second["id"] }], "orang_id": gone,
            "nomor_dokumen": "ikut", "alasan": "Ternyata dua orang" });
        let done = app.act(&road, 2, &body).await;
        assert_eq!((done.status, &done.json()["id"]), (StatusCode::OK, &gone), "{}", done.text);
        let (wati, bambang) = (read(&app, &kept).await, read(&app, &gone).await);
        assert_eq!((&bambang["digabung_dari"], &bambang["nama"]), (&Value::Null, &json!("Bambang Misalan")));
        assert!(bambang["nomor_dokumen"].is_string() && bambang["telepon"].is_string() && bambang["nama_lain"].is_null());
        for field in ["nomor_dokumen", "telepon", "daerah_asal", "nama_lain"] {
            assert_eq!(wati[field], Value::Null, "{field} came by the merging");
        }
        let record = app.get(&format!("/api/v1/kepulangan/{}?buka=true", second["id"].as_str().unwrap())).await.json();
        assert_eq!((&record["orang_id"], &record["kesehatan"]), (&gone, &json!("Rahasia lain")));
        let met = made(&app, &with(other, &[("tiba_pada", json!("2025-06-05"))])).await;
        assert_eq!(met["orang_id"], gone, "the document leads to its owner again");
        let file = app.get(&format!("/api/v1/orang/{}/berkas", gone.as_str().unwrap())).await.json();
        let line = &file["riwayat"][2];
        assert_eq!((&line["dari"], &line["ke"]), (&json!("digabung"), &json!("tercatat")));
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_merging_takes_a_number_in_doubt_as_the_same_and_two_numbers_as_two_people() {
    on_both(async |test| {
        let app = team(&test).await;
        let wati = made(&app, &wati("2025-06-01")).await["orang_id"].clone();
        let other = with(bambang("2025-06-02"), &[("orang_id", json!("baru"))]);
        let other = made(&app, &other).await["orang_id"].clone();
        let third = with(bambang("2025-06-03"), &[("nik", json!("3603991705600009")), ("nama", json!("Cici Contoh"))]);
        let third = made(&app, &third).await["orang_id"].clone();
        let merge = async |from: &Value, to: &Value| {
            let road = format!("/api/v1/orang/{}/gabung", from.as_str().unwrap());
            app.act(&road, 1, &json!({ "ke": to, "alasan": "Uji" })).await
        };
        assert_eq!(merge(&third, &wati).await.status, StatusCode::CONFLICT, "two numbers");
        let merged = merge(&wati, &other).await;
        assert_eq!((merged.status, &merged.json()["diragukan"]), (StatusCode::OK, &Value::Null), "{}", merged.text);
        assert_eq!(made(&app, &bambang("2025-06-07")).await["orang_id"], other, "the number is certain now");
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_one_matter_is_parted_together() {
    on_both(async |test| {
        let app = team(&test).await;
        let first = made(&app, &wati("2025-06-01")).await;
        let person = first["orang_id"].clone();
        let second = made(&app, &with(bambang("2025-06-02"), &[("orang_id", person.clone())])).await;
        let linked = json!({ "nama": "Bambang Misalan", "orang_id": person, "kepulangan": second["nomor"],
            "didata_pada": "2025-06-03", "bermasalah": true });
        let linked = app.post("/api/v1/rehabilitasi", &linked).await;
        assert_eq!(linked.status, StatusCode::CREATED, "{}", linked.text);
        let linked = linked.json();
        let road = format!("/api/v1/orang/{}/pisahkan", person.as_str().unwrap());
        let (one, two) = (json!({ "jenis": "kepulangan", "id": second["id"] }), json!({ "jenis": "rehabilitasi", "id": linked["id"] }));
        let body = |records: &[&Value]| json!({ "catatan": records, "orang_id": "baru", "orang": { "nama": "Bambang Misalan" }, "alasan": "Uji" });
        let version = read(&app, &person).await["versi"].as_i64().unwrap();
        let alone = app.act(&road, version, &body(&[&one])).await;
        assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(alone.text.contains(linked["nomor"].as_str().unwrap()), "{}", alone.text);
        let both = app.act(&road, version, &body(&[&one, &two, &two])).await;
        assert_eq!(both.status, StatusCode::OK, "{}", both.text);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn an_office_that_dealt_with_the_other_alone_knows_the_other_alone() {
    on_both(async |test| {
        let (banten, centre) = (team(&test).await, TestApp::login(&test, "kepala", "KP2MI").await);
        let soetta = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let first = made(&banten, &wati("2025-06-01")).await;
        let person = first["orang_id"].clone();
        let second = made(&banten, &with(bambang("2025-06-02"), &[("orang_id", person.clone())])).await;
        let moved = format!("/api/v1/kepulangan/{}/pindahkan", second["id"].as_str().unwrap());
        let moved = banten.act(&moved, 1, &json!({ "alasan": "Uji", "kantor": "P4MI-SOETTA" })).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
        let at = |person: &Value| format!("/api/v1/orang/{}", person.as_str().unwrap());
        assert_eq!(soetta.get(&at(&person)).await.status, StatusCode::OK);
        let body = json!({ "catatan": [{ "jenis": "kepulangan", "id": second["id"] }], "orang_id": "baru",
            "orang": { "nama": "Bambang Misalan" }, "alasan": "Uji" });
        let road = format!("{}/pisahkan", at(&person));
        assert_eq!(soetta.act(&road, 1, &body).await.status, StatusCode::CONFLICT, "the row is another office's");
        let done = centre.act(&road, 1, &body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        let other = done.json()["id"].clone();
        assert_eq!(soetta.get(&at(&other)).await.status, StatusCode::OK);
        assert_eq!(soetta.get(&at(&person)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(banten.get(&at(&person)).await.status, StatusCode::OK);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn the_console_asks_shows_what_goes_and_parts() {
    on_each(&[Backend::Sqlite], async |test| {
        let api = team(&test).await;
        TestApp::user(&test, "kepala.contoh", "kepala", "BP3MI-BANTEN").await;
        let app = TestApp::console(&test, "kepala.contoh").await;
        let send = async |path: &str, typed: String| {
            app.send(Method::POST, path, "application/x-www-form-urlencoded", typed).await
        };
        let first = made(&api, &wati("2025-06-01")).await;
        let person = first["orang_id"].as_str().unwrap().to_owned();
        let typed = format!("nama=Bambang+Misalan&nik={NIK}&jenis_kelamin=L&tanggal_lahir=17%2F05%2F1960&tiba_pada=02%2F06%2F2025&kategori=sakit");
        let asked = send("/kepulangan/baru", typed.clone()).await;
        assert!(asked.text.contains("pilih dahulu siapa orangnya") && asked.text.contains("nama_orang"), "{}", asked.text);
        assert_eq!(names(&test).await, ["Wati Contoh"]);
        let saved = send("/kepulangan/baru", format!("{typed}&orang_id={person}")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let record = saved.headers["location"].to_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let page = app.get(&format!("/orang/{person}")).await.text;
        assert!(page.contains("Nama lain") && page.contains("seperti tertulis pada") && page.contains("PLG-2025-000002"), "{page}");
        let road = format!("/orang/{person}/pisahkan");
        let choose = app.get(&road).await.text;
        assert!(choose.contains("tertulis <b>Bambang Misalan") && !choose.contains(NIK), "{choose}");
        let chosen = format!("versi=1&orang_id=baru&catatan%3Akepulangan%3A{record}=1&nama=Bambang+Misalan&nik_ke=tetap");
        let silent = send(&road, format!("{chosen}&alasan=&langkah=tinjau")).await;
        assert!(silent.text.contains("Belum dipisahkan") && silent.text.contains("alasan-e"), "{}", silent.text);
        let looked = send(&road, format!("{chosen}&alasan=Bukan+dia&langkah=tinjau")).await;
        assert!(looked.text.contains("Pergi ke orang baru: Bambang Misalan") && looked.text.contains("Tetap pada Wati"), "{}", looked.text);
        assert_eq!(names(&test).await, ["Wati Contoh"], "nothing is parted yet");
        let back = send(&road, format!("{chosen}&alasan=Bukan+dia&langkah=pilih")).await;
        assert!(back.text.contains("Bukan dia") && back.text.contains("checked"), "{}", back.text);
        let done = send(&road, format!("{chosen}&alasan=Bukan+dia&langkah=pisahkan")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let other = done.headers["location"].to_str().unwrap().to_owned();
        assert!(app.get(&other).await.text.contains("PLG-2025-000002"));
        assert!(app.get(&format!("/kepulangan/{record}")).await.text.contains("Dipisahkan"));
        let stale = send(&road, format!("{chosen}&alasan=Bukan+dia&langkah=pisahkan")).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);

        let doubted = made(&api, &with(bambang("2025-06-09"), &[("orang_id", json!("baru"))])).await;
        let doubted = doubted["orang_id"].as_str().unwrap().to_owned();
        assert!(app.get(&format!("/orang/{doubted}")).await.text.contains("NIK diragukan"));
        let sure = format!("/orang/{doubted}/pastikan");
        assert!(app.get(&format!("{sure}?isian=nik")).await.text.contains("NIK ini benar"));
        let refused = send(&sure, "versi=1&isian=nik&alasan=Uji".to_owned()).await;
        assert!(refused.text.contains("milik orang lain"), "{}", refused.text);
        test
    })
    .await;
}

/// How often a search showed somebody.
async fn sought(test: &Test, person: &str) -> usize {
    let id: uuid::Uuid = person.parse().unwrap();
    let rows = kernel::access::Entity::find().all(&test.house().db).await.unwrap();
    let shows = |ids: &Vec<u8>| ids.chunks(16).any(|one| one == id.as_bytes());
    rows.iter().filter(|row| row.tindakan == "cari" && row.orang.as_ref().is_some_and(shows)).count()
}

#[tokio::test]
async fn somebody_else_is_sought_and_chosen_in_the_page() {
    on_each(&[Backend::Sqlite], async |test| {
        let api = team(&test).await;
        TestApp::user(&test, "kepala.contoh", "kepala", "BP3MI-BANTEN").await;
        let app = TestApp::console(&test, "kepala.contoh").await;
        let first = made(&api, &wati("2025-06-01")).await;
        let person = first["orang_id"].as_str().unwrap().to_owned();
        let second = made(&api, &with(bambang("2025-06-02"), &[("orang_id", json!(person))])).await;
        let own = "3603991705600009";
        let other = with(bambang("2025-06-03"), &[("nik", json!(own)), ("nama", json!("Bambang Asli Misalan"))]);
        let other = made(&api, &other).await["orang_id"].as_str().unwrap().to_owned();
        let road = format!("/orang/{person}/pisahkan");
        let record = second["id"].as_str().unwrap();
        let send = async |more: &str| {
            let typed = format!("versi=1&catatan%3Akepulangan%3A{record}=1&alasan=Bukan+dia&{more}");
            app.send(Method::POST, &road, "application/x-www-form-urlencoded", typed).await
        };
        let radio = format!("name=\"orang_id\" value=\"{other}\"");
        assert!(!app.get(&road).await.text.contains(&radio));
        for text in ["bambang+asli", own] {
            let before = sought(&test, &other).await;
            let found = send(&format!("cari={text}&langkah=cari")).await;
            assert!(found.text.contains(&radio) && found.text.contains("Bambang Asli Misalan"), "{}", found.text);
            assert!(
                !found.text.contains(&format!("· {own}")) && !found.text.contains("Belum dipisahkan"),
                "{}",
                found.text
            );
            assert!(
                found.text.contains("Bukan dia") && found.text.contains("value=\"1\" checked"),
                "what was typed stays"
            );
            assert_eq!(sought(&test, &other).await, before + 1, "a look at somebody is logged");
        }
        let nobody = send("cari=Tak+Dikenal&langkah=cari").await;
        assert!(nobody.text.contains("Tidak ada orang lain yang cocok"), "{}", nobody.text);
        let long = send(&format!("cari={}&langkah=cari", "a".repeat(300))).await;
        assert!(long.text.contains("field bad") && long.text.contains("Belum dipisahkan"), "{}", long.text);
        let own_only = send("cari=Wati&langkah=cari").await;
        assert!(own_only.text.contains("Tidak ada orang lain yang cocok"), "nobody is parted to themselves");
        let looked = send(&format!("orang_id={other}&langkah=cari")).await;
        assert!(
            looked.text.contains("Pergi ke Bambang Asli Misalan"),
            "without a text it is looked through: {}",
            looked.text
        );
        let back = send(&format!("orang_id={other}&langkah=pilih")).await;
        assert!(back.text.contains(&format!("{radio} checked")), "the choice stands: {}", back.text);
        let done = send(&format!("orang_id={other}&langkah=pisahkan")).await;
        assert_eq!(done.headers["location"].to_str().unwrap(), format!("/orang/{other}"), "{}", done.text);
        sound(&test).await;
        test
    })
    .await;
}
