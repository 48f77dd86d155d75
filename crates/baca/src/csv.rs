//! Tables as text: of a CSV file, or pasted from a spreadsheet.

use crate::{Cell, Limits, Paper, Row, Sheet, Unfit, blanks, decode};

/// The signs that may part columns, the likelier first.
const SIGNS: [u8; 4] = [b'\t', b';', b',', b'|'];
/// The most signs that may stand in any file: a row takes memory for each, also where nothing stands between them.
const SPREAD: usize = 2_000_000;
/// How many lines tell which sign it is.
const LOOK: usize = 50;
/// Of how many letters one may be no letter, in what is still text.
pub(crate) const ODD: usize = 20;
/// How long a line within quotes must be to look like a row that was swallowed.
const SWALLOWED: usize = 20;

/// Reads a CSV file.
///
/// # Errors
/// [`Unfit`].
pub(crate) fn read(bytes: &[u8], limits: Limits) -> Result<Paper, Unfit> {
    let (text, remark) = decode(bytes)?;
    let mut paper = whole(&text, limits, Counts::Lines)?;
    paper.remarks.extend(remark);
    Ok(paper)
}

/// Reads what was pasted from a spreadsheet, or CSV text. Rows are counted as the spreadsheet does, where a line break in a cell
/// begins none.
///
/// # Errors
/// [`Unfit`]: text that is no table, a quote that never closes, more than the limits.
pub fn pasted(text: &str, limits: Limits) -> Result<Paper, Unfit> {
    whole(text, limits, Counts::Rows)
}

/// Reads a table; also one each of whose lines was put in quotes as a whole, by opening it as one column and saving it.
fn whole(text: &str, limits: Limits, counts: Counts) -> Result<Paper, Unfit> {
    // A program of old marks the end of a file by this.
    let text = text.trim_end_matches('\u{1a}');
    let paper = table(text, limits, counts)?;
    let Some(sheet) = paper.sheets.first() else { return Ok(paper) };
    let single = sheet.rows.len() > 1 && sheet.rows.iter().all(|row| row.cells.len() == 1);
    if !single || !text.trim_start().starts_with('"') {
        return Ok(paper);
    }
    let mut inner = String::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| sheet.rows.get(at)).map_or(1, |row| row.number);
        inner.push_str(&"\n".repeat(row.number - before));
        inner.push_str(row.text(0));
    }
    match table(&inner, limits, counts) {
        Ok(mut paper) if paper.sheets.iter().any(|sheet| sheet.rows.iter().all(|row| row.cells.len() > 1)) => {
            paper.remarks.push("Setiap baris diapit tanda kutip seluruhnya; dibaca tanpa tanda kutip itu.".to_owned());
            Ok(paper)
        }
        _ => Ok(paper),
    }
}

/// What the numbers of rows count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// Lines, as an editor counts them in a file.
    Lines,
    /// Rows, as a spreadsheet counts them.
    Rows,
}

