//! Manifests over HTTP: the same one again, many hands at one flight, and bad ones.

use axum::http::{Method, StatusCode};
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
            let answer = app.post(&path, &json!({ "teks": manifest(150) })).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            assert_eq!((&answer.json()["baru"], &answer.json()["sama"]), (&json!(new), &json!(same)));
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
        assert_eq!(
            lines[0]["lain"]["Warna Koper"],
            json!("•••••"),
            "unknown columns are kept, and what they hold is not shown"
        );
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

#[tokio::test]
async fn a_withdrawn_return_leaves_its_line_open_again() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        app.post(&path, &json!({ "teks": manifest(2) })).await;
        let lines = app.get(&path).await.json()["data"].clone();
        let line = format!("{path}/{}/temui", lines[0]["id"].as_str().unwrap());
        let met = app.post(&line, &json!({ "kategori": "bermasalah" })).await;
        assert_eq!(met.status, StatusCode::CREATED, "{}", met.text);
        let record = app.get("/api/v1/kepulangan").await.json()["data"][0].clone();
        let one = format!("/api/v1/kepulangan/{}/batalkan", record["id"].as_str().unwrap());
        let act = async |what: &str| {
            let version = app.get(&one.replace("/batalkan", "")).await.json()["versi"].as_i64().unwrap();
            app.act(&one.replace("batalkan", what), version, &json!({ "alasan": "Salah orang (contoh)" })).await
        };
        for (what, met) in [("batalkan", 0), ("pulihkan", 1), ("batalkan", 0)] {
            let done = act(what).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
            assert_eq!(app.get(&path).await.json()["ditemui"], json!(met), "{what}");
        }
        let now = app.get(&path).await.json();
        assert_eq!((&now["ditemui"], &now["diharapkan"]), (&json!(0), &json!(2)));
        let again = app.post(&line, &json!({ "kategori": "habis_kontrak" })).await;
        assert_eq!(again.status, StatusCode::CREATED, "{}", again.text);
        assert_eq!(app.get(&path).await.json()["ditemui"], json!(1));
        let twice = act("pulihkan").await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "one person counts once: {}", twice.text);
        assert_eq!(count(&test, "SELECT count(*) AS n FROM kepulangan WHERE dibatalkan_pada IS NULL").await, 1);
        let flight = path.trim_end_matches("/manifes");
        let version = app.get(flight).await.json()["versi"].as_i64().unwrap();
        let flight = app.act(&format!("{flight}/batalkan"), version, &json!({ "alasan": "Contoh" })).await;
        assert_eq!(flight.status, StatusCode::CONFLICT, "{}", flight.text);
        test
    })
    .await;
}

#[tokio::test]
async fn who_was_set_aside_is_left_and_who_was_accepted_is_not_gone() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let api = arrival(&app, "MH 725").await;
        let console = TestApp::console(&test, "helpdesk.bp3mi-banten").await;
        let text = "Nama\tNo Paspor\tTgl Lahir\nSiti Contoh\tXC000001\t02/02/1990\nBudi Contoh\tXC000002\t31/02/1990\n";
        let typed: String =
            form_urlencoded::Serializer::new(String::new()).extend_pairs([("teks", text), ("sisihkan", "1")]).finish();
        let road = format!("{}/terima", api.trim_start_matches("/api/v1"));
        let seen = console.send(Method::POST, &road, "application/x-www-form-urlencoded", typed).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert!(
            seen.text.contains("Budi Contoh") && !seen.text.contains("Tidak ada lagi di manifes ini"),
            "{}",
            seen.text
        );
        assert_eq!(count(&test, "SELECT count(*) AS n FROM manifes").await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn a_head_keeps_its_meaning_where_nobody_chose_another() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        let both = "Nama\tNo Paspor\tKabupaten\tProvinsi\nSiti Contoh\tXC000001\tKabupaten Serang\tBanten\n";
        assert_eq!(app.post(&path, &json!({ "teks": both })).await.status, StatusCode::OK);
        let one = "Nama\tNo Paspor\tProvinsi\nBudi Contoh\tXC000002\tBanten\n";
        assert_eq!(app.post(&path, &json!({ "teks": one })).await.status, StatusCode::OK);
        let lines = app.get(&path).await.json()["data"].clone();
        assert_eq!(lines[1]["isi"]["daerah_asal"], json!("36"), "{lines}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_of_immigration_is_reconciled_and_becomes_people_who_were_stopped() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let list = json!({ "jenis": "pencegahan", "penerbangan": "MH 726 (contoh)", "tiba_pada": DAY, "negara": "KH",
            "jenis_dasar": "daftar_imigrasi", "dasar_surat": "W.29/CONTOH/1" });
        let made = app.post("/api/v1/kedatangan", &list).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let path = format!("/api/v1/kedatangan/{}/manifes", made.json()["id"].as_str().unwrap());
        app.post(&path, &json!({ "teks": manifest(3) })).await;
        let lines = app.get(&path).await.json()["data"].clone();
        for at in [0, 1] {
            let line = lines[at]["id"].as_str().unwrap();
            let met = app.post(&format!("{path}/{line}/temui"), &json!({})).await;
            assert_eq!(met.status, StatusCode::CREATED, "{}", met.text);
        }
        let now = app.get(&path).await.json();
        assert_eq!((&now["ditemui"], &now["diharapkan"]), (&json!(2), &json!(1)), "theirs against ours");
        let stopped = app.get("/api/v1/pencegahan").await.json()["data"].clone();
        assert_eq!(stopped.as_array().unwrap().len(), 2);
        assert_eq!(
            (&stopped[0]["sumber"], &stopped[0]["penerbangan"]),
            (&json!("imigrasi"), &json!("MH 726 (contoh)"))
        );
        assert_eq!(count(&test, "SELECT count(*) AS n FROM kepulangan").await, 0);
        test
    })
    .await;
}

