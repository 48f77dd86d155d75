//! What a table is, by the words of its header: whatever is not recognised is left alone.

mod header;
mod masa;
mod quarter;
mod rows;
mod transpose;
mod unread;

use crate::cell::Cell;
use crate::number::Figure;
use crate::read::{Document, Grid};
use crate::temuan::TakTerbaca;

pub(crate) use unread::{are_heads, is_known, passed_over};

/// The time that a figure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// The year.
    Year,
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// From the year's beginning to the end of a quarter.
    ToQuarter(u8),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    No,
    Goal,
    Name,
    Unit,
    Target(When),
    Realised(When),
    Capaian(When),
    /// A capaian that is cut off at what its head says.
    Capped(When),
    /// A ceiling in rupiah, in the order of the columns.
    Ceiling(usize),
    /// What was spent, in rupiah, in the order of the columns.
    Spent(usize),
    /// What was spent, of the ceiling, in percent.
    Absorbed,
    /// What is left, in rupiah.
    Left,
}

impl Role {
    /// Whether it is an amount that a total adds up.
    pub(crate) fn is_money(self) -> bool {
        matches!(self, Self::Ceiling(_) | Self::Spent(_) | Self::Left)
    }

    /// Whether it is a figure of an indicator.
    pub(crate) fn is_performance(self) -> bool {
        matches!(self, Self::Target(_) | Self::Realised(_) | Self::Capaian(_))
    }
}

/// A row of a recognised table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub no: Option<String>,
    pub name: String,
    pub unit: String,
    /// Its line in the file.
    pub line: usize,
    pub cells: Vec<(Role, Cell)>,
}

impl Row {
    pub(crate) fn cell(&self, role: Role) -> Option<&Cell> {
        self.cells.iter().find(|(r, _)| *r == role).map(|(_, cell)| cell)
    }

    pub(crate) fn figure(&self, role: Role) -> Option<&Figure> {
        self.cell(role)?.figure()
    }

    /// What it is called in a finding.
    pub(crate) fn title(&self) -> String {
        if self.name.is_empty() && self.no.is_none() {
            return "baris jumlah".to_owned();
        }
        let name: String = self.name.chars().take(90).collect();
        let cut = if name.len() < self.name.len() { "…" } else { "" };
        match &self.no {
            Some(no) if self.name.is_empty() => format!("nomor {no}"),
            Some(no) => format!("nomor {no} ({name}{cut})"),
            None => format!("\"{name}{cut}\""),
        }
    }
}

/// A recognised table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Where it stands: the file and, within it, the table.
    pub place: String,
    pub year: Option<i32>,
    /// The office that its title names.
    pub office: Option<String>,
    pub rows: Vec<Row>,
    /// The row that adds up the others.
    pub total: Option<Row>,
    /// The columns and what stands above them.
    pub heads: Vec<(Role, String)>,
    /// Whether its amounts are in thousands or millions, and so rounded.
    pub rounded: bool,
    /// The cells of its grid that look like figures and were not read; the first table of a grid has them all.
    pub unread: Vec<TakTerbaca>,
}

impl Table {
    pub(crate) fn has(&self, wanted: impl Fn(Role) -> bool) -> bool {
        self.heads.iter().any(|(role, _)| wanted(*role))
    }

    /// Whether it holds figures of indicators.
    pub(crate) fn is_performance(&self) -> bool {
        self.has(Role::is_performance)
    }

    /// Whether it only agrees on targets.
    pub(crate) fn is_agreement(&self) -> bool {
        self.is_performance() && !self.has(|r| matches!(r, Role::Realised(_) | Role::Capaian(_)))
    }

    /// Whether it sets spending beside a ceiling.
    pub(crate) fn is_budget(&self) -> bool {
        self.has(|r| matches!(r, Role::Ceiling(_)))
    }

    /// What stands above a column.
    pub(crate) fn head(&self, role: Role) -> &str {
        self.heads.iter().find(|(r, _)| *r == role).map_or("", |(_, head)| head)
    }

    /// Where a row stands.
    pub(crate) fn at(&self, row: &Row) -> String {
        format!("{}, baris {}, {}", self.place, row.line, row.title())
    }
}