fn table(text: &str, limits: Limits, counts: Counts) -> Result<Paper, Unfit> {
    let start = text.chars().take(1000);
    let odd = start.clone().filter(|one| one.is_control() && !one.is_whitespace()).count();
    // One or two in a table are the fault of a cell, which says so where it is read.
    if odd * ODD > start.count() {
        return Err(Unfit::NoText);
    }
    if by_blanks(text) {
        return aligned(text, limits);
    }
    let (text, sign, skipped) = parted(text);
    // The reader only notices a row that is too wide after reading all of it.
    if text.bytes().filter(|byte| *byte == sign).count() > limits.cells.saturating_mul(2).max(SPREAD) {
        return Err(Unfit::ManyCells);
    }
    let quoted = quotes(text, sign, skipped)?;
    swallowed((text, sign, skipped), &quoted)?;
    let mut lines = Lines { text: text.as_bytes(), byte: 0, line: 1 };
    let (mut end, mut count) = (0, 0);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(sign).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let (mut sheet, mut record) = (Sheet::default(), csv::StringRecord::new());
    let (mut cells, mut room) = (limits.cells, limits.text);
    let broken = |error: csv::Error| {
        Unfit::BrokenLine(error.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or_default() + skipped))
    };
    while reader.read_record(&mut record).map_err(broken)? {
        let begin = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or_default());
        let number = match counts {
            Counts::Lines => lines.at(begin) + skipped,
            // The reader skips empty lines, which are rows too.
            Counts::Rows => count + 1 + lines.empty(end),
        };
        (end, count) = (usize::try_from(reader.position().byte()).unwrap_or_default(), number);
        let mut row: Vec<Cell> = record.iter().map(Cell::typed).collect();
        row.truncate(row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
        if row.is_empty() {
            continue;
        }
        if sheet.rows.len() == limits.rows {
            return Err(Unfit::ManyRows);
        }
        cells = cells.checked_sub(row.len()).ok_or(Unfit::ManyCells)?;
        room = room.checked_sub(record.as_slice().len()).ok_or(Unfit::LongTexts)?;
        sheet.rows.push(Row { number, cells: row });
    }
    Ok(Paper { sheets: vec![sheet], remarks: Vec::new() })
}

/// Whether the columns are parted by blanks: most lines are, and the first of them has none of the signs, which nobody writes into heads.
fn by_blanks(text: &str) -> bool {
    let lines: Vec<&str> = logical(text).filter(|line| !line.trim().is_empty()).take(LOOK).collect();
    let wide: Vec<&&str> = lines.iter().filter(|line| blanks::pieces(line) > 1).collect();
    let signs = |line: &&&str| SIGNS.iter().any(|sign| outside_quotes(line, *sign) > 0);
    let many = wide.len();
    many > 1 && many * 2 > lines.len() && many > weight(&lines, delimiter(text)).0 && !wide.first().is_some_and(signs)
}

/// A table whose columns are parted by blanks. Its lines are its rows.
fn aligned(text: &str, limits: Limits) -> Result<Paper, Unfit> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.iter().map(|line| blanks::pieces(line)).sum::<usize>() > limits.cells {
        return Err(Unfit::ManyCells);
    }
    let rows = blanks::columns(&lines).map_err(|at| Unfit::Blanks(at + 1))?;
    let (mut sheet, mut cells, mut room) = (Sheet::default(), limits.cells, limits.text);
    for (at, texts) in rows.into_iter().enumerate().filter(|(_, texts)| !texts.is_empty()) {
        if sheet.rows.len() == limits.rows {
            return Err(Unfit::ManyRows);
        }
        cells = cells.checked_sub(texts.len()).ok_or(Unfit::ManyCells)?;
        room = room.checked_sub(texts.iter().map(String::len).sum()).ok_or(Unfit::LongTexts)?;
        sheet.rows.push(Row { number: at + 1, cells: texts.iter().map(|text| Cell::typed(text)).collect() });
    }
    let remark =
        "Kolomnya dipisah spasi; dibaca menurut letaknya. Periksa bahwa setiap isian berdiri di kolomnya.".to_owned();
    Ok(Paper { sheets: vec![sheet], remarks: vec![remark] })
}

/// The text of the table, the sign between its columns, and how many lines before it only name that sign.
fn parted(text: &str) -> (&str, u8, usize) {
    let named = text.strip_prefix("sep=").and_then(|rest| {
        let sign = rest.bytes().next().filter(|sign| sign.is_ascii() && !matches!(sign, b'\r' | b'\n' | b'"'))?;
        let rest = rest.get(1..)?;
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
        Some((rest, sign, 1))
    });
    named.unwrap_or_else(|| (text, delimiter(text), 0))
}

