//! A manifest as it was pasted, with its heads found.

use std::collections::HashMap;

use kernel::{Problem, Result};
use records::import::{Grid, Merge};

use super::MOST;
use super::columns::{self, Holds};

/// A manifest with its columns.
#[derive(Debug)]
pub(super) struct Sheet {
    /// All rows, as they were pasted.
    pub grid: Grid,
    /// The row of the heads, from 0.
    pub head: usize,
    /// The heads.
    pub heads: Vec<String>,
    /// What each column holds.
    pub holds: Vec<Holds>,
    /// The rows of people, from 0.
    places: Vec<usize>,
    /// What was passed over, in sentences with its place.
    pub remarks: Vec<String>,
}

impl Sheet {
    /// Finds the heads: the row in which most are known.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for what holds no table, has no heads or too many rows, saying what to do.
    pub(super) fn of(grid: Grid, chosen: &HashMap<usize, String>, memory: &HashMap<String, String>) -> Result<Self> {
        let known = |head: &str| columns::known(head, memory).is_some();
        let whole = sheet_of(&grid);
        let named = |table: &baca::Table<'_>| {
            let name = |head: &String| columns::known(head, memory).is_some_and(|holds| holds.code() == "nama");
            table.heads.iter().filter(|head| known(head)).count() > 1 || table.heads.iter().any(name)
        };
        let Some(table) = baca::table(&whole, &known).filter(named) else {
            let refusal = "Baris nama kolom tidak ditemukan. Salin tabelnya bersama baris judul kolom, misalnya: Nama, No \
                        Paspor, Tanggal lahir, Jenis kelamin.";
            return Err(Problem::Malformed(refusal.to_owned()));
        };
        let places: Vec<usize> = table.rows.iter().map(|row| row.number - 1).collect();
        let (head, heads) = (table.head - 1, table.heads);
        let holds = columns::of(&heads, chosen, memory);
        let kept = kept(&heads, &holds, chosen);
        let remarks = grid.remarks.iter().cloned().chain(table.remarks).chain(kept).collect();
        let mut sheet = Self { grid, head, heads, holds, places, remarks };
        let formulas = sheet.formulas();
        sheet.remarks.extend(formulas);
        match sheet.rows().count() {
            0 => Err(Problem::Malformed(
                "Di bawah baris judul kolom tidak ada orang. Salin juga baris-barisnya.".to_owned(),
            )),
            rows if rows > MOST => Err(Problem::Malformed(format!(
                "Manifes ini berisi {} baris, paling banyak 1.000. Bagi per penerbangan, lalu tempel satu per satu.",
                kernel::figure::whole(i64::try_from(rows).unwrap_or(i64::MAX))
            ))),
            _ => Ok(sheet),
        }
    }

    /// The rows of people: place from 0, and cells.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &Vec<String>)> {
        self.places.iter().filter_map(|at| Some((*at, self.grid.rows.get(*at)?)))
    }

    /// What is said of formulas in columns that are only kept.
    fn formulas(&self) -> Vec<String> {
        let kept = self.holds.iter().enumerate().filter(|(_, holds)| matches!(holds, Holds::Age | Holds::Other));
        let formula =
            |column: usize| self.rows().any(|(_, row)| row.get(column).is_some_and(|text| text.starts_with('=')));
        let named = |column: usize| {
            let head = self.heads.get(column).map_or("", String::as_str);
            format!("Kolom {} ({head}) berisi rumus; hasilnya tidak disimpan.", baca::column_name(column))
        };
        kept.map(|(column, _)| column).filter(|column| formula(*column)).map(named).collect()
    }

    /// The merged region that an empty cell lies in, unless it is the region's first.
    pub(super) fn merged(&self, row: usize, column: usize) -> Option<&Merge> {
        self.grid.merged.iter().find(|merge| merge.from != (row, column) && merge.holds(row, column))
    }

    /// What to remember of the columns: folded heads and stored words, where a choice says other than the head does by itself.
    /// What memory said before and a choice took back is remembered too.
    pub(super) fn choices(
        &self,
        chosen: &HashMap<usize, String>,
        memory: &HashMap<String, String>,
    ) -> Vec<(String, String)> {
        let guessed = columns::of(&self.heads, &HashMap::new(), memory);
        let pairs = self.heads.iter().zip(&self.holds).zip(guessed).enumerate();
        let corrections =
            pairs.filter(|(at, ((_, holds), guess))| chosen.contains_key(at) && holds.code() != guess.code());
        let mut all: Vec<_> =
            corrections.map(|(_, ((head, holds), _))| (people::heads::folded(head), holds.code().to_owned())).collect();
        all.retain(|(head, _)| !head.is_empty());
        all.dedup();
        all
    }
}

