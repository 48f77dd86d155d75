//! Cells that look like figures and were not read, so that nobody takes silence about them for agreement.

use super::header::{self, Column, Header, Kind, kind, lone_year};
use super::{Role, Table, masa, rows, transpose};
use crate::cell::{Cell, Content};
use crate::read::{Document, Grid};
use crate::temuan::TakTerbaca;

/// First words of categories that may hold a digit: "Level 3", "A (85,20)".
const CATEGORIES: [&str; 12] = [
    "level",
    "tingkat",
    "kategori",
    "predikat",
    "peringkat",
    "bintang",
    "akreditasi",
    "opini",
    "grade",
    "kelas",
    "kelompok",
    "tipe",
];

/// The cells of a recognised grid that were not read; `left` are lines that became no row of it.
pub(super) fn of(grid: &Grid, header: &Header, left: &[usize]) -> Vec<TakTerbaca> {
    let mut all = Vec::new();
    let own = grid.rows.iter().skip(header.data).filter(|(_, cells)| !rows::beside(header, cells));
    let numbering: Vec<usize> = (0..width(grid)).filter(|at| counts(grid, header, *at)).collect();
    let figures = figures(grid, header);
    for (line, cells) in own {
        for (at, cell) in cells.iter().enumerate() {
            let column = header.columns.iter().find(|column| column.at == at);
            let why = match column {
                _ if cell.content == Content::Failed => Some(FAILED),
                Some(column) if is_name(column.role) => None,
                Some(_) if left.contains(line) => number(cell).then_some(NO_ROW),
                Some(column) => {
                    let unread = cell.unread() || (cell.stands_in() && figures.get(at) == Some(&true));
                    (unread && !is_category(column, cell)).then_some(NO_NUMBER)
                }
                None if numbering.contains(&at) => None,
                None => (number(cell) && lone_year(&cell.text).is_none()).then_some(NO_COLUMN),
            };
            let head = || column.map_or_else(|| above(header, at), |column| column.head.clone());
            all.extend(why.map(|why| TakTerbaca::new(*line, head(), &cell.text, why)));
        }
    }
    all
}

const FAILED: &str = "Rumusnya gagal, jadi tidak ada angka di sini. Betulkan rumusnya di Excel, atau tulis angkanya.";
const NO_NUMBER: &str = "Ini tidak terbaca sebagai satu angka. Tulis angkanya saja, misalnya 9.176 atau 79,49%.";
const NO_ROW: &str =
    "Baris ini tidak diperiksa: tidak punya nama indikator atau kegiatan, atau berdiri sesudah baris jumlah.";
const NO_COLUMN: &str =
    "Judul kolom ini tidak dikenal. Tulis misalnya target, realisasi TW I, capaian, pagu atau sisa.";
const NO_TABLE: &str = "Tabel ini tidak dikenali, jadi angkanya tidak diperiksa. Tulis judul kolomnya: indikator atau kegiatan, target, \
                        realisasi, capaian, pagu, sisa.";

fn is_name(role: Role) -> bool {
    matches!(role, Role::No | Role::Goal | Role::Name | Role::Unit)
}

fn number(cell: &Cell) -> bool {
    matches!(cell.content, Content::Number(_) | Content::Unreadable)
}

/// Of each column whether at least half of what else stands in it are numbers, so that one is expected in any other cell too.
fn figures(grid: &Grid, header: &Header) -> Vec<bool> {
    let mut all = vec![(0, 0); width(grid)];
    for (_, cells) in grid.rows.iter().skip(header.data).filter(|(_, cells)| !rows::beside(header, cells)) {
        for (cell, (numbers, filled)) in cells.iter().zip(&mut all) {
            *numbers += usize::from(number(cell));
            *filled += usize::from(cell.filled());
        }
    }
    all.into_iter().map(|(numbers, filled)| numbers * 2 + 1 >= filled).collect()
}

fn width(grid: &Grid) -> usize {
    grid.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default()
}

