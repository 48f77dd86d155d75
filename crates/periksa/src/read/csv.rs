//! CSV files: comma, semicolon or tab.

use kernel::Result;

use super::{Grid, Room, encoding, refuse};
use crate::cell::Cell;

/// Reads a CSV file as one table.
///
/// # Errors
/// What is no text, rows that cannot be parted, more than there is room for.
pub(super) fn read(name: &str, bytes: &[u8], room: &mut Room) -> Result<Grid> {
    let text = encoding::decode(name, bytes)?;
    let sign = delimiter(&text);
    Room::signs(name, text.bytes().filter(|byte| *byte == sign).count())?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(sign).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let (mut grid, mut record) = (Grid::default(), csv::StringRecord::new());
    let broken = |error: csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        refuse(name, &format!("tidak terbaca sebagai CSV di baris {line}. Periksa tanda kutip di baris itu."))
    };
    while reader.read_record(&mut record).map_err(broken)? {
        let filled = record.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
        let Some((last, _)) = filled.last() else { continue };
        room.row(name, last + 1)?;
        record.iter().try_for_each(|text| Room::text(name, text))?;
        let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or_default());
        let cells: Vec<Cell> = record.iter().take(last + 1).map(Cell::read).collect();
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            grid.rows.push((line, cells));
        }
    }
    Ok(grid)
}

/// The sign between columns: the one that parts most lines into the same number of columns.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let weight = |sign: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, sign)).collect();
        let typical =
            counts.iter().copied().max_by_key(|n| counts.iter().filter(|m| *m == n).count() * usize::from(*n > 0));
        let typical = typical.unwrap_or_default();
        (counts.iter().filter(|n| **n == typical && typical > 0).count(), typical)
    };
    *[b',', b'\t', b';'].iter().max_by_key(|sign| weight(**sign)).unwrap_or(&b',')
}

fn outside_quotes(line: &str, sign: u8) -> usize {
    let mut quoted = false;
    line.bytes()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            *byte == sign && !quoted
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_between_columns_is_found() {
        assert_eq!(delimiter("a;b;c\n1;2,5;3\n"), b';');
        assert_eq!(delimiter("a,b\n\"x;y;z\",2\n"), b',');
        assert_eq!(delimiter("a\tb\tc\n1\t2,5\t3,5\n"), b'\t');
    }

    #[test]
    fn titles_above_the_header_are_rows_like_others() {
        let grid = read("a.csv", b"Capaian 2031,,\n,,\nno,target,realisasi\n1,2,3\n", &mut Room::default()).unwrap();
        assert_eq!(grid.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3, 4]);
    }
}
