//! Files that are small on the wire and large once read.

use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook of one sheet and shared texts: what stands before, what is repeated and how often, and what stands after.
fn workbook(sheet: (&str, usize), texts: (&str, &str, usize)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, before: &str, (text, times): (&str, usize), after: &str| {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        zip.write_all(format!("{HEAD}{before}").as_bytes()).unwrap();
        // Enough at a time that the test's own work is small beside the server's.
        let many = (256 * 1024 / text.len().max(1)).max(1);
        let block = text.repeat(many.min(times.max(1)));
        for _ in 0..times / many {
            zip.write_all(block.as_bytes()).unwrap();
        }
        zip.write_all(text.repeat(times % many).as_bytes()).unwrap();
        zip.write_all(after.as_bytes()).unwrap();
    };
    let relation = |id: u8, kind: &str, target: &str| {
        format!(r#"<Relationship Id="rId{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let relations = |all: &str| format!(r#"<Relationships xmlns="{PACKAGE}">{all}</Relationships>"#);
    part("_rels/.rels", &relations(&relation(1, "officeDocument", "xl/workbook.xml")), ("", 0), "");
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Satu" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    part("xl/workbook.xml", &book, ("", 0), "");
    let both = relation(1, "worksheet", "worksheets/sheet1.xml") + &relation(2, "sharedStrings", "sharedStrings.xml");
    part("xl/_rels/workbook.xml.rels", &relations(&both), ("", 0), "");
    let (promise, text, times) = texts;
    part("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{MAIN}" {promise}>"#), (text, times), "</sst>");
    let before = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>"#);
    part("xl/worksheets/sheet1.xml", &before, sheet, "</sheetData></worksheet>");
    zip.finish().unwrap().into_inner()
}

/// A row of a hundred numbers.
fn row() -> String {
    format!("<row>{}</row>", "<c><v>7</v></c>".repeat(100))
}

/// A row that says the first shared text a hundred times.
fn shared_strings() -> String {
    format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100))
}

/// Every way to swell a workbook: half a million cells, a long text said in a hundred thousand, long texts in cells, half a
/// million shared texts, one text of 50 MB, a promise of a hundred thousand million texts, and a quarter of a gigabyte of
/// blanks.
pub(super) fn workbooks() -> Vec<Vec<u8>> {
    let long = format!("<si><t>{}</t></si>", "a".repeat(30_000));
    let inline = format!(r#"<row><c t="inlineStr"><is><t>{}</t></is></c></row>"#, "a".repeat(30_000));
    let one = r#"<row><c t="s"><v>0</v></c></row>"#;
    vec![
        workbook((&row(), 5_000), ("", "", 0)),
        workbook((&shared_strings(), 1_000), ("", &long, 1)),
        workbook((&inline, 2_000), ("", "", 0)),
        workbook((one, 1), ("", "<si><t>a b</t></si>", 500_000)),
        workbook(("<c/>", 1), ("", &format!("<!--{}-->", "a".repeat(50_000_000)), 1)),
        workbook((one, 1), (r#"uniqueCount="99999999999""#, "<si/>", 1)),
        workbook((" ", 256 * 1024 * 1024), ("", "", 0)),
    ]
}

/// Tables as text, each of ten megabytes, with the name of the file.
pub(super) fn tables() -> Vec<(&'static str, Arc<Vec<u8>>)> {
    const SIZE: usize = 10 * 1000 * 1000;
    let of = |text: &str| Arc::new(text.repeat(SIZE / text.len()).into_bytes());
    vec![
        ("kosong.csv", of(",,,,,,,,,\n")),
        ("satu-baris.csv", of("9,")),
        ("baris.csv", of("9,Data supply,orang,272,499,184%\n")),
        ("kalimat.txt", of("Realisasi tahun 2025 mencapai 9. ")),
        ("baris.txt", of("a\n\n")),
        ("paragraf.txt", of("satu kalimat yang tidak pernah selesai karena tidak ada titiknya sama sekali\n")),
        ("tabel.txt", of("a\tb\tc\td\n")),
    ]
}