/// The sign that parts most lines into the same number of columns.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = logical(text).filter(|line| !line.trim().is_empty()).take(LOOK).collect();
    let weight = |sign: u8| weight(&lines, sign);
    // Of those that weigh the same the last wins, so the likelier stand last.
    SIGNS.iter().rev().copied().max_by_key(|sign| weight(*sign)).filter(|sign| weight(*sign).0 > 0).unwrap_or(b',')
}

/// How many lines have a sign as often as most, whether the first is one of them, and how often that is.
fn weight(lines: &[&str], sign: u8) -> (usize, bool, usize) {
    let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, sign)).collect();
    let same = |count: usize| counts.iter().filter(|other| **other == count).count();
    let typical = counts.iter().copied().filter(|count| *count > 0).max_by_key(|count| (same(*count), *count));
    let typical = typical.unwrap_or_default();
    // The heads stand on one of the first lines, and nobody writes the sign into them.
    let first = counts.first().is_some_and(|count| *count == typical && typical > 0);
    (if typical > 0 { same(typical) } else { 0 }, first, typical)
}

/// Lines, where a line break within quotes ends none.
fn logical(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |one: char| {
        quoted ^= one == '"';
        !quoted && matches!(one, '\n' | '\r')
    })
}

fn outside_quotes(line: &str, sign: u8) -> usize {
    let mut quoted = false;
    let outside = |byte: &u8| {
        quoted ^= *byte == b'"';
        *byte == sign && !quoted
    };
    line.bytes().filter(outside).count()
}

/// The lines of a text as editors and Excel count them, whatever ends them. Asked for in the order of the text.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line on which the first thing behind a byte stands.
    fn at(&mut self, byte: usize) -> usize {
        let ends = |byte: usize| matches!(self.text.get(byte), Some(b'\r' | b'\n'));
        let place = (byte..self.text.len()).find(|byte| !ends(*byte)).unwrap_or(byte);
        for at in self.byte..place {
            let lone = self.text.get(at) == Some(&b'\r') && self.text.get(at + 1) != Some(&b'\n');
            self.line += usize::from(lone || self.text.get(at) == Some(&b'\n'));
        }
        self.byte = self.byte.max(place);
        self.line
    }

    /// How many empty lines follow the end of a row.
    fn empty(&self, end: usize) -> usize {
        let rest = self.text.get(end..).unwrap_or_default();
        let broken = end.checked_sub(1).and_then(|before| self.text.get(before)) == Some(&b'\r');
        let rest = if broken { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let blank = rest.get(..ends).unwrap_or_default();
        ends - blank.windows(2).filter(|pair| *pair == b"\r\n").count()
    }
}

/// Refuses a quote that opens and never closes, and one that closes before the end of its cell.
/// The stretches within quotes that hold line breaks are given.
fn quotes(text: &str, sign: u8, skipped: usize) -> Result<Vec<(usize, usize)>, Unfit> {
    let bytes = text.as_bytes();
    let line = |at: usize| Lines { text: bytes, byte: 0, line: 1 + skipped }.at(at);
    let (mut open, mut closed, mut begins, mut all) = (None, false, true, Vec::new());
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == sign || matches!(byte, b'\r' | b'\n');
        match (open, *byte) {
            (Some(from), b'"') => {
                all.push((from, at));
                (open, closed) = (None, true);
            }
            // Two quotes within quotes mean one: closing and opening again amounts to the same. Within other text they mean nothing.
            (None, b'"') if begins || (closed && bytes.get(at.wrapping_sub(1)) == Some(&b'"')) => open = Some(at),
            (None, _) if ends => closed = false,
            (None, other) if closed && other != b' ' => return Err(Unfit::StrayQuote(line(at))),
            _ => {}
        }
        begins = open.is_none() && ends;
    }
    open.map_or(Ok(all), |at| Err(Unfit::OpenQuote(line(at))))
}

