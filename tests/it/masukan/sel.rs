//! Cells of workbooks that hold something else than text, in an import and in a manifest; and what other kinds meet.

use axum::http::StatusCode;
use kernel::form::Form;
use records::Mode;
use records::import::{Report, Request, grid, lines, run};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use testkit::{Test, TestApp, klaim, on_both, with};

async fn import(test: &Test, kind: &str, bytes: &[u8], mode: Mode) -> Report {
    let kind = test.lindung.registry.find(kind).unwrap();
    run(&test.system(), kind, Request { name: "uji", bytes, mode, skip_bad: false }, &|_| {}).await.unwrap()
}

fn places(cells: &[records::import::CellError]) -> Vec<(usize, &str)> {
    cells.iter().map(|cell| (cell.row, cell.column.as_str())).collect()
}

/// Rows of people whose cells are what a spreadsheet makes of them.
fn people_of(sheet: &mut Worksheet, first: u32) {
    let day = Format::new().set_num_format("d-mmm-yy");
    for at in 0..6 {
        sheet
            .write_string(
                first + at,
                0,
                format!("Orang {} Contoh", ["Ana", "Budi", "Cici", "Dodi", "Eka", "Fitri"][at as usize]),
            )
            .unwrap();
    }
    // A5: a number longer than a spreadsheet keeps.
    sheet.write_number(first, 1, 3_603_994_101_900_001_f64).unwrap();
    sheet.write_number(first + 1, 2, 12_345_678_901_234_567_f64).unwrap();
    sheet.write_number(first + 2, 3, 81_234_567_890_123_456_f64).unwrap();
    // E1: cells that failed, of a formula and pasted as a value.
    sheet.write_formula(first + 3, 0, Formula::new("=VLOOKUP(1,A1:A2,1,0)").set_result("#N/A")).unwrap();
    sheet.write_string(first + 4, 5, "#REF!").unwrap();
    // D12: a formula, and all else that is wrong with the row.
    sheet.write_formula(first + 5, 0, Formula::new("=\"Fitri\"").set_result("Fitri")).unwrap();
    sheet.write_string(first + 5, 1, "123").unwrap();
    sheet.write_string(first + 5, 4, "31/02/1985").unwrap();
    sheet.write_string(first + 5, 6, "Atlantis").unwrap();
    // A11, A14 and E5: a telephone and a document kept as numbers, and a day that is shown with two digits of its year.
    sheet.write_string(first + 6, 0, "Gita Contoh").unwrap();
    sheet.write_number(first + 6, 2, 1_234_987).unwrap();
    sheet.write_number(first + 6, 3, 81_299_000_001_f64).unwrap();
    sheet.write_number_with_format(first + 6, 4, 32_093, &day).unwrap();
}

const HEADS: [&str; 7] = ["nama", "nik", "nomor_dokumen", "telepon", "tanggal_lahir", "keterangan", "negara"];
const WRONG: [(u64, &str); 9] = [
    (1, "nik"),
    (2, "nomor_dokumen"),
    (3, "telepon"),
    (4, "nama"),
    (5, "keterangan"),
    (6, "nama"),
    (6, "negara"),
    (6, "nik"),
    (6, "tanggal_lahir"),
];

#[tokio::test]
async fn cells_that_a_spreadsheet_changed_are_refused_or_told_by_an_import() {
    on_both(async |test| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, head) in (0..).zip(HEADS.iter().chain(&["tiba_pada", "kategori"])) {
            sheet.write_string(0, column, *head).unwrap();
        }
        people_of(sheet, 1);
        for row in 1..=7 {
            sheet.write_string(row, 7, "2025-06-01").unwrap().write_string(row, 8, "deportasi").unwrap();
        }
        let report = import(&test, "kepulangan", &book.save_to_buffer().unwrap(), Mode::DryRun).await;
        let mut errors = places(&report.errors);
        errors.sort_unstable();
        let wanted: Vec<_> = WRONG.iter().map(|(row, field)| (usize::try_from(row + 1).unwrap(), *field)).collect();
        assert_eq!(errors, wanted, "{:?}", report.errors);
        let told: Vec<_> = places(&report.warnings).into_iter().filter(|(row, _)| *row == 8).collect();
        assert_eq!(told, [(8, "telepon"), (8, "nomor_dokumen")], "{:?}", report.warnings);
        test
    })
    .await;
}

/// An arrival, and the address of its manifest.
async fn arrival(app: &TestApp) -> String {
    let flight = json!({ "penerbangan": "ZZ 1", "tiba_pada": "2025-06-10", "negara": "MY" });
    let flight = app.post("/api/v1/kedatangan", &flight).await.json();
    format!("/api/v1/kedatangan/{}/manifes", flight["id"].as_str().unwrap())
}

/// What is remarked about rows: place from 1, field, whether it stands in the way.
fn notes(looked: &Value) -> Vec<(u64, String, bool)> {
    let rows = looked["data"].as_array().unwrap().iter();
    let of = |row: &Value| {
        let at = row["baris"].as_u64().unwrap() - 1;
        let one = |note: &Value| (at, note["isian"].as_str().unwrap().to_owned(), note["salah"] == json!(true));
        row["catatan"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()
    };
    rows.flat_map(of).collect()
}

#[tokio::test]
async fn the_same_cells_are_refused_or_told_by_a_manifest() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let road = arrival(&app).await;
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, head) in (0..).zip(HEADS) {
            sheet.write_string(0, column, head).unwrap();
        }
        people_of(sheet, 1);
        let text = lines(&grid(&book.save_to_buffer().unwrap()).unwrap().rows);
        let looked = app.post(&road, &json!({ "teks": text, "uji": true })).await.json();
        let all = notes(&looked);
        let mut wrong: Vec<(u64, &str)> =
            all.iter().filter(|(.., bad)| *bad).map(|(row, field, _)| (*row, field.as_str())).collect();
        wrong.sort_unstable();
        assert_eq!(wrong, WRONG, "{looked}");
        let mut told: Vec<&str> =
            all.iter().filter(|(row, _, bad)| *row == 7 && !bad).map(|(_, f, _)| f.as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, ["nomor_dokumen", "telepon"], "{looked}");
        test
    })
    .await;
}

