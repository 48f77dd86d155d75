use std::io::Write;

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const LIMITS: Limits = Limits { unpacked: 8 * 1024 * 1024, cells: 1_000, text: 100_000 };

fn book(write: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet().set_name("Satu").unwrap());
    book.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Result<Vec<Cell>, Unfit> {
    open(bytes, LIMITS)?.cells("Satu")
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
fn a_cell_in_the_farthest_corner_is_refused_before_it_is_held() {
    let far = book(|sheet| {
        sheet.write_string(0, 0, "nama").unwrap();
        sheet.write_string(1_048_575, 16_383, "jauh").unwrap();
    });
    assert_eq!(read(&far).unwrap_err(), Unfit::FarCell);
    let formula = book(|sheet| {
        sheet.write_formula(1_048_575, 16_383, "=1+1").unwrap();
    });
    assert_eq!(read(&formula).unwrap_err(), Unfit::FarCell);
}

#[test]
fn a_table_is_read_and_other_files_are_not() {
    let table = book(|sheet| {
        sheet.write_string(2, 1, "nama").unwrap();
        sheet.write_formula(3, 0, "=1+1").unwrap();
        sheet.write_number(3, 1, 7).unwrap();
        sheet.write_blank(4, 1, &rust_xlsxwriter::Format::new().set_bold()).unwrap();
    });
    let cells = read(&table).unwrap();
    let places: Vec<_> = cells.iter().map(|cell| (cell.row, cell.column, cell.formula)).collect();
    assert_eq!(places, [(2, 1, false), (3, 0, true), (3, 1, false)]);
    assert_eq!(rows(&cells).map(|(row, cells)| (row, cells.len())).collect::<Vec<_>>(), [(2, 1), (3, 2)]);
    assert_eq!(open(b"nama;umur\n", LIMITS).err(), Some(Unfit::Unreadable));
    assert_eq!(open(&table[..table.len() / 2], LIMITS).err(), Some(Unfit::Unreadable));
}

#[test]
fn reading_stops_at_too_many_cells_and_too_much_text() {
    let cells = |many: u32| {
        book(|sheet| {
            for row in 0..many {
                sheet.write_number(row, 0, 1).unwrap();
            }
        })
    };
    assert_eq!(read(&cells(1_000)).unwrap().len(), 1_000);
    assert_eq!(read(&cells(1_001)).unwrap_err(), Unfit::ManyCells);
    let repeated = |length: usize, many: u32| {
        book(|sheet| {
            for row in 0..many {
                sheet.write_string(row, 0, "a".repeat(length)).unwrap();
            }
        })
    };
    assert_eq!(read(&repeated(1_000, 100)).unwrap().len(), 100);
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
    assert_eq!(read(&styles("<fonts", &"<xf/>".repeat(10_000))).unwrap().len(), 1);
    let names =
        format!("<definedNames>{}</definedNames></workbook>", "<definedName name=\"a\">1</definedName>".repeat(70_000));
    assert_eq!(read(&changed(&small(), |text| text.replace("</workbook>", &names))).unwrap_err(), Unfit::Swollen);
}
