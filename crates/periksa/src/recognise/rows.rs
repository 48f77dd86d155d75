//! The rows under a header: data, the total, and lines that only go on.

use super::header::{Column, Header};
use super::{Role, Row};
use crate::cell::{Cell, Content, roman};
use crate::read::Grid;

/// What stands under a header.
pub(super) struct Under {
    pub rows: Vec<Row>,
    /// The row that adds them up.
    pub total: Option<Row>,
    /// The lines that hold figures and are neither.
    pub left: Vec<usize>,
}

/// The rows of a grid, and the row that adds them up.
pub(super) fn read(grid: &Grid, header: &Header, columns: &[&Column]) -> Under {
    let name = columns.iter().find(|c| c.role == Role::Name).or_else(|| columns.iter().find(|c| c.role == Role::Goal));
    let mut under = Under { rows: Vec::new(), total: None, left: Vec::new() };
    let mut after_header = false;
    for (line, cells) in grid.rows.iter().skip(header.data) {
        if beside(header, cells) {
            after_header = true;
            continue;
        }
        let row = row(*line, cells, columns, name.map(|c| c.at));
        let filled = row.cells.iter().any(|(_, cell)| cell.content != Content::Empty);
        if !filled {
            let goes_on = after_header || row.name.starts_with(char::is_lowercase);
            if let Some(last) = under.rows.last_mut().filter(|_| goes_on && row.no.is_none() && !row.name.is_empty()) {
                last.name.push(' ');
                last.name.push_str(&row.name);
            }
        } else if is_total(&row, columns) {
            under.left.extend(under.total.replace(row).map(|before| before.line));
        } else if row.name.is_empty() && row.no.is_none() {
            let adds = row.cells.iter().filter(|(r, c)| r.is_money() && c.filled()).count() > 1;
            if adds && under.total.is_none() {
                under.total = Some(row);
            } else {
                under.left.push(row.line);
            }
        } else if under.total.is_none() {
            under.rows.push(row);
        } else {
            under.left.push(row.line);
        }
        after_header = false;
    }
    under
}

/// Whether a line is none of the table's own: the header once more, or the numbers of the columns.
pub(super) fn beside(header: &Header, cells: &[Cell]) -> bool {
    repeats(header, cells) || is_index(cells)
}

fn row(line: usize, cells: &[Cell], columns: &[&Column], name: Option<usize>) -> Row {
    let text = |at: usize| cells.get(at).map(|c| c.text.clone()).unwrap_or_default();
    let of = |role: Role| columns.iter().find(|c| c.role == role).map(|c| text(c.at)).unwrap_or_default();
    let figures = columns.iter().filter(|c| !matches!(c.role, Role::No | Role::Goal | Role::Name | Role::Unit));
    let no = of(Role::No).trim().trim_end_matches('.').to_owned();
    Row {
        no: Some(no).filter(|no| !no.is_empty()),
        name: name.map(text).unwrap_or_default(),
        unit: of(Role::Unit),
        line,
        cells: figures.map(|c| (c.role, cells.get(c.at).cloned().unwrap_or_else(|| Cell::read("")))).collect(),
    }
}

/// Whether the header stands here again, as it does after a page break.
fn repeats(header: &Header, cells: &[Cell]) -> bool {
    header.lines.iter().any(|line| line.iter().eq(cells.iter().map(|c| &c.text)))
}

/// Whether the line only numbers the columns.
fn is_index(cells: &[Cell]) -> bool {
    let mut filled = cells.iter().filter(|c| c.content != Content::Empty);
    let numbered = |(at, cell): (usize, &Cell)| {
        let bare = cell.text.trim_matches(['(', ')']);
        bare == (at + 1).to_string() || roman(bare) == Some(at + 1)
    };
    cells.len() > 2
        && filled.by_ref().enumerate().all(numbered)
        && cells.iter().filter(|c| c.content != Content::Empty).count() > 2
}

/// Whether a row adds up the rows above it. "Jumlah orang yang …" is the name of an indicator.
fn is_total(row: &Row, columns: &[&Column]) -> bool {
    if !columns.iter().any(|c| c.role.is_money()) {
        return false;
    }
    let name = if row.name.is_empty() { row.no.clone().unwrap_or_default() } else { row.name.clone() };
    is_total_name(&name)
}

/// Whether a name says that it adds up the others.
pub(super) fn is_total_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = lower.split('(').next().unwrap_or_default().trim().trim_end_matches([':', '.']);
    let mut words = bare.split_whitespace();
    let rest =
        ["total", "jumlah", "grand", "keseluruhan", "seluruh", "seluruhnya", "anggaran", "pagu", "belanja", "umum"];
    matches!(words.next(), Some("jumlah" | "total" | "grand")) && words.all(|word| rest.contains(&word))
}
