//! A manifest as it was pasted, with its heads found.

use std::collections::HashMap;

use kernel::{Problem, Result};
use records::import::{Grid, Merge};

use super::MOST;
use super::columns::{self, Holds};

/// How far down the heads are looked for.
const DEEP: usize = 30;

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
}

impl Sheet {
    /// Finds the heads: the row in which most are known.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for what holds no table, has no heads or too many rows, saying what to do.
    pub(super) fn of(grid: Grid, chosen: &HashMap<usize, String>, memory: &HashMap<String, String>) -> Result<Self> {
        let known = |row: &Vec<String>| row.iter().filter(|head| columns::known(head, memory).is_some()).count();
        let best = grid.rows.iter().take(DEEP).map(known).enumerate().rev().max_by_key(|(_, count)| *count);
        let top = best.filter(|(_, count)| *count > 0);
        let named =
            |row: &Vec<String>| row.iter().any(|h| columns::known(h, memory).is_some_and(|k| k.code() == "nama"));
        let head = top.filter(|(at, count)| *count > 1 || grid.rows.get(*at).is_some_and(named));
        let Some((head, _)) = head else {
            let refusal = "Baris nama kolom tidak ditemukan. Salin tabelnya bersama baris judul kolom, misalnya: Nama, No \
                        Paspor, Tanggal lahir, Jenis kelamin.";
            return Err(Problem::Malformed(refusal.to_owned()));
        };
        let heads = grid.rows.get(head).cloned().unwrap_or_default();
        let holds = columns::of(&heads, chosen, memory);
        let sheet = Self { grid, head, heads, holds };
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

    /// The rows of people: place from 0, and cells. Rows without text are passed over.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &Vec<String>)> {
        let all = self.grid.rows.iter().enumerate().skip(self.head + 1);
        all.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()))
    }

    /// The merged region that an empty cell lies in, unless it is the region's first.
    pub(super) fn merged(&self, row: usize, column: usize) -> Option<&Merge> {
        self.grid.merged.iter().find(|merge| {
            merge.from != (row, column)
                && (merge.from.0..=merge.to.0).contains(&row)
                && (merge.from.1..=merge.to.1).contains(&column)
        })
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

/// The name of a cell, as a spreadsheet has it: B7.
pub(super) fn cell_name((row, column): (usize, usize)) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
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

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        assert_eq!([(6, 1), (0, 25), (0, 26)].map(cell_name), ["B7", "Z1", "AA1"]);
    }
}
