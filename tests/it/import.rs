//! Imports: nothing twice, nothing half, and clear words for what is wrong.

use std::io::Write;

use kernel::{Ctx, Problem};
use records::import::{Report, Request, run, write};
use records::{AnyKind, Mode};
use rust_xlsxwriter::{Formula, Workbook};
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::{Backend, Test, on_both, on_each};

const HEAD: &str = "nama,nik,tiba_pada,kategori,negara,pulang_pada";

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("{HEAD}\n{}\n", rows.join("\n")).into_bytes()
}

async fn import(ctx: &Ctx, test: &Test, bytes: &[u8], mode: Mode) -> Result<Report, Problem> {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    run(ctx, kind, Request { name: "uji.csv", bytes, mode, skip_bad: false }, &|_| {}).await
}

async fn count(test: &Test) -> u64 {
    pemulangan::kepulangan::entity::Entity::find().count(&test.house().db).await.unwrap()
}

async fn refused(ctx: &Ctx, test: &Test, bytes: &[u8]) -> String {
    let Err(Problem::Malformed(refusal)) = import(ctx, test, bytes, Mode::Write).await else {
        panic!("a file that will not do was taken")
    };
    refusal
}

#[tokio::test]
async fn the_same_file_or_row_again_writes_nothing_twice() {
    on_both(async |test| {
        let ctx = test.system();
        let file =
            csv(&["Siti Contoh,3603994101900001,2025-06-01,bermasalah,Malaysia,", "Budi Rekaan,,1/6/2025,sakit,MY,"]);
        let dry = import(&ctx, &test, &file, Mode::DryRun).await.unwrap();
        assert_eq!((dry.new, dry.written, count(&test).await), (2, false, 0));
        let first = import(&ctx, &test, &file, Mode::Write).await.unwrap();
        assert_eq!((first.new, first.known, first.seen, count(&test).await), (2, 0, false, 2));
        let again = import(&ctx, &test, &file, Mode::Write).await.unwrap();
        assert_eq!((again.new, again.known, again.seen, count(&test).await), (0, 2, true, 2));
        let longer = csv(&[
            "Siti Contoh,3603994101900001,2025-06-01,bermasalah,Malaysia,",
            "Nur Umpama,3603994101900002,2025-06-02,deportasi,Malaysia,",
            "Nur Umpama,3603994101900002,2025-06-02,deportasi,Malaysia,",
        ]);
        let more = import(&ctx, &test, &longer, Mode::Write).await.unwrap();
        assert_eq!((more.new, more.known, more.repeated, more.seen), (1, 1, 1, false));
        assert_eq!(count(&test).await, 3);
        test
    })
    .await;
}

#[tokio::test]
async fn every_bad_row_is_named_at_once_and_nothing_is_written() {
    on_both(async |test| {
        let ctx = test.system();
        let file = csv(&[
            "Siti Contoh,360399410190000,2025-06-01,bermasalah,Malaysia,",
            "Budi Contoh,,31/02/2025,bermasalah,Malaysia,",
            "Nur Contoh,,2025-06-10,bermasalah,Malaysia,2025-06-09",
            ",,2025-06-01,entah,Atlantis,",
            "Eka Contoh,,2025-06-01,bermasalah,=1+1,",
            "Baik Contoh,,2025-06-01,bermasalah,Malaysia,",
        ]);
        let report = import(&ctx, &test, &file, Mode::Write).await.unwrap();
        let places: Vec<_> = report.errors.iter().map(|e| (e.row, e.column.as_str())).collect();
        let expected = [
            (2, "nik"),
            (3, "tiba_pada"),
            (4, "pulang_pada"),
            (5, "nama"),
            (5, "kategori"),
            (5, "negara"),
            (6, "negara"),
        ];
        let mut sorted = places.clone();
        sorted.sort_unstable();
        let mut wanted = expected.to_vec();
        wanted.sort_unstable();
        assert_eq!(sorted, wanted);
        assert!(!report.written);
        assert_eq!(count(&test).await, 0);
        let nik = report.errors.iter().find(|e| e.column == "nik").unwrap();
        assert!(nik.detail.contains("16 angka"), "{}", nik.detail);
        assert!(!nik.value.contains("399410190"), "a NIK stands in the report: {}", nik.value);
        test
    })
    .await;
}

#[tokio::test]
async fn bad_rows_may_be_left_out_when_asked() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let bytes = csv(&["Siti Contoh,,2025-06-01,bermasalah,,", "Budi Contoh,,kemarin,entah,,"]);
        let request = Request { name: "uji.csv", bytes: &bytes, mode: Mode::Write, skip_bad: true };
        let report = run(&ctx, kind, request, &|_| {}).await.unwrap();
        assert_eq!((report.written, report.errors.len(), count(&test).await), (true, 2, 1));
        test
    })
    .await;
}

