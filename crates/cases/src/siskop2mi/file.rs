//! A file of numbers as rows.

use kernel::reference::fold;
use kernel::{Problem, Result};
use records::import::{Cell, SENT, read};

use super::run::Entry;

const HEADS: &str =
    "Baris pertama harus berisi nama kolom: nomor dan nomor_siskop2mi, boleh juga siskop2mi_pada dan kantor.";

/// The place of a column that goes by one of some names.
fn place(heads: &[String], names: &[&str]) -> Option<usize> {
    heads.iter().position(|head| names.contains(&fold(&head.replace('_', " ")).as_str()))
}

/// Reads CSV or XLSX by the names of its columns. Rows without either number are left out.
///
/// # Errors
/// [`Problem::Malformed`] saying what is wrong with the file.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>> {
    let table = read(bytes, SENT)?;
    let own = place(&table.heads, &["nomor", "nomor pengaduan", "nomor lindung"]);
    let theirs = place(&table.heads, &["nomor siskop2mi", "siskop2mi"]);
    let (Some(own), Some(theirs)) = (own, theirs) else { return Err(Problem::Malformed(HEADS.to_owned())) };
    let day = place(&table.heads, &["siskop2mi pada", "tanggal masuk siskop2mi", "tanggal"]);
    let office = place(&table.heads, &["kantor", "kode kantor"]);
    let mut entries = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        let text = |at: Option<usize>| -> Result<String> {
            match at.and_then(|at| cells.get(at)) {
                None | Some(Cell::Empty) => Ok(String::new()),
                Some(Cell::Text(text) | Cell::Number(text)) => Ok(text.trim().to_owned()),
                Some(Cell::Formula) => Err(Problem::Malformed(format!(
                    "Baris {line} berisi rumus. Ganti dengan nilainya, lalu kirim lagi."
                ))),
            }
        };
        let entry =
            Entry { number: text(Some(own))?, siskop2mi: text(Some(theirs))?, day: text(day)?, office: text(office)? };
        if !entry.number.is_empty() || !entry.siskop2mi.is_empty() {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// Rows as text that a form carries from the preview to the saving.
pub(super) fn carry(entries: &[Entry]) -> String {
    let line = |e: &Entry| {
        [&e.number, &e.siskop2mi, &e.day, &e.office].map(|text| text.replace(['\t', '\n', '\r'], " ")).join("\t")
    };
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Rows out of such text.
pub(super) fn carried(text: &str) -> Vec<Entry> {
    let entry = |line: &str| {
        let mut cells = line.split('\t').map(|cell| cell.trim().to_owned());
        let mut next = || cells.next().unwrap_or_default();
        Entry { number: next(), siskop2mi: next(), day: next(), office: next() }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_rows_are_carried_whole() {
        let file =
            "Nomor Pengaduan;Nomor SISKOP2MI;Tanggal\nPGD-2025-000001;S-1;02/06/2025\n;;\nPGD-2025-000002;S-2;\n";
        let entries = entries(file.as_bytes()).unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].day.as_str(), entries[1].siskop2mi.as_str()), ("02/06/2025", "S-2"));
        assert_eq!(carried(&carry(&entries)), entries);
    }

    #[test]
    fn a_file_without_the_two_columns_is_refused_with_their_names() {
        let Err(Problem::Malformed(refusal)) = entries(b"a;b\n1;2\n") else { panic!("taken") };
        assert!(refusal.contains("nomor_siskop2mi"), "{refusal}");
    }
}
