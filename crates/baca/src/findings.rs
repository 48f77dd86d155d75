//! What the archive of a workbook tells beside its cells: which rows are hidden, which cells of an ODS file are percentages.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use quick_xml::events::BytesStart;

use crate::{COLUMNS, Limits, MERGED, Merge, Unfit};

/// The most rows, columns and cells that are remembered of a part.
const MOST: usize = 100_000;

/// What one sheet tells beside its cells. Rows and columns count from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// Rows that are hidden, by a filter or by hand.
    pub hidden_rows: BTreeSet<usize>,
    /// Columns that are hidden.
    pub hidden_columns: BTreeSet<usize>,
    /// Cells that are shown as percentages, where the reader of cells does not tell.
    pub percents: HashSet<(usize, usize)>,
    /// Merged cells, where the reader of cells does not tell.
    pub merged: Vec<Merge>,
}

/// What an archive tells.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// By part of an XLSX file, or by sheet of an ODS file.
    beside: HashMap<String, Beside>,
    /// Names of sheets with the relation that leads to their part.
    sheets: Vec<(String, String)>,
    /// Parts by relation.
    parts: HashMap<String, String>,
    /// Cells with a comment, on whichever sheet.
    notes: Vec<String>,
    ods: bool,
    part: String,
    row: usize,
    table: Option<Spread>,
}

/// How far a sheet of an ODS file spreads once its repetitions are written out.
#[derive(Debug, Default)]
struct Spread {
    name: String,
    row: usize,
    repeated: usize,
    column: usize,
    width: usize,
    last: Option<usize>,
    widest: usize,
    text: usize,
    cell: usize,
}

impl Findings {
    pub(crate) fn is_ods(&self) -> bool {
        self.ods
    }

    /// What is said of comments on cells: nobody reads them.
    pub(crate) fn notes(&self) -> Option<String> {
        unread(&self.notes)
    }