/// What is said of columns that seem to be about a person and are only kept as they are, unless somebody chose that.
fn kept<'a>(
    heads: &'a [String],
    holds: &'a [Holds],
    chosen: &'a HashMap<usize, String>,
) -> impl Iterator<Item = String> + 'a {
    let other = |(at, (_, holds)): &(usize, (&String, &Holds))| holds.code().is_empty() && !chosen.contains_key(at);
    let columns = heads.iter().zip(holds).enumerate().filter(other);
    columns.filter_map(|(at, (head, _))| {
        people::heads::resembles(head)?;
        Some(format!(
            "Kolom {} ({head}) tampak berisi data orang, tetapi judulnya tidak dikenal dan isinya hanya disimpan apa adanya. Pilih isinya \
             di atas tabel.",
            baca::column_name(at)
        ))
    })
}

/// The grid as the reading room has it, to find the table in it.
fn sheet_of(grid: &Grid) -> baca::Sheet {
    let cell = |text: &String| baca::Cell { text: text.trim().to_owned(), ..baca::Cell::default() };
    let row =
        |(at, cells): (usize, &Vec<String>)| baca::Row { number: at + 1, cells: cells.iter().map(cell).collect() };
    let filled = |(_, cells): &(usize, &Vec<String>)| cells.iter().any(|cell| !cell.trim().is_empty());
    let rows = grid.rows.iter().enumerate().filter(filled).map(row).collect();
    baca::Sheet { rows, merged: grid.merged.clone(), begins: grid.begins.clone(), ..baca::Sheet::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use records::import::pasted;

    fn read(text: &str) -> Result<Sheet> {
        Sheet::of(pasted(text).unwrap(), &HashMap::new(), &HashMap::new())
    }

    #[test]
    fn titles_above_the_heads_are_passed_over() {
        let sheet = read("MANIFES MH 725\t\t\n\t\t\nNo\tNama\tPaspor\n1\tSiti Contoh\tX1\n").unwrap();
        assert_eq!((sheet.head, sheet.rows().count()), (2, 1));
    }

    #[test]
    fn what_stands_below_the_people_is_no_passenger() {
        let text = "No\tNama\tNo Paspor\n1\tSiti Contoh\tX7000011\n\t\t\n\tKuala Lumpur, 27 November 2026\t\n\tAtase \
                    Ketenagakerjaan\t\nJumlah\t1 orang\t";
        let sheet = read(text).unwrap();
        assert_eq!(sheet.rows().map(|(at, _)| at).collect::<Vec<_>>(), [1]);
        assert_eq!(sheet.remarks.len(), 2, "{:?}", sheet.remarks);
    }

    #[test]
    fn columns_that_seem_to_be_about_people_are_told_where_they_are_not_read() {
        let text = "No\tNama\tPaspor lain\tWarna Koper\n1\tSiti Contoh\tX7000001\tmerah\n";
        let sheet = read(text).unwrap();
        assert_eq!(sheet.remarks.len(), 1, "{:?}", sheet.remarks);
        assert!(sheet.remarks[0].starts_with("Kolom C (Paspor lain)"), "{:?}", sheet.remarks);
        let chosen = HashMap::from([(2, String::new())]);
        let sheet = Sheet::of(pasted(text).unwrap(), &chosen, &HashMap::new()).unwrap();
        assert!(sheet.remarks.is_empty(), "somebody has looked at it: {:?}", sheet.remarks);
    }

    #[test]
    fn formulas_in_columns_that_are_only_kept_are_told_once() {
        let text = "No\tNama\tUmur\n=1\tSiti Contoh\t=YEAR(1)\n=1+1\tBudi Contoh\t=YEAR(2)\n";
        let sheet = read(text).unwrap();
        assert_eq!(sheet.remarks, ["Kolom C (Umur) berisi rumus; hasilnya tidak disimpan."]);
    }

    #[test]
    fn what_is_no_manifest_is_refused_in_words() {
        for (text, words) in [
            ("Siti Contoh\tX1\nBudi Contoh\tX2\n", "Baris nama kolom tidak ditemukan"),
            ("Nama\tPaspor\n", "tidak ada orang"),
        ] {
            let Err(Problem::Malformed(refusal)) = read(text) else { panic!("taken: {text}") };
            assert!(refusal.contains(words), "{refusal}");
        }
        let many = format!("Nama\tPaspor\n{}", "Siti Contoh\tX1\n".repeat(5000));
        let Err(Problem::Malformed(refusal)) = read(&many) else { panic!("taken") };
        assert!(refusal.contains("5.000 baris, paling banyak 1.000"), "{refusal}");
    }
}
