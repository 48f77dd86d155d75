//! What workbooks show is what is read, and what is passed over is said: through the import, a manifest and the list of numbers.

use kernel::Ctx;
use records::Mode;
use records::import::{Report, Request, run};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use sea_orm::EntityTrait;
use serde_json::json;
use testkit::{Backend, Test, TestApp, on_both, on_each};

async fn import(test: &Test, ctx: &Ctx, kind: &str, bytes: &[u8], mode: Mode) -> Report {
    let kind = test.lindung.registry.find(kind).unwrap();
    run(ctx, kind, Request { name: "uji.xlsx", bytes, mode, skip_bad: false }, &|_| {}).await.unwrap()
}

fn row(sheet: &mut Worksheet, at: u32, texts: &[&str]) {
    for (column, text) in (0u16..).zip(texts) {
        if !text.is_empty() {
            sheet.write_string(at, column, *text).unwrap();
        }
    }
}

const HEADS: [&str; 4] = ["nama", "tiba_pada", "kategori", "negara"];

#[tokio::test]
async fn every_sheet_with_the_columns_is_read_and_the_others_are_named() {
    on_both(async |test| {
        let ctx = test.system();
        let mut book = Workbook::new();
        row(book.add_worksheet().set_name("Sampul").unwrap(), 0, &["LAPORAN KEPULANGAN"]);
        for (name, person) in [("TW1", "Ana Contoh"), ("TW2", "Budi Contoh")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            row(sheet, 0, &["DAFTAR PMI DEPORTASI"]);
            row(sheet, 2, &HEADS);
            row(sheet, 3, &[person, "2025-02-03", "sakit", "Malaysia"]);
            row(sheet, 5, &["Jumlah", "1 orang"]);
            row(sheet, 6, &["Tangerang, 31 Maret 2025"]);
            row(sheet, 7, &["Kepala Balai"]);
        }
        let hidden = book.add_worksheet().set_name("Lama").unwrap();
        row(hidden, 0, &HEADS);
        hidden.set_hidden(true);
        let report = import(&test, &ctx, "kepulangan", &book.save_to_buffer().unwrap(), Mode::Write).await;
        assert!(report.errors.is_empty(), "{:?}", report.errors);
        assert_eq!((report.rows, report.new, report.written), (2, 2, true));
        for said in [
            "Lembar Lama tersembunyi",
            "Lembar Sampul tidak dibaca",
            "Lembar TW1: baris 1 dilewati",
            "Lembar TW2: baris 6 dilewati: jumlah",
            "Lembar TW2: baris 7–8 dilewati: penutup",
        ] {
            assert!(report.remarks.iter().any(|remark| remark.starts_with(said)), "{said}: {:?}", report.remarks);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn cells_are_read_as_they_are_shown() {
    on_both(async |test| {
        let ctx = test.system();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        row(sheet, 0, &["nama", "tiba_pada", "tiba_jam", "kategori", "negara"]);
        row(sheet, 1, &["Ana Contoh", "", "", "sakit", "Malaysia"]);
        sheet.write_number_with_format(1, 1, 45_800.0, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
        sheet.write_number_with_format(1, 2, 0.938_194_444, &Format::new().set_num_format("hh:mm")).unwrap();
        sheet.write_blank(1_048_575, 3, &Format::new().set_bold()).unwrap();
        sheet.set_row_hidden(1).unwrap();
        let report = import(&test, &ctx, "kepulangan", &book.save_to_buffer().unwrap(), Mode::Write).await;
        assert!(report.errors.is_empty() && report.written, "{:?}", report.errors);
        assert!(report.remarks[0].contains("baris 2 tersembunyi"), "{:?}", report.remarks);
        let back = pemulangan::kepulangan::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap();
        assert_eq!((back.tiba_pada.to_string(), back.tiba_jam.as_deref()), ("2025-05-23".to_owned(), Some("22:31")));
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        row(sheet, 0, &["jenis_nilai", "tanggal", "nilai", "penilai", "bukti"]);
        row(sheet, 1, &["zi", "2025-05-23", "", "Penilai Contoh", "surat"]);
        sheet.write_number_with_format(1, 2, 0.7949, &Format::new().set_num_format("0.00%")).unwrap();
        let report = import(&test, &ctx, "nilai", &book.save_to_buffer().unwrap(), Mode::Write).await;
        assert!(report.errors.is_empty() && report.written, "{:?}", report.errors);
        let nilai = reporting::nilai::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap();
        assert_eq!(nilai.nilai, 794_900, "in ten-thousandths, as it is shown");
        test
    })
    .await;
}

#[tokio::test]
async fn all_that_is_wrong_with_a_row_is_named_at_once() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        row(sheet, 0, &["nama", "nik", "tiba_pada", "kategori", "negara", "keterangan"]);
        row(sheet, 1, &["", "123", "31/02/2025", "entah", "Malaysia", ""]);
        sheet.write_formula(1, 0, Formula::new("=A9").set_result("Ana Contoh")).unwrap();
        row(sheet, 2, &["Budi Contoh", "", "2025-02-03", "sakit", "Malaysia", "#REF!"]);
        sheet.merge_range(3, 3, 4, 3, "sakit", &Format::new()).unwrap();
        row(sheet, 3, &["Cici Contoh", "", "2025-02-03", "", "Malaysia"]);
        row(sheet, 4, &["Dodi Contoh", "", "2025-02-03", "", "Malaysia"]);
        row(sheet, 5, &["Eka Contoh", "", "2025-02-03", "sakit", "Malaysia", "", "catatan di pinggir"]);
        let report = import(&test, &ctx, "kepulangan", &book.save_to_buffer().unwrap(), Mode::Write).await;
        let mut places: Vec<_> = report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
        places.sort_unstable();
        let wanted = [(2, "kategori"), (2, "nama"), (2, "nik"), (2, "tiba_pada"), (3, "keterangan"), (5, "kategori")];
        assert_eq!(places, wanted, "{:?}", report.errors);
        assert!(report.remarks.iter().any(|one| one.contains("Kolom G tidak berjudul")), "{:?}", report.remarks);
        assert!(!report.written);
        test
    })
    .await;
}

#[tokio::test]
async fn sheets_of_a_manifest_follow_each_other_and_its_foot_is_no_passenger() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let made = json!({ "penerbangan": "MH 725 (contoh)", "tiba_pada": "2025-06-10", "negara": "MY", "jumlah_diharapkan": 2 });
        let arrival = app.post("/api/v1/kedatangan", &made).await.json();
        let path = format!("/api/v1/kedatangan/{}/manifes", arrival["id"].as_str().unwrap());
        let text = "No\tNama\tNo Paspor\n1\tSiti Contoh\tX7000011\n\t\t\n\tKuala Lumpur, 27 November 2026\t\n\tAtase \
                    Ketenagakerjaan\t\nJumlah\t1 orang\t";
        let looked = app.post(&path, &json!({ "teks": text, "uji": true })).await.json();
        assert_eq!((&looked["baru"], &looked["salah"]), (&json!(1), &json!(0)), "{looked}");
        let remarks = looked["peringatan"].as_str().unwrap();
        assert!(remarks.contains("Baris 6 dilewati: jumlah") && remarks.contains("Baris 4–5 dilewati"), "{remarks}");
        let mut book = Workbook::new();
        for (name, person) in [("Dewasa", "Ana Contoh"), ("Anak", "Budi Contoh")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            row(sheet, 0, &["No", "Nama", "No Paspor"]);
            row(sheet, 1, &["1", person, ""]);
        }
        let grid = records::import::grid(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(grid.rows[3][1], "Budi Contoh");
        assert_eq!(grid.remarks, ["Lembar Anak dibaca juga: baris 1–2 di sana menjadi baris 3–4 di sini."]);
        test
    })
    .await;
}

