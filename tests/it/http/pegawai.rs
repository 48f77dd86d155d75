//! The register of staff: brought in as a file, ended, corrected and counted as of a day; the annual report tells the same counts.

use axum::http::StatusCode;
use calamine::{Data, DataType as _};
use records::Mode;
use records::import::{Report, Request, run};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::lkj::{file, parts, read, sheet, text, wrote, year};
use super::wire::console;

const HEADS: &str =
    "kode,unit,jabatan,kelompok,golongan,tingkat,jabatan_fungsional,jenis_kelamin,pendidikan,sejak,sampai\n";
/// Six rows; of P-003 one ends when the other begins.
const STAFF: &str = "P-001,BP3MI-BANTEN,Kepala (contoh),POLRI/TNI,,Eselon III,,L,s2,2024-01-02,\n\
     P-002,BP3MI-BANTEN,Pengantar Kerja Ahli Muda,PNS,III/c,Fungsional,Pengantar Kerja,P,s1,2024-02-01,\n\
     P-003,P4MI-SOETTA,Pengantar Kerja Ahli Pertama,PPPK,IX,Fungsional,Pengantar Kerja,L,s1,2024-02-01,2025-03-31\n\
     P-003,BP3MI-BANTEN,Pengantar Kerja Ahli Pertama,PPPK,IX,Fungsional,Pengantar Kerja,L,s1,2025-04-01,\n\
     O-001,P4MI-SOETTA,Pramubakti,Outsourcing,,,,P,sma,2025-01-02,\n\
     O-002,P4MI-SOETTA,Pramubakti,Outsourcing,,,,L,,2025-01-02,\n";