/// The recognised tables of a file.
pub(crate) fn tables(document: &Document) -> Vec<Table> {
    let texts = || document.sentences.iter().map(|s| s.text.as_str());
    let (year, office) = (header::main_year(texts()), header::main_office(texts()));
    let mut all_tables = Vec::new();
    for grid in &document.grids {
        let known = masa::table(grid).or_else(|| transpose::table(grid));
        let mut tables = known.map_or_else(|| recognise(grid), |table| vec![table]);
        let own = masa::caption(grid).map(|(own, ..)| own.to_owned());
        let alone = own.is_some();
        let above = own.unwrap_or_else(|| above(grid));
        for table in &mut tables {
            table.place = if grid.place.is_empty() {
                document.name.clone()
            } else {
                format!("{}, {}", document.name, grid.place)
            };
            table.year = table
                .year
                .or_else(|| header::main_year(std::iter::once(above.as_str())))
                .or_else(|| header::lone_year(&document.name))
                .or(year);
            let title =
                format!("{above} {}", table.heads.iter().map(|(_, head)| head.as_str()).collect::<Vec<_>>().join(" "))
                    .to_lowercase();
            table.rounded = ["ribu", "juta", "miliar", "milyar"].iter().any(|word| title.contains(word));
            // A table of one indicator belongs to whatever office the tables beside it have.
            let usual = || office.clone().filter(|_| !alone);
            table.office = header::main_office(std::iter::once(above.as_str())).or_else(usual);
            for cell in &mut table.unread {
                document.name.clone_into(&mut cell.berkas);
                grid.place.clone_into(&mut cell.tabel);
            }
        }
        all_tables.extend(tables);
    }
    all_tables
}

/// What is written above a grid and in its first lines, as far as they are titles.
fn above(grid: &Grid) -> String {
    let title = |cells: &[Cell]| cells.iter().filter(|cell| cell.filled()).count() < 2;
    let first = grid
        .rows
        .iter()
        .take_while(|(_, cells)| title(cells))
        .flat_map(|(_, cells)| cells.iter().map(|cell| cell.text.as_str()));
    std::iter::once(grid.caption.as_str()).chain(first).collect::<Vec<_>>().join(" ")
}

/// The table of a grid; several where it tells of several years.
///
/// A column without a year belongs to the newest one named, unless that one has such a column already: then it is the
/// report's own year beside an earlier one.
fn recognise(grid: &Grid) -> Vec<Table> {
    let Some(mut header) = header::find(grid) else { return Vec::new() };
    quarter::settle(grid, &mut header);
    let figures: Vec<&header::Column> = header.columns.iter().filter(|c| c.role.is_performance()).collect();
    let newest = figures.iter().filter_map(|c| c.year).max();
    let apart = figures
        .iter()
        .any(|c| c.year.is_none() && figures.iter().any(|d| d.year == newest && d.role == c.role && newest.is_some()));
    let own = if apart { None } else { newest };
    let mut years: Vec<Option<i32>> = figures.iter().map(|c| c.year.or(own)).chain([own]).collect();
    years.sort_unstable();
    years.dedup();
    if years.len() > 1 && !figures.iter().any(|c| matches!(c.role, Role::Realised(_))) {
        // A plan of several years binds no agreement of one year.
        return Vec::new();
    }
    let mut left = Vec::new();
    let mut tables: Vec<Table> = years
        .into_iter()
        .map(|year| {
            let of_year = |c: &&header::Column| {
                if c.role.is_performance() { c.year.or(own) == year } else { !c.role.is_money() || year == own }
            };
            let columns: Vec<&header::Column> = header.columns.iter().filter(of_year).collect();
            let heads = columns.iter().map(|c| (c.role, c.head.clone())).collect();
            let read = rows::read(grid, &header, &columns);
            left.extend(read.left);
            Table { year, rows: read.rows, total: read.total, heads, ..Table::default() }
        })
        .filter(|table| !table.rows.is_empty() && (table.is_performance() || table.is_budget()))
        .collect();
    if let Some(first) = tables.first_mut() {
        first.unread = unread::of(grid, &header, &left);
    }
    tables
}

#[cfg(test)]
mod tests;
