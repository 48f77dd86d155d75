use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const LIMITS: Limits = Limits { unpacked: 8 * 1024 * 1024, cells: 1_000, text: 100_000, rows: 1_000 };

fn book(write: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet().set_name("Satu").unwrap());
    book.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Result<Paper, Unfit> {
    super::read(bytes, LIMITS)
}

/// How many cells hold something.
fn count(bytes: &[u8]) -> usize {
    read(bytes).unwrap().sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.filled().count()).sum()
}

/// A workbook whose parts are written anew, each after a change.
fn changed(bytes: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        to.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        drop(part);
        to.write_all(change(text).as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn small() -> Vec<u8> {
    book(|sheet| {
        sheet.write_string(0, 0, "nama").unwrap();
    })
}

#[test]
fn a_cell_in_the_farthest_corner_is_refused_by_its_name_before_it_is_held() {
    let far = book(|sheet| {
        sheet.write_string(0, 0, "nama").unwrap();
        sheet.write_string(1_048_575, 16_383, "jauh").unwrap();
    });
    assert_eq!(read(&far).unwrap_err(), Unfit::FarCell("XFD1048576 di lembar Satu".to_owned()));
    let formula = book(|sheet| {
        sheet.write_formula(1_048_575, 16_383, "=1+1").unwrap();
    });
    assert!(matches!(read(&formula).unwrap_err(), Unfit::FarCell(_)));
    let blank = book(|sheet| {
        sheet.write_string(0, 0, "nama").unwrap();
        sheet.write_blank(1_048_575, 16_383, &rust_xlsxwriter::Format::new().set_bold()).unwrap();
    });
    assert_eq!(count(&blank), 1, "what only has a format is no cell");
}

#[test]
fn a_table_is_read_and_other_files_are_not() {
    let table = book(|sheet| {
        sheet.write_string(2, 1, "nama").unwrap();
        sheet.write_formula(3, 0, "=1+1").unwrap();
        sheet.write_number(3, 1, 7).unwrap();
        sheet.write_blank(4, 1, &rust_xlsxwriter::Format::new().set_bold()).unwrap();
    });
    let paper = read(&table).unwrap();
    let rows: Vec<_> = paper.sheets[0].rows.iter().map(|row| (row.number, row.cells.len())).collect();
    assert_eq!(rows, [(3, 2), (4, 2)]);
    assert_eq!(paper.sheets[0].rows[1].cells[0].made, Made::Formula);
    assert_eq!(read(&table[..table.len() / 2]).err(), Some(Unfit::Unreadable));
    for (bytes, unfit) in [
        (&b""[..], Unfit::Nothing),
        (b" \r\n", Unfit::Nothing),
        (b"%PDF-1.7", Unfit::Pdf),
        (b"\n<html><body><table><tr><td>a</td></tr></table>", Unfit::Page),
        (b"<?xml version=\"1.0\"?><Workbook/>", Unfit::Page),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on", Unfit::Unreadable),
    ] {
        assert_eq!(read(bytes).unwrap_err(), unfit);
    }
}

#[test]
fn reading_stops_at_too_many_cells_and_too_much_text() {
    let cells = |many: u32| {
        book(|sheet| {
            for row in 0..many {
                sheet.write_number(row / 2, u16::try_from(row % 2).unwrap(), 1).unwrap();
            }
        })
    };
    assert_eq!(count(&cells(1_000)), 1_000);
    assert_eq!(read(&cells(1_001)).unwrap_err(), Unfit::ManyCells);
    let wide = book(|sheet| {
        for row in 0..3 {
            sheet.write_number(row, 900, 1).unwrap();
        }
    });
    assert_eq!(read(&wide).unwrap_err(), Unfit::ManyCells, "empty cells before a far one count");
    let repeated = |length: usize, many: u32| {
        book(|sheet| {
            for row in 0..many {
                sheet.write_string(row, 0, "a".repeat(length)).unwrap();
            }
        })
    };
    assert_eq!(count(&repeated(1_000, 100)), 100);
    // The file holds the text once.
    assert_eq!(read(&repeated(1_000, 101)).unwrap_err(), Unfit::LongTexts);
    let empty = "<c/>".repeat(1_000 * IDLE + 1);
    let idle = changed(&small(), |text| text.replace("</row>", &format!("{empty}</row>")));
    assert_eq!(read(&idle).unwrap_err(), Unfit::ManyCells);
}

#[test]
fn a_text_longer_than_any_cell_is_refused_before_it_is_held() {
    let long = "a".repeat(2 * 1024 * 1024);
    for (from, to) in
        [("nama", long.clone()), ("<sst", format!("<!--{long}--><sst")), ("<t>", format!("<t x=\"{long}\">"))]
    {
        let swollen = changed(&small(), |text| text.replace(from, &to));
        assert_eq!(read(&swollen).unwrap_err(), Unfit::Swollen, "{from}");
    }
    let whole = changed(&small(), |text| text.replace("</sst>", &format!("</sst>{}", " <a/>".repeat(2_000_000))));
    assert!(matches!(read(&whole).unwrap_err(), Unfit::Swollen | Unfit::LongTexts));
}

#[test]
fn a_workbook_that_promises_more_texts_than_there_is_memory_is_refused() {
    for count in ["99999999999", "4000000000000000000", "18446744073709551616", "+99999999999", "&#57;&#57;&#57;&#57;"]
    {
        let promise = format!("uniqueCount=\"{count}\"");
        let swollen = changed(&small(), |text| text.replace("uniqueCount=\"1\"", &promise));
        assert_eq!(read(&swollen).unwrap_err(), Unfit::LongTexts, "{count}");
    }
    let many = changed(&small(), |text| text.replace("<si>", &format!("{}<si>", "<si/>".repeat(2_001))));
    assert_eq!(read(&many).unwrap_err(), Unfit::LongTexts);
}

#[test]
fn a_sheet_that_lies_in_a_part_of_another_kind_is_refused() {
    let hidden = changed(&small(), |text| text.replace("worksheets/sheet1.xml", "worksheets/sheet1.png"));
    assert_eq!(read(&hidden).unwrap_err(), Unfit::Unreadable);
}

#[test]
fn small_parts_that_become_much_in_memory_are_refused() {
    let format =
        format!("<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"{}\"/></numFmts><fonts", "0".repeat(9_000));
    let copied = "<xf numFmtId=\"164\"/>".repeat(3_000);
    let styles = |more: &str, styles: &str| {
        changed(&small(), |text| text.replace("<fonts", more).replace("</cellXfs>", &format!("{styles}</cellXfs>")))
    };
    assert_eq!(read(&styles(&format, &copied)).unwrap_err(), Unfit::Swollen);
    assert_eq!(read(&styles("<fonts", &"<xf/>".repeat(70_000))).unwrap_err(), Unfit::Swollen);
    assert_eq!(read(&styles("<fonts", &"<xf/>".repeat(10_000))).unwrap().sheets.len(), 1);
    let names =
        format!("<definedNames>{}</definedNames></workbook>", "<definedName name=\"a\">1</definedName>".repeat(70_000));
    assert_eq!(read(&changed(&small(), |text| text.replace("</workbook>", &names))).unwrap_err(), Unfit::Swollen);
}

#[test]
fn sheets_rows_and_columns_that_nobody_sees_are_told() {
    let mut book = Workbook::new();
    let one = book.add_worksheet().set_name("TW1").unwrap();
    for (row, text) in ["nama", "Ana Contoh", "Budi Contoh", "Cici Contoh"].iter().enumerate() {
        one.write_string(u32::try_from(row).unwrap(), 0, *text).unwrap();
        one.write_string(u32::try_from(row).unwrap(), 2, "x").unwrap();
    }
    one.set_row_hidden(1).unwrap().set_row_hidden(2).unwrap();
    one.set_column_hidden(2).unwrap();
    let two = book.add_worksheet().set_name("Rahasia").unwrap();
    two.write_string(0, 0, "x").unwrap();
    two.set_hidden(true);
    book.add_worksheet().set_name("Kosong").unwrap();
    let paper = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(paper.sheets.len(), 1);
    assert_eq!(
        paper.remarks,
        [
            "Lembar Rahasia tersembunyi dan tidak dibaca.",
            "Lembar TW1: baris 2–3 tersembunyi atau disaring, dan ikut dibaca.",
            "Lembar TW1: kolom C tersembunyi, dan ikut dibaca.",
        ]
    );
}

/// A minimal ODS file around the rows of one sheet.
fn ods(rows: &str) -> Vec<u8> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    };
    part("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    part("META-INF/manifest.xml", "<?xml version=\"1.0\"?><manifest/>");
    let kinds = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                 xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
                 xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    part(
        "content.xml",
        &format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {kinds}><office:body><office:spreadsheet>\
         <table:table table:name=\"Satu\" table:style-name=\"ta1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        ),
    );
    to.finish().unwrap().into_inner()
}