#[tokio::test]
async fn a_table_that_blanks_part_is_read_where_its_rows_agree() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        let text = "Daftar kepulangan Contoh, Juni 2025\n\nNama PMI        Tgl Kedatangan  Kategori kepulangan  Negara\n\
                    --------------  --------------  -------------------  --------\nAna Contoh      01/06/2025      sakit                Malaysia\n\
                    Budi Contoh     13/06/2025      sakit\n";
        let report = import(&test, &ctx, "kepulangan", text.as_bytes(), Mode::Write).await;
        assert_eq!((report.new, report.written), (2, true), "{:?}", report.errors);
        assert!(report.remarks.iter().any(|one| one.contains("dipisah spasi")), "{:?}", report.remarks);
        let rows = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
        let mut seen: Vec<_> = rows.iter().map(|row| (row.tiba_pada.to_string(), row.negara.clone())).collect();
        seen.sort();
        assert_eq!(seen, [("2025-06-01".to_owned(), Some("MY".to_owned())), ("2025-06-13".to_owned(), None)]);

        let unclear = "Nama PMI   Tgl Kedatangan   Kategori kepulangan\nAna Contoh Panjang Sekali  01/06/2025   sakit\nBudi Contoh   sakit\n";
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let request = Request { name: "uji.csv", bytes: unclear.as_bytes(), mode: Mode::Write, skip_bad: false };
        let refusal = run(&ctx, kind, request, &|_| {}).await.unwrap_err().to_string();
        assert!(refusal.contains("dipisah spasi") && refusal.contains("baris 3") && refusal.contains("XLSX"), "{refusal}");

        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let flight = json!({ "penerbangan": "MH 725", "tiba_pada": "2025-06-30", "negara": "MY" });
        let flight = app.post("/api/v1/kedatangan", &flight).await.json();
        let road = format!("/api/v1/kedatangan/{}/manifes", flight["id"].as_str().unwrap());
        let pasted = "No  Nama           No Paspor  L/P\n 1  Siti Contoh    XC000001    P\n 2  Dodi Contoh                L\n";
        let looked = app.post(&road, &json!({ "teks": pasted, "uji": true })).await.json();
        assert_eq!((&looked["data"][0]["nama"], &looked["data"][1]["nama"]), (&json!("Siti Contoh"), &json!("Dodi Contoh")), "{looked}");
        let refused = app.post(&road, &json!({ "teks": unclear, "uji": true })).await;
        assert!(refused.text.contains("dipisah spasi"), "{}", refused.text);
        test
    })
    .await;
}