    /// What stands beside the cells of a sheet.
    pub(crate) fn beside(&self, sheet: &str) -> Option<&Beside> {
        if self.ods {
            return self.beside.get(sheet);
        }
        let relation = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, relation)| relation)?;
        self.beside.get(self.parts.get(relation)?)
    }

    pub(crate) fn begin(&mut self, part: &str) {
        self.ods |= part == "content.xml";
        part.clone_into(&mut self.part);
        self.row = 0;
        self.table = None;
    }

    /// Takes note of a tag as it begins.
    pub(crate) fn tag(&mut self, tag: &BytesStart<'_>, limits: Limits) -> Result<(), Unfit> {
        if self.part == "content.xml" {
            return self.ods_tag(tag, limits);
        }
        match tag.local_name().as_ref() {
            "row" => {
                self.row = number(tag, "r").map_or(self.row + 1, |row| row);
                if flag(tag, "hidden") {
                    let row = self.row.saturating_sub(1);
                    push(&mut self.sheet().hidden_rows, row);
                }
            }
            "col" if flag(tag, "hidden") => {
                let (from, to) = (number(tag, "min").unwrap_or(1), number(tag, "max").unwrap_or(1));
                for column in from..=to.min(COLUMNS) {
                    push(&mut self.sheet().hidden_columns, column.saturating_sub(1));
                }
            }
            "comment" if base(&self.part).starts_with("comments") && self.notes.len() < MOST => {
                self.notes.extend(text(tag, "ref"));
            }
            "sheet" => {
                let relation =
                    tag.attributes().with_checks(false).flatten().find(|one| one.key.as_ref().ends_with(":id"));
                if let (Some(name), Some(relation)) = (text(tag, "name"), relation) {
                    self.sheets.push((name, relation.value.into_owned()));
                }
            }
            "Relationship" if self.part.ends_with("workbook.xml.rels") => {
                if let (Some(id), Some(target)) = (text(tag, "Id"), text(tag, "Target")) {
                    self.parts.insert(id, base(&target));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes note of a tag as it ends.
    pub(crate) fn end(&mut self, name: &str, limits: Limits) -> Result<(), Unfit> {
        let Some(table) = &mut self.table else { return Ok(()) };
        match name {
            "table-row" => table.end_row(limits)?,
            "table" => self.table = None,
            _ => {}
        }
        Ok(())
    }

    /// Takes note of text within a cell of an ODS file, which may stand there many times.
    pub(crate) fn letters(&mut self, length: usize, limits: Limits) -> Result<(), Unfit> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let all = length.saturating_mul(table.cell).saturating_mul(table.repeated.max(1));
        table.text = table.text.saturating_add(all);
        if table.text > limits.text { Err(Unfit::LongTexts) } else { Ok(()) }
    }

    fn sheet(&mut self) -> &mut Beside {
        self.beside.entry(base(&self.part)).or_default()
    }

    fn ods_tag(&mut self, tag: &BytesStart<'_>, limits: Limits) -> Result<(), Unfit> {
        match tag.local_name().as_ref() {
            "table" => {
                let name = text(tag, "table:name").unwrap_or_default();
                self.table = Some(Spread { name, ..Spread::default() });
            }
            "table-row" => self.ods_row(tag),
            "table-cell" | "covered-table-cell" => self.ods_cell(tag)?,
            "annotation" if self.notes.len() < MOST => {
                if let Some(table) = &self.table {
                    self.notes.push(crate::cell_name((table.row, table.column.saturating_sub(table.cell))));
                }
            }
            "s" => {
                let blanks = number(tag, "text:c").unwrap_or(1);
                self.letters(blanks, limits)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn ods_row(&mut self, tag: &BytesStart<'_>) {
        let Some(table) = &mut self.table else { return };
        (table.column, table.width) = (0, 0);
        table.repeated = number(tag, "table:number-rows-repeated").unwrap_or(1);
        let hidden = text(tag, "table:visibility").is_some_and(|how| how != "visible");
        // Programs hide the empty rest of a sheet in one row.
        if hidden && table.repeated < 10_000 {
            let beside = self.beside.entry(table.name.clone()).or_default();
            (table.row..table.row + table.repeated).for_each(|row| push(&mut beside.hidden_rows, row));
        }
    }

    fn ods_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Unfit> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let many = number(tag, "table:number-columns-repeated").unwrap_or(1);
        let (row, column) = (table.row, table.column);
        table.cell = many;
        table.column = column.saturating_add(many);
        let kind = text(tag, "office:value-type");
        if kind.is_some() {
            table.width = table.column;
            if table.width > COLUMNS {
                return Err(Unfit::FarCell(crate::cell_name((row, table.width - 1))));
            }
        }
        let beside = self.beside.entry(table.name.clone()).or_default();
        if kind.as_deref() == Some("percentage") {
            let rows = row..row.saturating_add(table.repeated.min(MOST));
            let cells = rows.flat_map(|row| (column..column.saturating_add(many)).map(move |column| (row, column)));
            beside.percents.extend(cells.take(MOST.saturating_sub(beside.percents.len())));
        }
        let span = |name: &str| number(tag, name).unwrap_or(1).max(1) - 1;
        let to = (row + span("table:number-rows-spanned"), column + span("table:number-columns-spanned"));
        if to != (row, column) && beside.merged.len() < MERGED {
            beside.merged.push(Merge { from: (row, column), to });
        }
        Ok(())
    }
}

/// What is said of comments on cells.
pub(crate) fn unread(notes: &[String]) -> Option<String> {
    let some: Vec<&str> = notes.iter().take(10).map(String::as_str).collect();
    let more = if notes.len() > some.len() { " dan lainnya" } else { "" };
    (!some.is_empty()).then(|| format!("Komentar pada sel {}{more} tidak dibaca.", some.join(", ")))
}

impl Spread {
    fn end_row(&mut self, limits: Limits) -> Result<(), Unfit> {
        let next = self.row.saturating_add(self.repeated);
        if self.width > 0 {
            self.last = Some(next);
            self.widest = self.widest.max(self.width);
            // The reader writes out all repetitions, also of the empty rows between others.
            if next.saturating_mul(self.widest) > limits.cells {
                return Err(Unfit::ManyCells);
            }
        }
        self.row = next;
        Ok(())
    }
}

fn base(part: &str) -> String {
    part.rsplit('/').next().unwrap_or_default().to_owned()
}

fn push(all: &mut BTreeSet<usize>, one: usize) {
    if all.len() < MOST {
        all.insert(one);
    }
}

fn text(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
    Some(quick_xml::escape::unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), Cow::into_owned))
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    text(tag, name)?.trim().parse().ok()
}

fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    text(tag, name).is_some_and(|text| text == "1" || text == "true")
}