#[test]
fn files_of_libreoffice_are_read_as_they_are_seen() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let head = format!("<table:table-row>{}{}{}</table:table-row>", text("nama"), text("nilai"), text("jam"));
    let row = format!(
        "<table:table-row table:visibility=\"filter\">{}<table:table-cell office:value-type=\"percentage\" office:value=\"0.7949\">\
         <text:p>79,49%</text:p></table:table-cell><table:table-cell office:value-type=\"time\" \
         office:time-value=\"PT22H31M00S\"><text:p>22:31</text:p></table:table-cell><table:table-cell \
         table:number-columns-repeated=\"16381\"/></table:table-row><table:table-row \
         table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        text("Ana Contoh")
    );
    let paper = read(&ods(&format!("{head}{row}"))).unwrap();
    let texts: Vec<&str> = paper.sheets[0].rows[1].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["Ana Contoh", "79,49%", "22:31"]);
    assert_eq!(paper.remarks, ["Lembar Satu: baris 2 tersembunyi atau disaring, dan ikut dibaca."]);
    let noted =
        text("<office:annotation><text:p>batal</text:p></office:annotation>Budi").replace("<text:p><office", "<office");
    let noted = noted.replace("</office:annotation>", "</office:annotation><text:p>");
    let paper = read(&ods(&format!("{head}<table:table-row>{}{noted}</table:table-row>", text("Ana Contoh")))).unwrap();
    assert_eq!(paper.remarks, ["Komentar pada sel B2 tidak dibaca."]);
    assert_eq!(paper.sheets[0].rows[1].text(1), "Budi");
}