async fn import(test: &Test, rows: &str) -> Report {
    let kind = test.lindung.registry.find("pegawai").unwrap();
    let file = format!("{HEADS}{rows}");
    let request = Request { name: "pegawai.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: false };
    let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
    run(&ctx, kind, request, &|_| {}).await.unwrap()
}

async fn told(app: &TestApp, day: &str) -> Value {
    let answer = app.get(&format!("/api/v1/pegawai/susunan?pada={day}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// The sums of the tables 1 to 6.
fn sums(told: &Value) -> Vec<u64> {
    let last = |table: &Value| table["jumlah"].as_array().unwrap().last().unwrap().as_u64().unwrap();
    told["tabel"].as_array().unwrap().iter().map(last).collect()
}

#[tokio::test]
async fn the_staff_is_counted_as_of_a_day_and_the_same_file_moves_nothing() {
    on_both(async |test| {
        let first = import(&test, STAFF).await;
        assert_eq!((first.new, first.written), (6, true), "{:?}", first.errors);
        let again = import(&test, STAFF).await;
        assert_eq!((again.new, again.known), (0, 6), "the same file moves nothing");
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        for (day, many, all) in [
            ("2023-12-31", 0, [0, 0, 0, 0, 0, 0]),
            ("2024-01-31", 1, [1, 1, 1, 0, 0, 1]),
            ("2025-03-31", 5, [5, 3, 3, 2, 2, 5]),
            ("2025-04-01", 5, [5, 3, 3, 2, 2, 5]),
        ] {
            let told = told(&app, day).await;
            assert_eq!((told["jumlah"].as_u64(), sums(&told)), (Some(many), all.to_vec()), "{day}");
        }
        let units = |told: &Value| -> Vec<String> {
            let lines = told["tabel"][5]["baris"].as_array().unwrap().clone();
            lines.iter().map(|line| format!("{} {}", line["teks"].as_array().unwrap().len(), line["teks"][0])).collect()
        };
        assert_eq!(units(&told(&app, "2025-03-31").await).iter().filter(|unit| unit.contains("P4MI")).count(), 2);
        assert_eq!(units(&told(&app, "2025-04-01").await).iter().filter(|unit| unit.contains("P4MI")).count(), 1);
        let schooled = told(&app, "2025-04-01").await["tabel"][4].clone();
        let heads = json!(["Laki-laki", "Perempuan", "SMA/sederajat", "Belum diisi", "Jumlah"]);
        assert_eq!((&schooled["hitungan"], &schooled["jumlah"]), (&heads, &json!([1, 1, 1, 1, 2])));
        test
    })
    .await;
}

#[tokio::test]
async fn a_position_ends_with_its_history_and_twice_is_told() {
    on_each(&[Backend::Sqlite], async |test| {
        import(&test, STAFF).await;
        let app = TestApp::login(&test, "admin", "BP3MI-BANTEN").await;
        let list = app.get("/api/v1/pegawai?kelompok=polri_tni").await.json();
        let here = format!("/api/v1/pegawai/{}", list["data"][0]["id"].as_str().unwrap());
        let ended = json!({ "sampai": "2025-05-31", "alasan_perubahan": "Pindah tugas (contoh)" });
        let answer = app.patch(&here, 1, &ended).await;
        assert_eq!((answer.status, answer.json()["status"].clone()), (StatusCode::OK, json!("selesai")));
        assert_eq!(app.patch(&here, 1, &ended).await.status, StatusCode::PRECONDITION_FAILED, "somebody was faster");
        assert_eq!(told(&app, "2025-05-31").await["jumlah"], 5);
        assert_eq!(told(&app, "2025-06-01").await["jumlah"], 4);
        let twin = json!({ "kode": "P-002", "unit": "BP3MI-BANTEN", "jabatan": "Arsiparis Ahli Muda", "kelompok": "pns",
            "tingkat": "fungsional", "jabatan_fungsional": "Arsiparis", "jenis_kelamin": "P", "sejak": "2025-06-01" });
        let made = app.post("/api/v1/pegawai", &twin).await;
        assert_eq!(made.status, StatusCode::CREATED, "it is not refused: {}", made.text);
        let shown = app.get(&format!("/api/v1/pegawai/{}", made.json()["id"].as_str().unwrap())).await;
        assert!(shown.json()["perhatian"].to_string().contains("juga tercatat sebagai PGW-"), "{}", shown.text);
        assert_eq!(app.post("/api/v1/pegawai", &twin).await.status, StatusCode::CONFLICT);
        let told = told(&app, "2025-06-01").await;
        assert!(told["periksa"].to_string().contains("Kode P-002 tercatat 2 kali"), "{told}");
        assert_eq!((told["jumlah"].as_u64(), sums(&told)[0]), (Some(5), 5), "both count");
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_with_row_and_place() {
    on_each(&[Backend::Sqlite], async |test| {
        let wrong = "199001012020121001,BP3MI-BANTEN,Arsiparis Ahli Muda,PNS,III/c,Fungsional,Arsiparis,P,s1,2024-02-01,\n\
             P-002,BP3MI-BANTEN,Arsiparis Ahli Muda,PNS,IX,Fungsional,Arsiparis,P,s1,2024-02-01,\n\
             O-003,BP3MI-HANTU,Pengemudi,Outsourcing,,,,L,sma,2024-02-01,\n";
        let report = import(&test, wrong).await;
        assert!(!report.written, "{report:?}");
        for (row, detail) in
            [(2, "tampak seperti NIK atau NIP"), (3, "Itu golongan PPPK"), (4, "Kantor tidak dikenal")]
        {
            let told = |one: &records::import::CellError| one.row == row && one.detail.contains(detail);
            assert!(report.errors.iter().any(told), "{row} {detail}: {:?}", report.errors);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_tables_and_rows_to_who_may_see_them() {
    on_each(&[Backend::Sqlite], async |test| {
        for role in ["kepala", "admin", "perencana"] {
            let page = console(&test, role).await.get("/pegawai/susunan").await;
            assert_eq!(page.status, StatusCode::OK, "{role}: {}", page.text);
            assert!(page.text.contains("Belum ada pegawai") && page.text.contains("/pegawai/banyak"), "{}", page.text);
        }
        import(&test, STAFF).await;
        let planner = console(&test, "perencana").await;
        let page = planner.get("/pegawai/susunan?pada=31/03/2025").await.text;
        for words in ["5 pegawai menjabat pada 31 Mar 2025", "id=\"tabel-6\"", "P4MI Bandara", "PGW-2024-"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(planner.get("/pegawai").await.text.contains("/pegawai/susunan"));
        assert_eq!(planner.get("/pegawai/susunan?pada=kemarin").await.status, StatusCode::BAD_REQUEST);
        let book = planner.get("/pegawai/susunan.xlsx?pada=2025-03-31").await;
        assert_eq!(book.status, StatusCode::OK, "{}", book.text);
        let rows = sheet(&book.bytes, "Pegawai");
        assert_eq!(rows.height(), 1 + 5);
        let total = |row: &[Data]| row[0] == Data::String("Jumlah".to_owned()) && row.last() == Some(&Data::Float(5.0));
        assert!(sheet(&book.bytes, "Tabel 1").rows().any(total));
        for role in ["pelindungan", "penempatan", "helpdesk"] {
            assert_eq!(
                console(&test, role).await.get("/pegawai/susunan").await.status,
                StatusCode::FORBIDDEN,
                "{role}"
            );
        }
        test
    })
    .await;
}

/// The workbook of the report has the tables as they are told, under their printed numbers.
fn the_workbook_has_the_numbers_of(told: &Value, book: &[u8]) {
    for (at, table) in told["tabel"].as_array().unwrap().iter().enumerate() {
        let printed_sheet = sheet(book, &format!("Tabel {}", at + 1));
        let mut lines: Vec<&Value> = table["baris"].as_array().unwrap().iter().map(|line| &line["banyak"]).collect();
        lines.push(&table["jumlah"]);
        for (row, counts) in printed_sheet.rows().skip(3).zip(&lines) {
            let printed: Vec<Option<f64>> = row.iter().skip(3).map(Data::get_float).collect();
            let counts: Vec<Option<f64>> = counts.as_array().unwrap().iter().map(Value::as_f64).collect();
            assert_eq!(printed[..counts.len()], counts, "{table}");
        }
        assert!(printed_sheet.height() >= 3 + lines.len(), "{table}");
    }
    let drawn: Vec<f64> = sheet(book, "Gambar 1").rows().filter_map(|row| row[1].get_float()).collect();
    assert_eq!(drawn, [3.0, 2.0]);
    let agreed = sheet(book, "Tabel 7").rows().next().and_then(|row| row[0].get_string().map(str::to_owned));
    assert!(
        agreed.is_some_and(|title| title.starts_with("Tabel 7. Perjanjian Kinerja")),
        "numbers are the printed ones"
    );
    assert!(sheet(book, "Ringkasan").height() > 3);
    let address = "/pegawai/susunan?pada=2025-12-31&kantor=BP3MI-BANTEN#tabel-6";
    assert!(sheet(book, "Asal angka").rows().any(|row| row[6] == address));
}

#[tokio::test]
async fn the_report_tells_the_counts_of_the_register_and_without_one_what_people_wrote() {
    on_both(async |test| {
        year(&test).await;
        let open = "[Belum ditulis: Bab I: sumber daya manusia]";
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&app, "format=docx").await), "word/document.xml");
        assert!(body.contains(open) && !body.contains("Komposisi Pegawai"));
        import(&test, STAFF).await;
        let document = parts(&file(&app, "format=docx").await);
        let body = read(&text(&document, "word/document.xml"));
        for words in [
            "Pegawai BP3MI Banten pada 31 Desember 2025 berjumlah 5 orang: POLRI/TNI 1, PNS 1, PPPK 1, Outsourcing 2.",
            "Menurut unit kerja: BP3MI Banten 3, P4MI Bandara Soekarno-Hatta 2.",
            "Jabatan struktural yang terisi pada 31 Desember 2025: Kepala (contoh) (Eselon III).",
            "beranggotakan 2 orang dalam 1 jabatan fungsional",
            "Komposisi Pegawai BP3MI Banten per 31 Desember 2025",
            "Jumlah Pegawai BP3MI Banten per 31 Desember 2025",
        ] {
            assert!(body.contains(words), "{words}");
        }
        assert!(!body.contains(open), "the text is beside the tables, and asked for without them only");
        the_workbook_has_the_numbers_of(&told(&app, "2025-12-31").await, &file(&app, "format=xlsx").await);
        if test.backend == Backend::Sqlite {
            assert!(file(&app, "format=pdf").await.starts_with(b"%PDF-"));
        }
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&team, "format=docx").await), "word/document.xml");
        assert!(body.contains("tidak berwenang membaca daftar pegawai") && !body.contains("Komposisi Pegawai"));
        let head = super::penutupan::console(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(wrote(&head, "pegawai", 0, "Dua orang akan pensiun (contoh).").await.status, StatusCode::SEE_OTHER);
        let app = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&app, "format=docx").await), "word/document.xml");
        assert!(body.contains("Dua orang akan pensiun (contoh).") && body.contains("Komposisi Pegawai"));
        test
    })
    .await;
}
