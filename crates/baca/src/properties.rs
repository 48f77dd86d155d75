//! Any table comes back the same, however it was written.

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::{Limits, Paper};

const LIMITS: Limits = Limits { unpacked: 8 * 1024 * 1024, cells: 10_000, text: 1_000_000, rows: 1_000 };

/// Text as people type it in a cell: also with signs that part columns, quotes and line breaks in the middle.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        6 => "[A-Za-z0-9é][A-Za-z0-9é ,;|\"'.()\n=-]{0,12}[A-Za-z0-9é)]",
        2 => "[0-9]{1,16}",
    ]
}

/// A table: heads of words, and rows whose last cell says something.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2_usize..6).prop_flat_map(|width| {
        let head = prop::collection::vec("[a-z]{2,8}( [a-z]{2,8})?", width);
        let row = (prop::collection::vec(cell(), width - 1), "[A-Z][a-z]{1,8}")
            .prop_map(|(row, last)| row.into_iter().chain([last]).collect::<Vec<String>>());
        (head, prop::collection::vec(row, 1..12)).prop_map(|(head, rows)| std::iter::once(head).chain(rows).collect())
    })
}

/// A table of words, the first and the last cell of each row filled in.
fn plain() -> impl Strategy<Value = Vec<Vec<String>>> {
    const WORDS: &str = "[A-Za-z0-9é]{1,6}( [a-z]{1,6})?";
    (2_usize..6).prop_flat_map(|width| {
        let cell = || prop_oneof![1 => Just(String::new()), 3 => WORDS];
        let row = (WORDS, prop::collection::vec(cell(), width - 2), WORDS)
            .prop_map(|(first, row, last)| [vec![first], row, vec![last]].concat());
        let head = prop::collection::vec(WORDS, width);
        (head, prop::collection::vec(row, 1..12)).prop_map(|(head, rows)| std::iter::once(head).chain(rows).collect())
    })
}

fn texts(paper: &Paper) -> Vec<Vec<String>> {
    let row = |row: &crate::Row| row.cells.iter().map(|cell| cell.text.clone()).collect();
    paper.sheets.iter().flat_map(|sheet| &sheet.rows).map(row).collect()
}

/// As a file of text: a sign between columns, an end of lines, and quotes where they are needed.
fn written(table: &[Vec<String>], sign: char, end: &str) -> String {
    let quoted = |text: &String| {
        if text.contains([sign, '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&sign.to_string()) + end;
    table.iter().map(line).collect()
}

/// A record of an XLS file, of the kinds that are looked at, with any body.
fn record() -> impl Strategy<Value = (u16, Vec<u8>)> {
    let kinds = vec![
        0x0809, 0x000a, 0x0085, 0x041e, 0x00e0, 0x0203, 0x027e, 0x0006, 0x00bd, 0x0208, 0x007d, 0x0031, 0x001c, 0x00fd,
    ];
    (prop::sample::select(kinds), prop::collection::vec(prop_oneof![Just(0_u8), any::<u8>()], 0..40))
}

proptest! {
    #[test]
    fn a_table_in_text_comes_back(table in table(), sign in prop::sample::select(vec![',', ';', '\t', '|']),
                                  end in prop::sample::select(vec!["\n", "\r\n", "\r"]), encoding in 0..4) {
        let text = written(&table, sign, end);
        let bytes = match encoding {
            0 => text.clone().into_bytes(),
            1 => format!("\u{feff}{text}").into_bytes(),
            2 => WINDOWS_1252.encode(&text).0.into_owned(),
            _ => [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        };
        let paper = crate::read(&bytes, LIMITS).unwrap();
        prop_assert_eq!(texts(&paper), table);
    }

    #[test]
    fn a_table_that_blanks_part_comes_back(table in plain(), right in any::<bool>(), wide in 2_usize..6) {
        let widths: Vec<usize> =
            (0..table[0].len()).map(|at| table.iter().map(|row| row[at].chars().count()).max().unwrap()).collect();
        let line = |row: &Vec<String>| {
            let cell = |(text, width): (&String, &usize)| {
                let width = *width;
                if right { format!("{text:>width$}") } else { format!("{text:<width$}") }
            };
            row.iter().zip(&widths).map(cell).collect::<Vec<_>>().join(&" ".repeat(wide)) + "\n"
        };
        let text: String = table.iter().map(line).collect();
        prop_assert_eq!(texts(&crate::read(text.as_bytes(), LIMITS).unwrap()), table, "{}", text);
    }

    #[test]
    fn a_table_in_a_workbook_comes_back(table in table(), top in 0_u32..4) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (top..).zip(&table) {
            for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
        let paper = crate::read(&book.save_to_buffer().unwrap(), LIMITS).unwrap();
        prop_assert_eq!(texts(&paper), table);
        let rows = &paper.sheets[0].rows;
        prop_assert_eq!(rows[0].number, usize::try_from(top).unwrap() + 1);
    }

    #[test]
    fn no_bytes_at_all_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = crate::read(&bytes, LIMITS);
        let _ = crate::read(&[b"PK\x03\x04", &bytes[..]].concat(), LIMITS);
        let _ = crate::read(&[&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], &bytes[..]].concat(), LIMITS);
    }

    #[test]
    fn no_records_at_all_make_it_fall_or_remember_more_than_there_is_room_for(records in prop::collection::vec(record(), 0..60), wide in any::<bool>()) {
        let stream: Vec<u8> = [(0x0809_u16, vec![0; 8])].iter().chain(&records).flat_map(|(kind, body)| {
            let length = u16::try_from(body.len()).unwrap();
            [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], body].concat()
        }).collect();
        for page in crate::biff::look(&stream, wide, 20) {
            let beside = page.beside.hidden_rows.len() + page.beside.hidden_columns.len();
            let remembered = page.shown.len() + beside + page.struck.len() + page.notes.len();
            prop_assert!(remembered <= 20, "{remembered}");
        }
    }
}