/// Whether a column without a head, or with one for numbers, only counts the rows.
fn counts(grid: &Grid, header: &Header, at: usize) -> bool {
    let head = above(header, at).to_lowercase();
    if !["ke-", "no", "urut"].iter().any(|start| head.starts_with(start)) {
        return false;
    }
    let cells = grid.rows.iter().skip(header.data).filter_map(|(_, cells)| cells.get(at)).filter(|cell| cell.filled());
    cells.enumerate().all(|(place, cell)| cell.text.trim_end_matches('.') == (place + 1).to_string())
}

fn is_category(column: &Column, cell: &Cell) -> bool {
    let first = cell.text.split(|one: char| !one.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let grade = first.len() == 1 && ('a'..='e').any(|one| first.starts_with(one));
    matches!(column.role, Role::Target(_) | Role::Realised(_)) && (grade || CATEGORIES.contains(&first.as_str()))
}

/// What stands above a column that is not known.
fn above(header: &Header, at: usize) -> String {
    let parts = header.lines.iter().filter_map(|line| line.get(at)).filter(|text| !text.is_empty());
    let head = parts.map(String::as_str).collect::<Vec<_>>().join(" ");
    if head.is_empty() { format!("ke-{}", at + 1) } else { head }
}

/// The cells of tables on their side: what stands under a name and is no figure.
pub(super) fn turned(table: &Table) -> Vec<TakTerbaca> {
    let cells = table.rows.iter().chain(&table.total).flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let unread = cells.filter(|(_, (_, cell))| cell.unread() || cell.stands_in());
    let told = |(row, (role, cell)): (&super::Row, &(Role, Cell))| {
        let why = if cell.content == Content::Failed { FAILED } else { NO_NUMBER };
        TakTerbaca::new(row.line, format!("{} {}", row.name, table.head(*role)), &cell.text, why)
    };
    unread.map(told).collect()
}

/// The columns of a document's other tables that are headed like figures: of each the first number, with how many there are.
pub(crate) fn passed_over(document: &Document) -> Vec<TakTerbaca> {
    let other = |grid: &&Grid| !is_known(grid);
    let mut all = Vec::new();
    for grid in document.grids.iter().filter(other) {
        for (row, (_, cells)) in grid.rows.iter().enumerate().take(header::REACH) {
            let heads = cells.iter().enumerate().filter(|(_, cell)| is_figure_head(cell));
            all.extend(heads.filter_map(|(at, head)| below(grid, row, at, &head.text)));
        }
    }
    all.extend(document.unread.iter().cloned());
    for cell in &mut all {
        document.name.clone_into(&mut cell.berkas);
    }
    all
}

/// Whether a grid is a table that is known.
pub(crate) fn is_known(grid: &Grid) -> bool {
    header::find(grid).is_some() || transpose::table(grid).is_some() || masa::table(grid).is_some()
}

/// Whether texts of one line are heads of figures, so that a table follows.
pub(crate) fn are_heads(cells: &[Cell]) -> bool {
    cells.iter().filter(|cell| is_figure_head(cell)).count() > 1
}

fn is_figure_head(cell: &Cell) -> bool {
    let known = matches!(kind(&cell.text), Some(Kind::Target | Kind::Realised | Kind::Capaian | Kind::Ceiling));
    known && cell.content == Content::Text && cell.text.chars().count() < 40
}

fn below(grid: &Grid, row: usize, at: usize, head: &str) -> Option<TakTerbaca> {
    let cells = grid.rows.iter().skip(row + 1).filter_map(|(line, cells)| Some((line, cells.get(at)?)));
    let mut numbers = cells.filter(|(_, cell)| number(cell) && lone_year(&cell.text).is_none());
    let (line, first) = numbers.next()?;
    let text = match numbers.count() {
        0 => first.text.clone(),
        more => format!("{} dan {more} angka di bawahnya", first.text),
    };
    let mut told = TakTerbaca::new(*line, head.to_owned(), &text, NO_TABLE);
    grid.place.clone_into(&mut told.tabel);
    Some(told)
}