#[test]
fn what_a_file_of_libreoffice_repeats_is_counted_before_it_is_written_out() {
    let cell = |more: &str, text: &str| {
        format!("<table:table-cell office:value-type=\"string\" {more}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |more: &str, cells: &str| format!("<table:table-row {more}>{cells}</table:table-row>");
    let refused = |rows: String| read(&ods(&rows)).unwrap_err();
    let number = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    assert_eq!(refused(row("table:number-rows-repeated=\"1000000\"", number)), Unfit::ManyCells);
    assert_eq!(refused(row("table:number-rows-repeated=\"1000000\"", &cell("", "x"))), Unfit::LongTexts);
    assert!(matches!(refused(row("", &cell("table:number-columns-repeated=\"16000\"", "x"))), Unfit::FarCell(_)));
    let far = row("table:number-rows-repeated=\"900000\"", "<table:table-cell/>") + &row("", &cell("", "x"));
    assert_eq!(refused(far), Unfit::ManyCells);
    let long = "x".repeat(1_000);
    assert_eq!(refused(row("", &cell("table:number-columns-repeated=\"200\"", &long))), Unfit::LongTexts);
    assert_eq!(refused(row("", &cell("", "<text:s text:c=\"4000000000\"/>"))), Unfit::LongTexts);
}

#[test]
fn tables_are_found_below_titles_and_above_signatures() {
    let known = |head: &str| ["no", "nama", "nik", "negara", "paspor"].contains(&head.to_lowercase().as_str());
    let text = "DAFTAR PMI DEPORTASI;;;\n\nNo;Nama;NIK;Negara\n(1);(2);(3);(4)\nA. DEWASA;;;\n1;Ana Contoh;;MY\nNo;Nama;NIK;Negara\n\
                ;Budi Contoh;;\n2;Total Contoh;x;MY\nJumlah;2 orang;;\n;Tangerang, 31 Agustus 2025;;\n;Kepala Balai;;\n;Dodi Contoh;;\n";
    let paper = pasted(text, LIMITS).unwrap();
    let (tables, _) = tables(&paper, &known);
    let table = &tables[0];
    assert_eq!((table.head, table.heads.len()), (3, 4));
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [6, 8, 9]);
    assert_eq!(
        table.remarks,
        [
            "Baris 1 dilewati: di atas nama kolom.",
            "Baris 7 dilewati: nama kolom yang berulang.",
            "Baris 4 dilewati: nomor kolom.",
            "Baris 5 dilewati: judul kelompok.",
            "Baris 10 dilewati: jumlah.",
            "Baris 11–13 dilewati: penutup tabel (tempat dan tanggal, pejabat, catatan).",
        ]
    );
}

#[test]
fn heads_of_two_lines_are_one() {
    let known = |head: &str| ["no", "nama", "nik", "nomor", "jenis"].contains(&head.to_lowercase().as_str());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    sheet.merge_range(0, 0, 1, 0, "No", &plain).unwrap();
    sheet.merge_range(0, 1, 1, 1, "Nama", &plain).unwrap();
    sheet.merge_range(0, 2, 0, 3, "Dokumen", &plain).unwrap();
    sheet.write_string(1, 2, "Nomor").unwrap();
    sheet.write_string(1, 3, "Jenis").unwrap();
    sheet.write_string(2, 1, "Ana Contoh").unwrap();
    let paper = read(&book.save_to_buffer().unwrap()).unwrap();
    let table = table::table(&paper.sheets[0], &known).unwrap();
    assert_eq!((table.heads.join(","), table.rows.len()), ("No,Nama,Nomor,Jenis".to_owned(), 1));
}

#[test]
fn sheets_one_below_the_other_have_each_their_heads() {
    let known = |head: &str| ["nama", "nik", "negara"].contains(&head.to_lowercase().as_str());
    let text = "LAPORAN;;\nDAFTAR CONTOH;;\nNama;NIK;Negara\nAna Contoh;;MY\nDAFTAR CONTOH;;\nNama;NIK;Negara\nBudi Contoh;;MY\n\
                NIK;Nama;Negara\nx;Cici Contoh;MY\n";
    let mut paper = pasted(text, LIMITS).unwrap();
    paper.sheets[0].begins =
        [(1, "Sampul"), (2, "TW1"), (5, "TW2"), (8, "Anak")].map(|(row, name)| (row, name.to_owned())).into();
    let table = table::table(&paper.sheets[0], &known).unwrap();
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [4, 7]);
    assert_eq!(
        table.remarks,
        [
            "Baris 2, 5 dilewati: di atas nama kolom.",
            "Lembar Sampul tidak dibaca: tidak ada baris dengan nama kolom yang dikenal (1 baris terisi).",
            "Lembar Anak tidak dibaca: kolomnya lain daripada di baris 3. Samakan kolomnya, atau kirim lembar itu sendiri.",
        ]
    );
}
