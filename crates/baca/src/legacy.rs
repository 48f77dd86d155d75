//! XLS files, as Excel wrote them until 2003.
//!
//! `calamine` reads one into a full rectangle from its first cell to its last: two cells in the corners of 256 sheets would take
//! gigabytes. How far the cells reach is therefore read from the stream of records before.

use std::io::{Cursor, Read};

use calamine::{Reader, Xls};

use crate::biff::{self, BEGINS, Page, records, short};
use crate::findings::unread;
use crate::ods::cells;
use crate::xlsx::{Room, crossed_out, hidden, rows, unreadable, visible};
use crate::{Limits, Merge, Paper, Sheet, Unfit, cell_name};

/// Records of cells: they begin with row and column.
const CELLS: [u16; 12] =
    [0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0207, 0x027e, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0221];

/// Reads the visible sheets.
///
/// # Errors
/// [`Unfit`].
pub(crate) fn read(bytes: &[u8], limits: Limits) -> Result<Paper, Unfit> {
    let (stream, wide) = stream(bytes)?;
    measure(&stream, limits)?;
    let mut pages = biff::look(&stream, wide, limits.cells);
    drop(stream);
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Unfit::Locked,
        _ => Unfit::Unreadable,
    })?;
    let names: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let (mut paper, mut room, mut notes) = (Paper::default(), Room::of(limits), Vec::new());
    for sheet in visible(book.sheets_metadata(), &mut paper) {
        let page = names.iter().position(|name| *name == sheet.name).and_then(|at| pages.get_mut(at));
        let Page { shown, beside, struck, notes: own } = page.map(std::mem::take).unwrap_or_default();
        let Ok(values) = book.worksheet_range(&sheet.name) else {
            paper.remarks.push(unreadable(&sheet.name));
            continue;
        };
        let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
        let cells = cells(&sheet.name, &values, &formulas, |row, column| {
            shown.get(&(row, column)).copied().unwrap_or_default()
        })?;
        let rows = rows(cells, &mut room)?;
        let at = |(row, column): (u32, u32)| (crate::xlsx::place(row), crate::xlsx::place(column));
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let merged = merged.iter().map(|one| Merge { from: at(one.start), to: at(one.end) }).collect();
        if !rows.is_empty() {
            paper.remarks.extend(hidden(&beside, &sheet.name, &rows));
            let struck: Vec<usize> = struck.iter().map(|row| row + 1).collect();
            paper.remarks.extend(crossed_out(&sheet.name, &struck));
            notes.extend(own.into_iter().map(cell_name));
            paper.sheets.push(Sheet { name: sheet.name, rows, merged, begins: Vec::new() });
        }
    }
    paper.remarks.extend(unread(&notes));
    if paper.sheets.is_empty() { Err(Unfit::Nothing) } else { Ok(paper) }
}

/// The stream of records, and whether it is of Excel 97 or later.
fn stream(bytes: &[u8]) -> Result<(Vec<u8>, bool), Unfit> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(Unfit::Locked);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)).ok_or(Unfit::Unreadable)?;
    let mut stream = Vec::new();
    let longest = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let opened = file.open_stream(name).map_err(|_| Unfit::Unreadable)?;
    opened.take(longest).read_to_end(&mut stream).map_err(|_| Unfit::Unreadable)?;
    Ok((stream, name == "/Workbook"))
}

/// Refuses a file whose sheets reach over more cells than there may be.
fn measure(stream: &[u8], limits: Limits) -> Result<(), Unfit> {
    let (mut rows, mut columns, mut all) = ((usize::MAX, 0), (usize::MAX, 0), 0_usize);
    let area = |(first, last): (usize, usize)| if first > last { 0 } else { last - first + 1 };
    for (_, kind, body) in records(stream) {
        if BEGINS.contains(&kind) {
            (rows, columns) = ((usize::MAX, 0), (usize::MAX, 0));
        } else if CELLS.contains(&kind)
            && let (Some(row), Some(column)) = (short(body, 0), short(body, 2))
        {
            // Records of several cells end with their last column.
            let last = match (kind, body.get(4..)) {
                (0x00bd | 0x00be, Some([.., a, b])) => usize::from(u16::from_le_bytes([*a, *b])).max(column),
                _ => column,
            };
            let before = area(rows).saturating_mul(area(columns));
            rows = (rows.0.min(row), rows.1.max(row));
            columns = (columns.0.min(column), columns.1.max(last));
            all = all.saturating_sub(before).saturating_add(area(rows).saturating_mul(area(columns)));
            if all > limits.cells {
                return Err(Unfit::ManyCells);
            }
        }
    }
    Ok(())
}
