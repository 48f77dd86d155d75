//! Budget tables that lie on their side: pagu, realisasi, persentase and sisa are the rows.

use super::header::{Kind, kind};
use super::rows::is_total_name;
use super::{Role, Row, Table};
use crate::cell::{Cell, Content};
use crate::read::Grid;

/// The table of a grid that lies on its side; none for all others.
pub(super) fn table(grid: &Grid) -> Option<Table> {
    let at = (0..3).find(|at| labels(grid, *at).iter().any(|(role, _)| *role == Role::Ceiling(0)))?;
    let labels = labels(grid, at);
    if !labels.iter().any(|(role, _)| *role == Role::Spent(0)) {
        return None;
    }
    let first = labels.iter().map(|(_, row)| *row).min()?;
    let width = grid.rows.iter().map(|(_, cells)| cells.len()).max()?;
    let (mut rows, mut total) = (Vec::new(), None);
    for column in at + 1..width {
        let line = grid.rows.get(first).map_or(0, |(line, _)| *line);
        let cells: Vec<(Role, Cell)> = labels
            .iter()
            .filter_map(|(role, row)| Some((*role, grid.rows.get(*row)?.1.get(column)?.clone())))
            .collect();
        if !cells.iter().any(|(_, cell)| cell.content != Content::Empty) {
            continue;
        }
        let name = head(grid, first, column);
        let row = Row { name, line, cells, ..Row::default() };
        if is_total_name(&row.name) { total = Some(row) } else { rows.push(row) }
    }
    let heads = labels.iter().map(|(role, row)| (*role, text(grid, *row, at))).collect();
    if rows.is_empty() {
        return None;
    }
    let mut table = Table { rows, total, heads, ..Table::default() };
    table.unread = super::unread::turned(&table);
    Some(table)
}

/// The rows of a column that are named like columns of a budget, each name once, under a line that is no header itself.
fn labels(grid: &Grid, at: usize) -> Vec<(Role, usize)> {
    let mut places: Vec<(Role, usize)> = Vec::new();
    for (row, (_, cells)) in grid.rows.iter().enumerate().take(40) {
        let heads =
            cells.iter().filter(|c| matches!(kind(&c.text), Some(Kind::Ceiling | Kind::Realised | Kind::Left))).count();
        if heads > 1 {
            return Vec::new();
        }
        let numbers = cells.iter().any(|c| c.figure().is_some());
        let role = match cells.get(at).filter(|c| numbers && c.text.chars().count() < 40).and_then(|c| kind(&c.text)) {
            Some(Kind::Ceiling) => Role::Ceiling(0),
            Some(Kind::Realised) => Role::Spent(0),
            Some(Kind::Percent) => Role::Absorbed,
            Some(Kind::Left) => Role::Left,
            _ => continue,
        };
        if !places.iter().any(|(r, _)| *r == role) {
            places.push((role, row));
        }
    }
    places
}

fn text(grid: &Grid, row: usize, column: usize) -> String {
    grid.rows.get(row).and_then(|(_, cells)| cells.get(column)).map(|c| c.text.clone()).unwrap_or_default()
}

/// The nearest word above a column.
fn head(grid: &Grid, first: usize, column: usize) -> String {
    let above = (0..first).rev().filter_map(|row| grid.rows.get(row)?.1.get(column));
    above.filter(|cell| cell.content == Content::Text).map(|cell| cell.text.clone()).next().unwrap_or_default()
}