/// Refuses a cell in quotes with lines in it that look like rows of the table: two quotes that stand where they should not have
/// swallowed them.
fn swallowed((text, sign, skipped): (&str, u8, usize), quoted: &[(usize, usize)]) -> Result<(), Unfit> {
    let bytes = text.as_bytes();
    let broken =
        |(from, to): &&(usize, usize)| bytes.get(*from..*to).unwrap_or_default().iter().any(|b| b"\r\n".contains(b));
    let mut quoted = quoted.iter().filter(broken).peekable();
    if quoted.peek().is_none() {
        return Ok(());
    }
    let columns = typical(text, sign);
    // In prose a blank follows the sign.
    let parts = |line: &str| {
        let signs = line.bytes().zip(line.bytes().skip(1).chain([0]));
        signs.filter(|(one, next)| *one == sign && *next != b' ').count()
    };
    for (from, to) in quoted {
        let inner = text.get(*from..*to).unwrap_or_default();
        let mut lines = inner.split(['\r', '\n']).skip(1);
        if columns > 1 && lines.any(|line| line.len() >= SWALLOWED && parts(line) >= columns) {
            let line = |at: usize| Lines { text: bytes, byte: 0, line: 1 + skipped }.at(at);
            return Err(Unfit::Swallowed(line(*from), line(*to)));
        }
    }
    Ok(())
}