#[tokio::test]
async fn files_that_will_not_do_are_told_why() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        assert!(refused(&ctx, &test, b"").await.contains("kosong"));
        assert!(refused(&ctx, &test, b"%PDF-1.7 contoh").await.contains("PDF"));
        assert!(refused(&ctx, &test, &[0xD0, 0xCF, 0x11, 0xE0, 1, 2]).await.contains(".xls"));
        assert!(refused(&ctx, &test, b"PK\x03\x04 bukan arsip").await.contains("XLSX"));
        assert!(refused(&ctx, &test, b"\x7fELF\x01\x01\x01\0\0\0").await.contains("bukan CSV"));
        let latin = [csv(&[]), b"Siti Conto\xe9,,2025-06-01,sakit,,\n".to_vec()].concat();
        let read = import(&ctx, &test, &latin, Mode::DryRun).await.unwrap();
        assert!(read.new == 1 && read.remarks[0].contains("baris 3"), "what was guessed is said: {:?}", read.remarks);
        let text = refused(&ctx, &test, b"nama,negara\nSiti Contoh,MY\n").await;
        assert!(text.contains("tiba_pada") && text.contains("kategori"), "{text}");
        let text = refused(&ctx, &test, b"nama,nama,tiba_pada,kategori\nA,B,2025-06-01,sakit\n").await;
        assert!(text.contains("dua kali"), "{text}");
        let many = csv(&vec!["Siti Contoh,,2025-06-01,sakit,MY,"; 100_000]);
        assert!(refused(&ctx, &test, &many).await.contains("50.000"));
        assert_eq!(count(&test).await, 0);
        test
    })
    .await;
}

#[tokio::test]
async fn unknown_columns_are_named_and_semicolons_are_read() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        let file = "\u{feff}Nama lengkap;Tanggal tiba;Kategori;Warna baju\nSiti Contoh;31 Mei 2025;Sakit;merah\n";
        let report = import(&ctx, &test, file.as_bytes(), Mode::Write).await.unwrap();
        assert_eq!(report.unknown, ["Warna baju"]);
        assert_eq!((report.written, report.new), (true, 1));
        test
    })
    .await;
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0u16..).zip(["nama", "nik", "tiba_pada", "kategori"]) {
        sheet.write(0, column, head).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn workbooks_are_read_with_their_dates_and_refused_with_their_traps() {
    on_both(async |test| {
        let ctx = test.system();
        let good = workbook(|sheet| {
            let date = rust_xlsxwriter::ExcelDateTime::parse_from_str("2025-05-31").unwrap();
            let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
            sheet.write(1, 0, "Siti Contoh").unwrap();
            sheet.write(1, 1, "3603994101900001").unwrap();
            sheet.write_with_format(1, 2, &date, &format).unwrap();
            sheet.write(1, 3, "sakit").unwrap();
        });
        let report = import(&ctx, &test, &good, Mode::Write).await.unwrap();
        assert_eq!((report.new, report.written), (1, true), "{:?}", report.errors);
        let traps = workbook(|sheet| {
            sheet.write(1, 0, "Siti Contoh").unwrap();
            sheet.write(1, 1, 3_603_994_101_900_001_f64).unwrap();
            sheet.write(1, 2, "2025-05-31").unwrap();
            sheet.write_formula(1, 3, Formula::new("=\"sa\"&\"kit\"").set_result("sakit")).unwrap();
        });
        let report = import(&ctx, &test, &traps, Mode::Write).await.unwrap();
        let columns: Vec<_> = report.errors.iter().map(|e| e.column.as_str()).collect();
        assert_eq!(columns, ["nik", "kategori"]);
        assert_eq!(count(&test).await, 1);
        test
    })
    .await;
}

/// A small file that unpacks to 260 MiB of nothing.
fn bomb() -> Vec<u8> {
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    bomb.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..260 {
        bomb.write_all(&block).unwrap();
    }
    bomb.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_workbook_that_unpacks_to_far_too_much_is_refused() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        let bytes = bomb();
        assert!(bytes.len() < 2 * 1024 * 1024);
        assert!(refused(&ctx, &test, &bytes).await.contains("jauh lebih besar"));
        test
    })
    .await;
}

#[tokio::test]
async fn the_template_of_every_kind_can_be_imported_back() {
    on_each(&[Backend::Sqlite], async |test| {
        let ctx = test.system();
        for kind in test.lindung.registry.all().iter().filter(|kind| kind.info().more.made_by.is_none()) {
            for csv in [true, false] {
                let bytes = write(&test.house().reference, *kind, csv).unwrap();
                let report = empty(&ctx, *kind, &bytes).await;
                assert_eq!((report.rows, report.unknown.len()), (0, 0), "{}", kind.info().name);
            }
        }
        test
    })
    .await;
}

async fn empty(ctx: &Ctx, kind: &'static dyn AnyKind, bytes: &[u8]) -> Report {
    run(ctx, kind, Request { name: "kosong", bytes, mode: Mode::DryRun, skip_bad: false }, &|_| {}).await.unwrap()
}

#[tokio::test]
async fn a_number_from_elsewhere_stands_once() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("penempatan").unwrap();
        let head = "nama,skema,negara,nomor_epmi,epmi_terbit_pada";
        let one = format!("{head}\nSiti Contoh,p_to_p,TW,E-1,2025-05-01\n");
        let other = format!("{head}\nSiti Contoh,p_to_p,TW,E-1,2025-05-02\n");
        let run = async |text: &str| {
            let request = Request { name: "p.csv", bytes: text.as_bytes(), mode: Mode::Write, skip_bad: false };
            run(&ctx, kind, request, &|_| {}).await.unwrap()
        };
        assert_eq!(run(&one).await.new, 1);
        let second = run(&other).await;
        assert_eq!((second.new, second.errors.len(), second.changed.len()), (0, 0, 1));
        assert_eq!(second.changed[0].number, "PNP-2025-000001");
        let other = format!("{head}\nBudi Misalan,p_to_p,TW,E-1,2025-05-02\n");
        let third = run(&other).await;
        assert_eq!((third.new, third.written), (0, false), "the number of somebody else's placement");
        assert_eq!(third.errors[0].column, "nama", "{:?}", third.errors);
        test
    })
    .await;
}
