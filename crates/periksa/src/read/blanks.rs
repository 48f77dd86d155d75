//! Tables of a report's text whose columns are parted by blanks. Lines of prose may have wide blanks too: what is no known table stays
//! prose.

use baca::blanks::{columns, is_rule, pieces};

use super::Grid;
use crate::cell::Cell;
use crate::recognise::{are_heads, is_known};
use crate::temuan::TakTerbaca;

/// The longest line between rows that may be a cell going on.
const SHORT: usize = 80;
const UNCLEAR: &str = "Tabel ini tidak dibaca: kolomnya hanya dipisah spasi, dan tidak jelas isi mana milik kolom mana. Simpan tabelnya \
                       sebagai CSV atau XLSX, atau pisahkan kolomnya dengan tab.";

/// A line with its number.
type Line = (usize, String);

/// Lines that may be such a table.
#[derive(Default)]
pub(super) struct Block {
    lines: Vec<Line>,
}

/// What was made of lines: some before are prose, some are the rows of a table, and those behind are prose again.
pub(super) struct Found {
    /// How many lines stand before the table.
    pub before: usize,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many lines it has.
    pub lines: usize,
    /// That there is a table in which rows do not agree.
    pub unclear: Option<TakTerbaca>,
}

type Row = (usize, Vec<String>);

impl Block {
    /// Whether a line belongs to it: the first has texts that wide blanks part; later ones may also be cells going on, or empty once.
    pub(super) fn takes(&self, line: &str) -> bool {
        if pieces(line) > 1 {
            return true;
        }
        let last = self.lines.last().map_or("", |(_, last)| last.trim());
        match line.trim() {
            "" => !last.is_empty(),
            text => {
                !self.lines.is_empty() && (is_rule(line) || (text.chars().count() <= SHORT && line.starts_with(' ')))
            }
        }
    }

    pub(super) fn push(&mut self, number: usize, line: &str) {
        self.lines.push((number, line.to_owned()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines that were taken, without those at the end that are no rows; and those.
    pub(super) fn end(&mut self) -> (Vec<Line>, Vec<Line>) {
        let mut lines = std::mem::take(&mut self.lines);
        let last = lines.iter().rposition(|(_, line)| pieces(line) > 1).map_or(0, |last| last + 1);
        let rest = lines.split_off(last);
        (lines, rest)
    }
}

/// Looks for a table: from the first line, or from that with its heads; to the last, or to an empty one with no figures behind it.
pub(super) fn found(lines: &[Line]) -> Found {
    let nothing = Found { before: 0, rows: Vec::new(), lines: 0, unclear: None };
    let heads = lines.iter().position(|(_, line)| are_heads(&alone(line)));
    let begins = [Some(0), heads].into_iter().flatten();
    for (begin, end) in begins.flat_map(|begin| ends(lines).map(move |end| (begin, end))) {
        let part = lines.get(begin..end).unwrap_or_default();
        let Ok(rows) = columns(&texts(part)) else { continue };
        let rows: Vec<Row> =
            part.iter().map(|(number, _)| *number).zip(rows).filter(|(_, row)| !row.is_empty()).collect();
        let cells = |row: &[String]| row.iter().map(|text| Cell::read(text)).collect::<Vec<Cell>>();
        let grid = Grid { rows: rows.iter().map(|(at, row)| (*at, cells(row))).collect(), ..Grid::default() };
        if is_known(&grid) || grid.rows.iter().any(|(_, cells)| are_heads(cells)) {
            return Found { before: begin, rows, lines: end - begin, unclear: None };
        }
    }
    let Some(begin) = heads else { return nothing };
    let part = lines.get(begin..).unwrap_or_default();
    let at = columns(&texts(part)).err().unwrap_or_default();
    let words = |at: usize| {
        part.get(at).map(|(_, line)| line.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    let number = part.get(at).map_or(0, |(number, _)| *number);
    Found { unclear: Some(TakTerbaca::new(number, words(0), &words(at), UNCLEAR)), ..nothing }
}

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|(_, line)| line.as_str()).collect()
}

/// The cells of a line, whatever the others say.
fn alone(line: &str) -> Vec<Cell> {
    let rows = columns(&[line, line]).unwrap_or_default();
    rows.into_iter().next().unwrap_or_default().iter().map(|text| Cell::read(text)).collect()
}

/// Where a table may end: with the last line, or at one of the last empty ones if no figure stands behind.
fn ends(lines: &[Line]) -> impl Iterator<Item = usize> {
    let plain = lines.iter().rposition(|(_, line)| alone(line).iter().any(|cell| cell.figure().is_some())).unwrap_or(0);
    let empty = (plain..lines.len()).rev().filter(|at| lines.get(*at).is_some_and(|(_, line)| line.trim().is_empty()));
    std::iter::once(lines.len()).chain(empty.take(3))
}
