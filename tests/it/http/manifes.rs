//! Manifests over HTTP: the same one again, many hands at one flight, and bad ones.

use axum::http::StatusCode;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each};

const DAY: &str = "2025-06-30";

/// An arrival of that day, and its address.
async fn arrival(app: &TestApp, flight: &str) -> String {
    let typed = json!({ "penerbangan": flight, "tiba_pada": DAY, "negara": "MY", "jumlah_diharapkan": 150 });
    let made = app.post("/api/v1/kedatangan", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    format!("/api/v1/kedatangan/{}/manifes", made.json()["id"].as_str().unwrap())
}

/// A manifest of made-up people, with a title above.
fn manifest(count: u32) -> String {
    let row = |n: u32| format!("{n}\tSiti Contoh {n}\tXC{n:06}\t{:02}/0{}/1990\tP\tMerah\n", n % 28 + 1, n % 9 + 1);
    let rows: String = (1..=count).map(row).collect();
    format!("MANIFES CONTOH\t\t\t\t\t\nNo\tNama PMI\tNo Paspor\tTgl Lahir\tL/P\tWarna Koper\n{rows}")
}

async fn count(test: &Test, sql: &str) -> i64 {
    let db = &test.house().db;
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

/// One desk: takes the next person and records it, until nobody is left. Returns how many it recorded.
async fn desk(app: &TestApp, path: &str) -> usize {
    let mut recorded = 0;
    loop {
        let next = app.post(&format!("{path}/berikutnya"), &json!({})).await;
        if next.status == StatusCode::SERVICE_UNAVAILABLE {
            continue;
        }
        let line = next.json()["baris"]["id"].clone();
        let Some(line) = line.as_str() else { return recorded };
        recorded += usize::from(meet(app, path, line).await);
    }
}

/// Records the person of a line; whether it was this desk that did.
async fn meet(app: &TestApp, path: &str, line: &str) -> bool {
    loop {
        let done = app.post(&format!("{path}/{line}/temui"), &json!({ "kategori": "bermasalah" })).await;
        match done.status {
            StatusCode::CREATED => return true,
            StatusCode::OK => return false,
            StatusCode::SERVICE_UNAVAILABLE => {}
            other => panic!("{other}: {}", done.text),
        }
    }
}

/// Six clients of the office, each logged in as somebody else.
async fn six(test: &Test) -> Vec<TestApp> {
    let mut all = Vec::new();
    for n in 1..=6 {
        let username = format!("meja{n}.contoh");
        TestApp::user(test, &username, "helpdesk", "BP3MI-BANTEN").await;
        let app = TestApp::new(test);
        let typed = json!({ "username": username, "password": TestApp::password() });
        let token = app.post("/api/v1/auth/login", &typed).await.json()["access_token"].as_str().unwrap().to_owned();
        all.push(app.with_token(&token));
    }
    all
}

async fn counted(test: &Test, people: i64) {
    for (sql, wanted) in [
        ("SELECT count(*) AS n FROM manifes WHERE status = 'ditemui'", people),
        ("SELECT count(*) AS n FROM kepulangan WHERE kedatangan_id IS NOT NULL", people),
        ("SELECT count(*) AS n FROM orang", people),
        ("SELECT count(*) AS n FROM fakta WHERE ukuran = 'kepulangan' AND dihitung AND dicatat_sampai IS NULL", people),
    ] {
        assert_eq!(count(test, sql).await, wanted, "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn six_desks_and_three_sendings_make_150_of_150() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        for (new, same) in [(150, 0), (0, 150), (0, 150)] {
            let told = app.post(&path, &json!({ "teks": manifest(150) })).await;
            assert_eq!(told.status, StatusCode::OK, "{}", told.text);
            assert_eq!((&told.json()["baru"], &told.json()["sama"]), (&json!(new), &json!(same)));
        }
        let desks = six(&test).await.into_iter().map(|app| {
            let path = path.clone();
            tokio::spawn(async move { desk(&app, &path).await })
        });
        let done = futures_util::future::join_all(desks.collect::<Vec<_>>()).await;
        assert_eq!(done.into_iter().map(Result::unwrap).sum::<usize>(), 150);
        counted(&test, 150).await;
        let again = app.post(&path, &json!({ "teks": manifest(150) })).await.json();
        assert_eq!((&again["baru"], &again["sama"]), (&json!(0), &json!(150)));
        let kinds = app.get(&path).await.json();
        assert_eq!((&kinds["ditemui"], &kinds["diharapkan"]), (&json!(150), &json!(0)));
        test
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn six_desks_at_the_same_lines_record_each_once() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        app.post(&path, &json!({ "teks": manifest(12) })).await;
        let lines: Vec<String> = app.get(&path).await.json()["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["id"].as_str().unwrap().to_owned())
            .collect();
        let desks = six(&test).await.into_iter().map(|app| {
            let (path, lines) = (path.clone(), lines.clone());
            tokio::spawn(async move {
                let mut recorded = 0;
                for line in &lines {
                    recorded += usize::from(meet(&app, &path, line).await);
                }
                recorded
            })
        });
        let done = futures_util::future::join_all(desks.collect::<Vec<_>>()).await;
        assert_eq!(done.into_iter().map(Result::unwrap).sum::<usize>(), 12);
        counted(&test, 12).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_corrected_manifest_shows_what_differs_and_leaves_whom_was_met() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        app.post(&path, &json!({ "teks": manifest(3) })).await;
        let lines = app.get(&path).await.json()["data"].clone();
        assert_eq!(lines[0]["lain"]["Warna Koper"], json!("Merah"), "unknown columns are kept");
        assert!(meet(&app, &path, lines[0]["id"].as_str().unwrap()).await);
        let corrected =
            "Nama\tNo Paspor\tTgl Lahir\nSiti Contoh Satu\tXC000001\t02/02/1990\nBudi Contoh\tXC900000\t01/01/1980\n";
        let gone = lines[2]["id"].as_str().unwrap();
        let tried = app.post(&path, &json!({ "teks": corrected, "uji": true })).await.json();
        let words: Vec<&Value> = tried["data"].as_array().unwrap().iter().map(|row| &row["hasil"]).collect();
        assert_eq!(words, [&json!("sudah_ditemui"), &json!("baru")]);
        assert!(tried["data"][0]["beda"].as_array().unwrap().contains(&json!("nama")));
        assert_eq!(tried["tidak_ada_lagi"].as_array().unwrap().len(), 2);
        let met = lines[0]["id"].as_str().unwrap();
        let done = app.post(&path, &json!({ "teks": corrected, "tarik": [gone, met] })).await.json();
        assert_eq!((&done["baru"], &done["berubah"], &done["ditarik"]), (&json!(1), &json!(1), &json!(1)));
        let now = app.get(&path).await.json();
        let states = ["ditemui", "diharapkan", "ditarik"].map(|state| now[state].clone());
        assert_eq!(states, [json!(1), json!(2), json!(1)]);
        assert_eq!(count(&test, "SELECT count(*) AS n FROM orang WHERE nama = 'Siti Contoh 1'").await, 1);
        test
    })
    .await;
}

/// What a manifest is told, of its cells or as a whole.
async fn told(app: &TestApp, path: &str, text: &str) -> String {
    let answer = app.post(path, &json!({ "teks": text })).await;
    assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.text);
    answer.text
}

#[tokio::test]
async fn bad_manifests_are_told_at_the_cell_and_nothing_is_written() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        let infant = "Nama\tNIK\tTgl Lahir\nBayi Contoh\t3603994101900001\t05/01/2025\n";
        let many = format!("Nama\tPaspor\n{}", "Siti Contoh\tXC1\n".repeat(5000));
        for (text, words) in [
            (
                "Nama\tPenerbangan\nSiti Contoh\tSV 818\n",
                "Baris ini untuk penerbangan SV 818, sedangkan kedatangan ini MH 725. Buka kedatangan yang benar.",
            ),
            (
                "Nama\tTgl Tiba\nSiti Contoh\t30/06/2026\n",
                "Baris ini tiba 30 Jun 2026, sedangkan kedatangan ini tiba 30 Jun 2025. Periksa tahunnya",
            ),
            (infant, "NIK ini milik orang yang lahir 01/01/1990; kosongkan bila bayi belum punya NIK."),
            (
                "Nama\tPaspor\nSiti Contoh\tXC000001\nBudi Contoh\tXC000001\n",
                "Nomor ini juga ada di baris 3 (Budi Contoh). Betulkan salah satunya",
            ),
            (many.as_str(), "Manifes ini berisi 5.000 baris, paling banyak 1.000."),
            ("ini bukan tabel", "Baris nama kolom tidak ditemukan."),
            ("Nama\tNIK\nSiti Contoh\t3,60399E+15\n", "Ketik ulang NIK dari kartunya."),
        ] {
            let told = told(&app, &path, text).await;
            assert!(told.contains(words), "{told}");
        }
        assert_eq!(count(&test, "SELECT count(*) AS n FROM manifes").await, 0);
        test
    })
    .await;
}
