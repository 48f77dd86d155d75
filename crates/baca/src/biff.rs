//! What the records of an XLS file tell beside its cells: how numbers are shown, which rows and columns are hidden, which cells are
//! crossed out, and which have a comment.

use std::collections::{BTreeSet, HashMap};

use crate::COLUMNS;
use crate::cell::Shown;
use crate::findings::Beside;

/// Where a sheet, a chart or the workbook itself begins.
pub(crate) const BEGINS: [u16; 4] = [0x0809, 0x0409, 0x0209, 0x0009];
/// Where it ends.
const ENDS: u16 = 0x000a;
/// A sheet in the list of sheets: where it begins.
const LISTED: u16 = 0x0085;
/// A number format, and a style of cells, which names one.
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
/// A font, which a style names too, by its place in the list.
const FONT: u16 = 0x0031;
/// The place in the list of fonts that none has: programs of old had a font of their own there.
const NO_FONT: usize = 4;
/// A comment on a cell.
const NOTE: u16 = 0x001c;
/// Cells with a number: one alone, and several in a row.
const NUMBERS: [u16; 3] = [0x0203, 0x027e, 0x0006];
const SEVERAL: u16 = 0x00bd;
/// Cells with a text or with the error of a formula: each names row, column and style.
const TEXTS: [u16; 4] = [0x0204, 0x00fd, 0x00d6, 0x0205];
/// A row, and columns, with how they are shown.
const ROW: u16 = 0x0208;
const COLUMN: u16 = 0x007d;

/// The most sheets of a workbook that are looked at.
const SHEETS: usize = 10_000;

/// What a sheet tells beside its cells.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Cells whose number people see otherwise than by its digits; row and column count from 0.
    pub shown: HashMap<(usize, usize), Shown>,
    /// What nobody sees.
    pub beside: Beside,
    /// Rows with cells that are crossed out, counted from 0.
    pub struck: BTreeSet<usize>,
    /// Cells with a comment.
    pub notes: Vec<(usize, usize)>,
}

/// The records of a stream: where each begins, its kind and its body.
pub(crate) fn records(stream: &[u8]) -> impl Iterator<Item = (usize, u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let [a, b, c, d, after @ ..] = stream.get(at..)? else { return None };
        let body = after.get(..usize::from(u16::from_le_bytes([*c, *d])))?;
        let begin = at;
        at += 4 + body.len();
        Some((begin, u16::from_le_bytes([*a, *b]), body))
    })
}

/// A whole number of two bytes.
pub(crate) fn short(body: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes([*body.get(at)?, *body.get(at + 1)?])))
}

/// What the sheets tell, in the order of the workbook's list. Of all sheets together no more than so many cells are remembered.
pub(crate) fn look(stream: &[u8], wide: bool, cells: usize) -> Vec<Page> {
    let mut book = Book { room: cells, ..Book::default() };
    let (mut depth, mut begin) = (0_usize, 0);
    for (at, kind, body) in records(stream) {
        if BEGINS.contains(&kind) {
            depth += 1;
            begin = if depth == 1 { at } else { begin };
        } else if kind == ENDS {
            depth = depth.saturating_sub(1);
        } else if depth == 1 {
            let _ = book.take(begin, (kind, body), wide);
        }
    }
    let Book { listed, mut pages, .. } = book;
    listed.iter().map(|begin| pages.remove(begin).unwrap_or_default()).collect()
}

#[derive(Default)]
struct Book {
    listed: Vec<usize>,
    formats: HashMap<usize, Shown>,
    /// Of each font whether it crosses out.
    fonts: Vec<bool>,
    /// Of each style its format and its font.
    styles: Vec<(usize, usize)>,
    pages: HashMap<usize, Page>,
    room: usize,
}