/// How often the sign stands in most lines.
fn typical(text: &str, sign: u8) -> usize {
    let lines = logical(text).filter(|line| !line.trim().is_empty()).take(LOOK);
    let counts: Vec<usize> = lines.map(|line| outside_quotes(line, sign)).collect();
    let same = |count: usize| counts.iter().filter(|other| **other == count).count();
    counts.iter().copied().max_by_key(|count| (same(*count), *count)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { unpacked: 1024 * 1024, cells: 1_000, text: 100_000, rows: 100 };

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let row = |row: &Row| (row.number, row.cells.iter().map(|cell| cell.text.clone()).collect());
        pasted(text, LIMITS).unwrap().sheets[0].rows.iter().map(row).collect()
    }

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_sign_between_columns_is_found() {
        assert_eq!(delimiter("a;b;c\n1;2,5;3\n"), b';');
        assert_eq!(delimiter("a,b\n\"x;y;z\",2\n"), b',');
        assert_eq!(delimiter("a\tb\tc\n1\t2,5\t3,5\n"), b'\t');
        assert_eq!(delimiter("nama;nilai\nA;1,5\nB;2,5\nC;3,5\n"), b';');
        assert_eq!(delimiter("satu\ndua\n"), b',');
        assert_eq!(rows("sep=|\na|b\n1|2\n"), [(1, texts(&["a", "b"])), (2, texts(&["1", "2"]))]);
    }

    #[test]
    fn rows_keep_their_numbers_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["Daftar", "", "a;b", "\"dua", "baris\";2", "", "x;y"].join(end);
            let numbers: Vec<usize> = rows(&text).into_iter().map(|(number, _)| number).collect();
            assert_eq!(numbers, [1, 3, 4, 6], "{end:?}");
            let file = read(text.as_bytes(), LIMITS).unwrap();
            let lines: Vec<usize> = file.sheets[0].rows.iter().map(|row| row.number).collect();
            assert_eq!(lines, [1, 3, 4, 7], "{end:?}");
        }
    }

    #[test]
    fn columns_may_be_parted_by_blanks_alone() {
        let text = "Daftar kepulangan Contoh, 2025\r\n\r\nNama           Tiba        Keterangan\r\nAna Contoh     1 Juni      gaji, lembur\r\nBudi Contoh                sehat\r\n";
        let read = rows(text);
        assert_eq!(read[0], (1, texts(&["Daftar kepulangan Contoh, 2025"])));
        assert_eq!(read[2], (4, texts(&["Ana Contoh", "1 Juni", "gaji, lembur"])));
        assert_eq!(read[3], (5, texts(&["Budi Contoh", "", "sehat"])));
        assert!(pasted(text, LIMITS).unwrap().remarks[0].contains("dipisah spasi"));
        let unclear = "Nama   NIK   Tiba\nAna Contoh Sekali  3603   1 Juni\nBudi  2 Juni\n";
        assert_eq!(pasted(unclear, LIMITS).unwrap_err(), Unfit::Blanks(3));
        // A sign between columns weighs more, however wide the columns are written.
        assert_eq!(rows("nama  ;  nik\nAna   ;  1\n")[1].1, ["Ana", "1"]);
        assert_eq!(rows("nama  ,  nik\nAna  Contoh,  1\n")[1].1, ["Ana  Contoh", "1"]);
        assert_eq!(rows("S-1\nS-2\n").len(), 2);
    }

    #[test]
    fn quotes_that_do_not_fit_are_named_with_their_line() {
        let refused = |text: &str| pasted(text, LIMITS).unwrap_err();
        assert_eq!(refused("a,b\n1,\"x\n2,y\n"), Unfit::OpenQuote(2));
        assert_eq!(refused("a,b\n1,x\n\"Siti \\\"Ita\\\" Contoh\",2\n"), Unfit::StrayQuote(3));
        assert_eq!(rows("a,b\n\"Siti \"\"Ita\"\" Contoh\" ,2\n")[1].1, ["Siti \"Ita\" Contoh", "2"]);
        assert_eq!(rows("a,b\nSiti \"Ita\" Contoh,2\n")[1].1, ["Siti \"Ita\" Contoh", "2"]);
        assert_eq!(rows("a,b\n\"\",2\n")[1].1, ["", "2"]);
    }

    #[test]
    fn rows_that_two_stray_quotes_swallowed_are_named() {
        let head = "nama,tiba_pada,kategori,keterangan";
        let row = |name: &str, remark: &str| format!("{name},2025-06-01,sakit,{remark}\n");
        let text = format!(
            "{head}\n{}{}{}{}",
            row("Ana", "\"katanya"),
            row("Budi", "baik"),
            row("Cici", "begitu\""),
            row("Dodi", "baik")
        );
        assert_eq!(pasted(&text, LIMITS).unwrap_err(), Unfit::Swallowed(2, 4));
        let prose = format!("{head}\n{}", row("Ana", "\"gaji, lembur,\ntiket, pesangon, dokumen, asuransi\""));
        assert_eq!(rows(&prose).len(), 2);
    }

    #[test]
    fn lines_in_quotes_as_a_whole_are_parted() {
        let text = "\"nama,umur,kota\"\n\n\"Ana,38,\"\"dua, tiga\"\"\"\n";
        assert_eq!(rows(text), [(1, texts(&["nama", "umur", "kota"])), (3, texts(&["Ana", "38", "dua, tiga"]))]);
        assert!(pasted(text, LIMITS).unwrap().remarks[0].contains("kutip"));
        assert_eq!(rows("\"satu\"\n\"dua\"\n"), [(1, texts(&["satu"])), (2, texts(&["dua"]))]);
    }

    #[test]
    fn a_sign_that_is_none_is_the_fault_of_its_cell() {
        let long = "Ana Contoh,1987\n".repeat(20);
        assert_eq!(rows(&format!("nama,lahir\n{long}Bu\0di,1990\n\u{1a}")).len(), 22);
    }

    #[test]
    fn nothing_takes_more_room_than_a_table_needs() {
        assert_eq!(pasted(&"a,b\n".repeat(101), LIMITS).unwrap_err(), Unfit::ManyRows);
        assert_eq!(pasted(&",".repeat(SPREAD + 1), LIMITS).unwrap_err(), Unfit::ManyCells);
        assert_eq!(pasted(&format!("a\n{}", "x".repeat(100_001)), LIMITS).unwrap_err(), Unfit::LongTexts);
        assert_eq!(pasted("\u{1}\u{2}", LIMITS).unwrap_err(), Unfit::NoText);
    }
}
