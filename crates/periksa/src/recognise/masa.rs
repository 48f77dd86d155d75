//! Tables of one indicator, which their caption names and whose rows are quarters and the year: "Capaian IKU … pada Tahun 2025" over a
//! column "Masa".

use super::header::{Kind, kind, lone_year, words};
use super::quarter::when;
use super::{Role, Row, Table, When};
use crate::read::Grid;

/// What a column of periods is called.
const PERIODS: [&str; 3] = ["masa", "periode", "triwulan"];

/// The caption of such a table without what stands before it, its indicator, and its year; none for all other tables.
pub(super) fn caption(grid: &Grid) -> Option<(&str, &str, i32)> {
    let at = grid.caption.rfind("Capaian IKU ")?;
    let own = grid.caption.get(at..)?;
    let (name, year) = own.trim_start_matches("Capaian IKU ").rsplit_once(" pada Tahun ")?;
    let first = grid.rows.first()?.1.first()?.text.to_lowercase();
    PERIODS.contains(&first.as_str()).then_some((own, name.trim(), lone_year(year)?))
}

/// The table as one row of its indicator; none for all other tables.
pub(super) fn table(grid: &Grid) -> Option<Table> {
    let (_, name, year) = caption(grid)?;
    let (line, top) = grid.rows.first()?;
    let (mut heads, mut row) = (Vec::new(), Row { name: name.to_owned(), line: *line, ..Row::default() });
    for (_, cells) in grid.rows.iter().skip(1) {
        let Some(when) = cells.first().and_then(|cell| period(&cell.text)) else { continue };
        for (head, cell) in top.iter().zip(cells).skip(1) {
            if let Some(of) = figure(&head.text) {
                heads.push((of(when), head.text.clone()));
                row.cells.push((of(when), cell.clone()));
            }
        }
    }
    if row.cells.is_empty() {
        return None;
    }
    let mut table = Table { year: Some(year), rows: vec![row], heads, ..Table::default() };
    table.unread = super::unread::turned(&table);
    Some(table)
}

/// What a column holds of each period.
fn figure(head: &str) -> Option<fn(When) -> Role> {
    match kind(head)? {
        Kind::Target => Some(Role::Target),
        Kind::Realised => Some(Role::Realised),
        Kind::Capaian if words(head).iter().any(|word| word == "dibatasi") => Some(Role::Capped),
        Kind::Capaian => Some(Role::Capaian),
        _ => None,
    }
}

/// The period that a row is about.
fn period(text: &str) -> Option<When> {
    let words = words(text);
    let first = words.first()?.as_str();
    if ["setahun", "tahun"].contains(&first) { Some(When::Year) } else { when(&words) }
}
