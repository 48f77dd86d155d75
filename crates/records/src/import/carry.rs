//! A table that goes from one page of a form to the next, and what was corrected in it. Nothing of it is kept on the server.

use kernel::form::Form;
use kernel::{Problem, Result};

use super::{Grid, Limits, MERGED, Merge, lines, pasted_within};

/// The fields of a form that carry a table: its rows, its merged cells, and where its sheets begin.
const CARRIED: [&str; 3] = ["teks", "gabungan", "lembar"];
/// The most columns that a correction may reach.
const WIDE: usize = 200;

/// The hidden fields that carry a table.
#[must_use]
pub fn carry(grid: &Grid) -> [(&'static str, String); 3] {
    let merge = |m: &Merge| format!("{},{},{},{}", m.from.0, m.from.1, m.to.0, m.to.1);
    // No name of a sheet has a slash or a colon.
    let begin = |(row, name): &(usize, String)| format!("{row}:{name}");
    let merged: Vec<String> = grid.merged.iter().map(merge).collect();
    let begins: Vec<String> = grid.begins.iter().map(begin).collect();
    let [rows, cells, sheets] = CARRIED;
    [(rows, lines(&grid.rows)), (cells, merged.join(";")), (sheets, begins.join("/"))]
}

/// Takes the table that a form carries out of it.
///
/// # Errors
/// As [`pasted_within`].
pub fn carried(typed: &mut Form, limits: Limits) -> Result<Grid> {
    let [rows, cells, sheets] = CARRIED.map(|key| typed.remove(key).unwrap_or_default());
    let mut grid = pasted_within(&rows, limits)?;
    let merge = |part: &str| {
        let mut numbers = part.split(',').map(str::parse::<usize>);
        let mut next = || numbers.next()?.ok();
        Some(Merge { from: (next()?, next()?), to: (next()?, next()?) })
    };
    let begin = |part: &str| {
        let (row, name) = part.split_once(':')?;
        Some((row.parse().ok()?, name.to_owned()))
    };
    grid.merged = cells.split(';').take(MERGED).filter_map(merge).collect();
    grid.begins = sheets.split('/').take(MERGED).filter_map(begin).collect();
    Ok(grid)
}

/// What may still be added to a table by corrections.
pub struct Room(usize);

impl Room {
    /// As much as a table may have.
    #[must_use]
    pub fn within(limits: Limits) -> Self {
        Self(limits.cells)
    }

    /// Writes a text into a cell, row and column from 0. A row that there is not, or a column too far out, is passed over.
    ///
    /// # Errors
    /// [`Problem::Malformed`] where rows would become so wide that the table is none.
    pub fn put(&mut self, grid: &mut Grid, (row, column): (usize, usize), text: &str) -> Result<()> {
        let Some(cells) = grid.rows.get_mut(row).filter(|_| column < WIDE) else { return Ok(()) };
        let more = (column + 1).saturating_sub(cells.len());
        self.0 = self.0.checked_sub(more).ok_or_else(|| {
            let detail = "Tabel ini jauh lebih lebar daripada sebuah daftar. Tempel lagi kolom yang perlu saja.";
            Problem::Malformed(detail.to_owned())
        })?;
        cells.resize(cells.len().max(column + 1), String::new());
        cells.iter_mut().skip(column).take(1).for_each(|cell| text.trim().clone_into(cell));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{SENT, pasted};

    #[test]
    fn a_table_comes_back_as_it_was_carried() {
        let mut grid = pasted("Nama\tCatatan\n\t\nSiti Contoh\t\"dua\nbaris\"\n").unwrap();
        grid.merged = vec![Merge { from: (0, 0), to: (0, 1) }];
        grid.begins = vec![(1, "Lembar satu".to_owned()), (9, "Dua".to_owned())];
        let mut typed: Form = carry(&grid).into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
        assert_eq!(carried(&mut typed, SENT).unwrap(), grid);
        assert!(typed.is_empty());
    }

    #[test]
    fn a_correction_stays_within_the_table() {
        let mut grid = pasted("Nama\tNIK\nSiti Contoh\t1\n").unwrap();
        let mut room = Room::within(SENT);
        for (place, text) in [((1, 1), " 2 "), ((1, 3), "x"), ((9, 0), "nobody"), ((1, 900), "far")] {
            room.put(&mut grid, place, text).unwrap();
        }
        assert_eq!(grid.rows, [vec!["Nama", "NIK"], vec!["Siti Contoh", "2", "", "x"]]);
    }
}
