//! What leaves as a file says what the page's api says: read back by another library than the one that wrote it.

use std::collections::BTreeMap;
use std::io::Cursor;

use axum::http::{Method, StatusCode};
use calamine::{Data, Reader as _};
use records::Mode;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, returned};

use super::penutupan::console;

type Row = BTreeMap<String, Data>;

/// The rows of a sheet, each by the heads of its columns; no cell is a formula.
fn rows(bytes: &[u8], name: &str) -> Vec<Row> {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    assert!(book.worksheet_formula(name).unwrap().used_cells().next().is_none(), "a formula came out");
    let cells = book.worksheet_range(name).unwrap();
    let mut all = cells.rows();
    let heads: Vec<String> = all.next().unwrap().iter().map(ToString::to_string).collect();
    all.map(|row| heads.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// Whether a cell is the number or text that the api tells; per cent stands as a part of one.
fn same(cell: &Data, told: &Value, per_cent: bool) -> bool {
    let number = match cell {
        Data::Empty => return told.is_null(),
        Data::String(text) => return told == text,
        Data::Float(number) => *number,
        Data::Int(number) => number.to_string().parse().unwrap(),
        other => panic!("{other:?}"),
    };
    let told = told.as_str().map_or_else(|| told.as_f64().unwrap(), |text| text.parse().unwrap());
    (number * if per_cent { 100.0 } else { 1.0 } - told).abs() < 1e-6
}

fn check(row: &Row, pairs: &[(&str, &Value, bool)]) {
    for (head, told, per_cent) in pairs {
        assert!(same(&row[*head], told, *per_cent), "{head}: {told} in {row:?}");
    }
}

async fn book(app: &TestApp, path: &str) -> Vec<u8> {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    let kind = answer.headers["content-type"].to_str().unwrap();
    assert!(kind.ends_with("spreadsheetml.sheet"), "{path}: {kind}");
    assert!(answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\""), "{path}");
    answer.bytes
}

async fn records(test: &Test) {
    for (kind, forms) in [
        ("kepulangan", vec![returned(1, "2025-02-03", "sakit"), returned(2, "2025-02-04", "cuti")]),
        ("pengaduan", vec![complaint(3, "2025-01-15"), complaint(4, "2025-02-15")]),
    ] {
        let kind = test.lindung.registry.find(kind).unwrap();
        kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    }
}

#[tokio::test]
async fn the_dashboards_workbook_is_the_api_in_cells() {
    on_both(async |test| {
        records(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let api = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let told = api.get("/api/v1/iku?perjanjian=2025-pok").await.json();
        let rows = rows(&book(&planner, "/dasbor.xlsx?perjanjian=2025-pok&").await, "2025-pok");
        assert_eq!(rows.len(), 13);
        for (row, item) in rows.iter().zip(told["butir"].as_array().unwrap()) {
            let (year, unit) = (&item["tahun"], item["satuan"] == "persen");
            check(row, &[("no", &item["no"], false), ("realisasi_tahun", &year["nilai"], unit)]);
            check(row, &[("pembilang", &year["pembilang"], false), ("penyebut", &year["penyebut"], false)]);
            check(row, &[("capaian", &year["capaian"], true), ("dibatasi", &year["capaian_dibatasi"], true)]);
            for (at, head) in ["tw1", "tw2", "tw3", "tw4"].into_iter().enumerate() {
                check(row, &[(head, &item["tw"][at]["nilai"], unit)]);
            }
        }
        let helpdesk = console(&test, "helpdesk", "BP3MI-BANTEN").await;
        for path in ["/dasbor.xlsx", "/laporan-pok.xlsx?tw=1", "/indikator/2025-pok/6/anggota.xlsx"] {
            assert_eq!(helpdesk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        test
    })
    .await;
}

/// Prepares, reviews and signs the first quarter over the api; where it stands.
async fn closed(test: &Test) -> String {
    let planner = TestApp::login(test, "perencana", "BP3MI-BANTEN").await;
    let made = planner.post("/api/v1/penutupan", &json!({ "tahun": 2025, "tw": 1, "perjanjian": "2025-pok" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    format!("/penutupan/{}", made.json()["id"].as_str().unwrap())
}

async fn signed(test: &Test, here: &str) {
    let team = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let head = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    assert_eq!(team.post(&format!("/api/v1{here}/tinjau"), &json!({})).await.status, StatusCode::OK);
    assert_eq!(head.post(&format!("/api/v1{here}/tandatangani"), &json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_closings_files_and_the_quarterly_report_are_the_closing() {
    on_both(async |test| {
        records(&test).await;
        let here = closed(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let pok = "/laporan-pok.xlsx?perjanjian=2025-pok&tahun=2025&tw=1";
        let draft = rows(&book(&planner, pok).await, "Asal angka");
        assert!(draft.iter().any(|row| row["Isi"].to_string().starts_with("KONSEP")), "{draft:?}");
        signed(&test, &here).await;

        let api = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let told = api.get(&format!("/api/v1{here}")).await.json();
        let figures = told["angka"].as_array().unwrap();
        let bytes = book(&planner, &format!("{here}/penutupan.xlsx")).await;
        let own = rows(&bytes, "Angka");
        let report = book(&planner, pok).await;
        let quarter = rows(&report, "TW1");
        assert_eq!((own.len(), quarter.len()), (figures.len(), figures.len()));
        for ((figure, own), quarter) in figures.iter().zip(&own).zip(&quarter) {
            let unit = figure["satuan"] == "persen";
            check(own, &[("no", &figure["no"], false), ("realisasi", &figure["nilai"], unit)]);
            check(own, &[("target", &figure["target"], unit), ("anggota", &figure["anggota"], false)]);
            check(own, &[("pembilang", &figure["pembilang"], false), ("penyebut", &figure["penyebut"], false)]);
            check(own, &[("capaian", &figure["capaian"], true), ("dibatasi", &figure["capaian_dibatasi"], true)]);
            check(own, &[("kode_keaslian", &figure["sidik"], false)]);
            check(quarter, &[("No", &figure["no"], false), ("Realisasi TW1", &figure["nilai"], unit)]);
            check(quarter, &[("Target TW1", &figure["target"], unit), ("Capaian", &figure["capaian_dibatasi"], true)]);
        }
        let origin = rows(&report, "Asal angka");
        assert!(origin.iter().any(|row| same(&row["Isi"], &told["sidik"], false)), "{origin:?}");
        let list = book(&planner, &format!("{here}/anggota/6/daftar.xlsx?peran=pembilang")).await;
        assert_eq!(json!(rows(&list, "Catatan").len()), figures[5]["pembilang"], "the list is the figure");
        let paper = planner.get(&format!("{here}/penutupan.pdf")).await;
        assert!(paper.status == StatusCode::OK && paper.bytes.starts_with(b"%PDF-"), "{}", paper.text);
        for wrong in ["/laporan-pok.xlsx?tw=0", "/laporan-pok.xlsx"] {
            assert_eq!(planner.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let bare = planner.get("/laporan-pok.xlsx?tahun=2026&tw=1").await;
        assert_eq!(bare.status, StatusCode::BAD_REQUEST);
        assert!(bare.text.contains("Tahun 2026 belum punya perjanjian kinerja yang ditandatangani."), "{}", bare.text);
        let other = console(&test, "kepala", "BP3MI-NTB").await;
        assert_eq!(other.get(pok).await.status, StatusCode::BAD_REQUEST, "it is another office's report");
        assert_eq!(other.get(&format!("{here}/penutupan.pdf")).await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}

#[tokio::test]
async fn lists_name_people_only_to_who_may_read_the_kind() {
    on_each(&[Backend::Sqlite], async |test| {
        records(&test).await;
        for (role, named) in [("perencana", false), ("kepala", true)] {
            let app = console(&test, role, "BP3MI-BANTEN").await;
            let api = TestApp::again(&test, role, "BP3MI-BANTEN").await;
            for (role, many) in [("pembilang", 1), ("tidak-dihitung", 1)] {
                let asked = format!("tw=1&peran={role}");
                let told = api.get(&format!("/api/v1/iku/2025-pok/6/anggota?{asked}")).await.json();
                let list = rows(&book(&app, &format!("/indikator/2025-pok/6/anggota.xlsx?{asked}")).await, "Catatan");
                assert_eq!((list.len(), told["data"].as_array().unwrap().len()), (many, many), "{list:?}");
                check(&list[0], &[("Nomor", &told["data"][0]["nomor"], false)]);
                assert_eq!(list[0]["Nama"] != Data::Empty, named, "{list:?}");
            }
        }
        test
    })
    .await;
}

#[tokio::test]
async fn an_explanation_leaves_with_its_years_and_without_small_cells() {
    on_each(&[Backend::Sqlite], async |test| {
        records(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let api = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let told = api.get("/api/v1/iku/2025-pok/6/tahun").await.json();
        let bytes = book(&planner, "/indikator/2025-pok/6/penjelasan.xlsx?tw=1&").await;
        let years = rows(&bytes, "Tahun");
        let of = |origin: &str| -> Vec<&Row> { years.iter().filter(|row| row["Asal"] == *origin).collect() };
        let (counted, printed) = (of("dihitung dari catatan"), of("menurut laporan"));
        assert_eq!((counted.len(), printed.len()), (5, 2), "{years:?}");
        check(printed[0], &[("Realisasi", &told["tahun"][0]["menurut_laporan"]["nilai"], false)]);
        check(printed[1], &[("Target", &told["tahun"][1]["menurut_laporan"]["target"], false)]);
        let year = &told["tahun"][2]["dihitung"];
        check(
            counted[4],
            &[("Realisasi", &year["nilai"], false), ("Capaian dibatasi", &year["capaian_dibatasi"], true)],
        );
        check(counted[0], &[("Realisasi", &year["tw"][0], false)]);
        let side = rows(&bytes, "negara");
        assert!(side.iter().all(|row| row["Banyak"].to_string().contains("disamarkan")), "{side:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn tasks_and_findings_leave_as_workbooks() {
    on_each(&[Backend::Sqlite], async |test| {
        records(&test).await;
        let _ = closed(&test).await;
        let team = console(&test, "pelindungan", "BP3MI-BANTEN").await;
        let api = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        let told = api.get("/api/v1/tugas?siapa=tim").await.json();
        let bytes = book(&team, "/tugas.xlsx?siapa=tim").await;
        let (tasks, others) = (rows(&bytes, "Tugas"), rows(&bytes, "Penutupan"));
        assert!(!tasks.is_empty() && tasks.len() == told["data"].as_array().unwrap().len(), "{tasks:?}");
        for (row, task) in tasks.iter().zip(told["data"].as_array().unwrap()) {
            check(row, &[("Nomor", &task["nomor"], false), ("Nama", &task["nama"], false)]);
            check(row, &[("Yang harus selesai", &task["untuk"], false), ("Keterangan", &task["keterangan"], false)]);
        }
        check(&others[0], &[("Penutupan", &told["lain"][0]["judul"], false)]);

        let table = "no,indikator,satuan,target,realisasi,capaian\n9,Data supply,orang,272,499,184%\n";
        let body = format!(
            "--X\r\nContent-Disposition: form-data; name=\"bentuk\"\r\n\r\nxlsx\r\n--X\r\nContent-Disposition: form-data; \
             name=\"berkas\"; filename=\"iku-2025.csv\"\r\nContent-Type: text/csv\r\n\r\n{table}\r\n--X--\r\n"
        );
        let answer = team.send(Method::POST, "/periksa", "multipart/form-data; boundary=X", body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let found = rows(&answer.bytes, "Temuan");
        check(&found[0], &[("Tercetak", &json!("184%"), false), ("Dihitung", &json!("183,46%"), false)]);
        test
    })
    .await;
}

#[tokio::test]
async fn the_api_gives_the_files_of_the_pages_to_tokens() {
    on_each(&[Backend::Sqlite], async |test| {
        records(&test).await;
        let here = closed(&test).await;
        signed(&test, &here).await;
        let api = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let told = api.get("/api/v1/iku?perjanjian=2025-pok").await.json();
        let table = rows(&book(&api, "/api/v1/iku.xlsx?perjanjian=2025-pok").await, "2025-pok");
        assert_eq!(table.len(), told["butir"].as_array().unwrap().len());
        check(&table[5], &[("realisasi_tahun", &told["butir"][5]["tahun"]["nilai"], false)]);
        let told = api.get("/api/v1/iku/2025-pok/6/anggota?tw=1").await.json();
        let list = rows(&book(&api, "/api/v1/iku/2025-pok/6/anggota.xlsx?tw=1").await, "Catatan");
        assert_eq!(list.len(), told["data"].as_array().unwrap().len());
        check(&list[0], &[("Nomor", &told["data"][0]["nomor"], false)]);
        let told = api.get("/api/v1/iku/2025-pok/6/tahun").await.json();
        let years = rows(&book(&api, "/api/v1/iku/2025-pok/6/penjelasan.xlsx").await, "Tahun");
        let printed = years.iter().find(|row| row["Asal"] == *"menurut laporan").unwrap();
        check(printed, &[("Realisasi", &told["tahun"][0]["menurut_laporan"]["nilai"], false)]);
        let told = api.get(&format!("/api/v1{here}")).await.json();
        let figures = told["angka"].as_array().unwrap();
        let own = rows(&book(&api, &format!("/api/v1{here}/penutupan.xlsx")).await, "Angka");
        assert_eq!(own.len(), figures.len());
        check(&own[5], &[("no", &figures[5]["no"], false), ("kode_keaslian", &figures[5]["sidik"], false)]);
        let road = format!("/api/v1{here}/anggota.xlsx?indikator={}", figures[5]["indikator"].as_str().unwrap());
        assert_eq!(json!(rows(&book(&api, &road).await, "Catatan").len()), figures[5]["pembilang"]);
        let quarter = rows(&book(&api, "/api/v1/laporan-pok.xlsx?perjanjian=2025-pok&tahun=2025&tw=1").await, "TW1");
        check(&quarter[5], &[("Realisasi TW1", &figures[5]["nilai"], false)]);
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let told = team.get("/api/v1/tugas?siapa=tim").await.json();
        let tasks = rows(&book(&team, "/api/v1/tugas.xlsx?siapa=tim").await, "Tugas");
        assert_eq!(tasks.len(), told["data"].as_array().unwrap().len());
        check(&tasks[0], &[("Nomor", &told["data"][0]["nomor"], false)]);
        let table = "no,indikator,satuan,target,realisasi,capaian\n9,Data supply,orang,272,499,184%\n";
        let road = "/api/v1/periksa?nama=iku-2025.csv&format=xlsx";
        let found = api.send(Method::POST, road, "text/csv", table).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text);
        check(&rows(&found.bytes, "Temuan")[0], &[("Dihitung", &json!("183,46%"), false)]);
        let other = api.send(Method::POST, "/api/v1/periksa?nama=iku-2025.csv&format=pdf", "text/csv", table).await;
        assert_eq!(other.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}