impl Book {
    /// Takes note of a record of what begins at a place; a record that is too short says nothing.
    fn take(&mut self, begin: usize, (kind, body): (u16, &[u8]), wide: bool) -> Option<()> {
        match kind {
            LISTED if self.listed.len() < SHEETS => {
                let place = usize::try_from(u32::from_le_bytes(body.get(..4)?.try_into().ok()?)).ok()?;
                self.listed.push(place);
                self.pages.insert(place, Page::default());
            }
            FORMAT => {
                self.formats.insert(short(body, 0)?, Shown::of(&code(body, wide)?));
            }
            FONT => self.fonts.push(short(body, 2)? & 8 != 0),
            STYLE => self.styles.push((short(body, 2)?, short(body, 0)?)),
            // A comment that goes on names no row.
            NOTE if short(body, 0)? != 0xffff => {
                let at = (short(body, 0)?, short(body, 2)?);
                self.page(begin, 1)?.notes.push(at);
            }
            ROW if body.get(12)? & 0x20 != 0 => {
                self.page(begin, 1)?.beside.hidden_rows.insert(short(body, 0)?);
            }
            COLUMN if body.get(8)? & 1 != 0 => {
                let columns = short(body, 0)?..=short(body, 2)?.min(COLUMNS);
                self.page(begin, columns.clone().count())?.beside.hidden_columns.extend(columns);
            }
            SEVERAL => {
                for (column, one) in (short(body, 2)?..).zip(body.get(4..)?.chunks_exact(6)) {
                    self.cell(begin, (short(body, 0)?, column), short(one, 0)?);
                }
            }
            _ if NUMBERS.contains(&kind) => self.cell(begin, (short(body, 0)?, short(body, 2)?), short(body, 4)?),
            _ if TEXTS.contains(&kind) => self.strike(begin, short(body, 0)?, short(body, 4)?),
            _ => {}
        }
        Some(())
    }

    /// Takes note of a row in which a cell is crossed out.
    fn strike(&mut self, begin: usize, row: usize, style: usize) {
        let font = self.styles.get(style).map(|(_, font)| if *font > NO_FONT { font - 1 } else { *font });
        let struck = font.and_then(|font| self.fonts.get(font)).copied().unwrap_or_default();
        if struck && let Some(page) = self.page(begin, 1) {
            page.struck.insert(row);
        }
    }

    fn cell(&mut self, begin: usize, at: (usize, usize), style: usize) {
        self.strike(begin, at.0, style);
        let format = self.styles.get(style).map(|(format, _)| *format).unwrap_or_default();
        let shown = self.formats.get(&format).copied().unwrap_or_else(|| common(format));
        if shown != Shown::Plain
            && let Some(page) = self.page(begin, 1)
        {
            page.shown.insert(at, shown);
        }
    }

    /// What is remembered of a sheet of the list, if there is room for so much more.
    fn page(&mut self, begin: usize, more: usize) -> Option<&mut Page> {
        let page = self.pages.get_mut(&begin)?;
        self.room = self.room.checked_sub(more)?;
        Some(page)
    }
}

/// The code of a format. Before Excel 97 its letters were bytes and its length one.
fn code(body: &[u8], wide: bool) -> Option<String> {
    if !wide {
        return Some(body.get(3..)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let text = body.get(5..)?;
    if body.get(4)? & 1 == 0 {
        return Some(text.iter().map(|byte| char::from(*byte)).collect());
    }
    let letters: Vec<u16> =
        text.chunks_exact(2).filter_map(|two| two.try_into().ok().map(u16::from_le_bytes)).collect();
    Some(String::from_utf16_lossy(&letters))
}

/// The formats that have a number and no code.
fn common(format: usize) -> Shown {
    match format {
        9 | 10 => Shown::Percent,
        14..=17 => Shown::Moment { day: true, time: false },
        18..=21 | 45..=47 => Shown::Moment { day: false, time: true },
        22 => Shown::Moment { day: true, time: true },
        _ => Shown::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, words: &[u16]) -> Vec<u8> {
        let body: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        [kind.to_le_bytes().to_vec(), u16::try_from(body.len()).unwrap().to_le_bytes().to_vec(), body].concat()
    }

    #[test]
    fn crossed_out_rows_and_comments_are_told() {
        let fonts: Vec<u8> = [0, 0, 0, 0, 8].iter().flat_map(|signs| record(FONT, &[200, *signs])).collect();
        let styles = [record(STYLE, &[0, 0]), record(STYLE, &[5, 0])].concat();
        let sheet = [
            record(BEGINS[0], &[0x0600, 0x0010]),
            record(0x00fd, &[1, 0, 0, 0, 0]),
            record(0x00fd, &[2, 0, 1, 0, 0]),
            record(0x027e, &[4, 1, 1, 0, 0]),
            record(NOTE, &[2, 1, 0, 1]),
            record(NOTE, &[0xffff, 0, 3]),
            record(ENDS, &[]),
        ]
        .concat();
        let book = [record(BEGINS[0], &[0x0600, 0x0005]), fonts, styles].concat();
        let listed = |begin: usize| record(LISTED, &[u16::try_from(begin).unwrap(), 0, 0]);
        let begin = book.len() + listed(0).len() + record(ENDS, &[]).len();
        let stream = [book, listed(begin), record(ENDS, &[]), sheet].concat();
        let pages = look(&stream, true, 100);
        assert_eq!(pages[0].struck.iter().copied().collect::<Vec<_>>(), [2, 4]);
        assert_eq!(pages[0].notes, [(2, 1)]);
    }
}