#[tokio::test]
async fn of_two_unknown_columns_with_one_head_both_are_kept() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app, "MH 725").await;
        app.post(&path, &json!({ "teks": "Nama\tKoper\tKoper\nSiti Contoh\tSatu\tDua\n" })).await;
        let kept = app.get(&path).await.json()["data"][0]["lain"].clone();
        assert_eq!((&kept["Koper"], &kept["Koper (2)"]), (&json!("••••"), &json!("•••")));
        test
    })
    .await;
}

/// What a manifest is told, of its cells or as a whole.
async fn refusal(app: &TestApp, path: &str, text: &str) -> String {
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
            ("Nama\tPenerbangan\nSiti Contoh\tMH 72\n", "Baris ini untuk penerbangan MH 72,"),
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
            let message = refusal(&app, &path, text).await;
            assert!(message.contains(words), "{message}");
        }
        assert_eq!(count(&test, "SELECT count(*) AS n FROM manifes").await, 0);
        test
    })
    .await;
}

#[tokio::test]
async fn merged_cells_of_a_workbook_are_told_at_the_cell_and_put_right_in_place() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let api = arrival(&app, "MH 725").await;
        let console = TestApp::console(&test, "helpdesk.bp3mi-banten").await;
        let page = api.trim_start_matches("/api/v1");
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(0, 0, 0, 2, "MANIFES CONTOH", &plain).unwrap();
        for (column, head) in (0..).zip(["Nama", "No Paspor", "Negara"]) {
            sheet.write_string(1, column, head).unwrap();
        }
        for (row, (name, document)) in (2..).zip([("Siti Contoh", "XC000001"), ("Budi Contoh", "XC000002")]) {
            sheet.write_string(row, 0, name).unwrap();
            sheet.write_string(row, 1, document).unwrap();
        }
        sheet.merge_range(2, 2, 3, 2, "Malaysia", &plain).unwrap();
        let file = book.save_to_buffer().unwrap();
        let seen = console.upload(&format!("{page}/berkas"), ("manifes.xlsx", &file), "").await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert!(seen.text.contains("Sel gabungan C3:C4: pisahkan"), "{}", seen.text);
        assert!(seen.text.contains("Siti Contoh") && seen.text.contains("Budi Contoh"), "nothing is lost");
        let (_, rest) = seen.text.split_once("name=\"gabungan\" value=\"").unwrap();
        let merged = rest.split('"').next().unwrap();
        let text = "MANIFES CONTOH\nNama\tNo Paspor\tNegara\nSiti Contoh\tXC000001\tMalaysia\nBudi Contoh\tXC000002\t";
        let typed: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("teks", text), ("gabungan", merged), ("s.3.2", "Malaysia")])
            .finish();
        let kind = "application/x-www-form-urlencoded";
        let done = console.send(Method::POST, &format!("{page}/terima"), kind, typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(count(&test, "SELECT count(*) AS n FROM manifes").await, 2);
        test
    })
    .await;
}