/// D7, E16 and what stands between and below people, in a manifest.
#[tokio::test]
async fn a_manifest_is_read_under_the_heads_that_offices_use_and_without_what_is_no_passenger() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let road = arrival(&app).await;
        let heads = "No\tFULL NAME (AS IN PASSPORT)\tNo. KTP\tPASSPORT NO.\tD.O.B\tJENIS KELAMIN (L/P)\tKab/Kota";
        let people = [
            "1\tAna Contoh\t3603994101901001\tX1234501\t12-Nov-87\tPr\tIndramayu",
            "2\tBudi Contoh\t3603991211871002\tX1234502\t1-Feb-90\tLK\tLombok Timur",
        ];
        let text = [
            "MANIFES ZZ 1 (CONTOH)\t\t\t\t\t\t",
            "\t\t\t\t\t\t",
            heads,
            "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)",
            "A. DEWASA\t\t\t\t\t\t",
            people[0],
            heads,
            "B. ANAK\t\t\t\t\t\t",
            people[1],
            "Jumlah\t2 orang\t\t\t\t\t",
            "\tKuala Lumpur, 27 November 2026\t\t\t\t\t",
            "\tAtase Ketenagakerjaan\t\t\t\t\t",
        ]
        .join("\n");
        let looked = app.post(&road, &json!({ "teks": text })).await.json();
        assert_eq!((&looked["baru"], &looked["salah"]), (&json!(2), &json!(0)), "{looked}");
        let remarks = looked["peringatan"].as_str().unwrap();
        for said in [
            "aris 1 dilewati",
            "aris 7 dilewati: nama kolom",
            "aris 4 dilewati: nomor",
            "aris 5, 8 dilewati: judul kelompok",
            "aris 10 dilewati: jumlah",
            "aris 11–12 dilewati: penutup",
        ] {
            assert!(remarks.contains(said), "{said}: {remarks}");
        }
        let seer = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let lines = seer.get(&road).await.json()["data"].clone();
        let said = |at: usize, key: &str| lines[at]["isi"][key].as_str().unwrap_or_default().to_owned();
        assert_eq!(
            ["nik", "nomor_dokumen", "tanggal_lahir", "jenis_kelamin", "daerah_asal"].map(|key| said(0, key)),
            ["3603994101901001", "X1234501", "1987-11-12", "P", "32.12"],
            "{lines}"
        );
        assert_eq!(["jenis_kelamin", "daerah_asal"].map(|key| said(1, key)), ["L", "52.03"], "{lines}");
        test
    })
    .await;
}

#[tokio::test]
async fn claims_whose_number_is_a_dash_are_two_claims() {
    on_both(async |test| {
        let head = "nama,jenis_klaim,diajukan_pada,cabang,nomor_klaim";
        let file = format!("{head}\nKlaim Ana Contoh,meninggal_dunia,20/06/2025,Serang,-\nKlaim Budi Umpama,meninggal_dunia,20/06/2025,Serang,-\n");
        let report = import(&test, "klaim", file.as_bytes(), Mode::Write).await;
        assert!(report.written && report.errors.is_empty() && report.new == 2, "{report:?}");
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for none in ["-", "belum ada", "0"] {
            let body: Form = with(klaim(1, "2025-06-01"), &[("nomor_klaim", none)]);
            let refused = app.post("/api/v1/klaim", &json!(body)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{none}: {}", refused.text);
        }
        assert_eq!(jamsos::klaim::entity::Entity::find().all(&test.house().db).await.unwrap().len(), 2);
        test
    })
    .await;
}

/// What can mean two numbers is asked about; a share is what people see.
#[tokio::test]
async fn a_number_that_can_be_two_is_asked_about_by_every_way() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let fields = [("jenis_nilai", "zi"), ("tanggal", "2025-05-23"), ("penilai", "Contoh"), ("bukti", "surat")];
        for (text, stored) in
            [("3.125", None), ("3,125", Some(31_250)), ("79,49%", Some(794_900)), ("79.49", Some(794_900))]
        {
            let form = with(testkit::form(&fields), &[("nilai", text)]);
            let (heads, cells): (Vec<&str>, Vec<&str>) = form.iter().map(|(k, t)| (k.as_str(), t.as_str())).unzip();
            let file = super::jalan::csv(&[&heads, &cells], ';');
            let report = import(&test, "nilai", file.as_bytes(), Mode::DryRun).await;
            assert_eq!(report.errors.is_empty(), stored.is_some(), "{text}: {:?}", report.errors);
            if stored.is_none() {
                let asked = &report.errors[0];
                assert!(
                    asked.column == "nilai" && asked.detail.contains("3125") && asked.detail.contains("3,125"),
                    "{asked:?}"
                );
                let refused = app.post("/api/v1/nilai", &json!(form)).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
                let typed: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish();
                let kind = "application/x-www-form-urlencoded";
                let page = console.send(axum::http::Method::POST, "/nilai/baru", kind, typed).await;
                assert!(page.status != StatusCode::SEE_OTHER && page.text.contains("#nilai"), "{}", page.text);
            }
        }
        assert!(reporting::nilai::entity::Entity::find().all(&test.house().db).await.unwrap().is_empty());
        test
    })
    .await;
}
