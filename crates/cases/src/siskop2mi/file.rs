//! A file of numbers as rows.

use baca::{Made, Row};
use kernel::form::order::settle;
use kernel::form::{day_near, parse_day};
use kernel::period::written;
use kernel::reference::fold;
use kernel::{Day, Problem, Result};
use records::import::{SENT, read};

use super::run::Entry;

const HEADS: &str = "Kolom nomor dan nomor_siskop2mi tidak ditemukan. Tulis nama kolomnya di atas tabel; boleh juga siskop2mi_pada dan \
                     kantor.";

/// The names of the columns: our number, theirs, its day, the office.
const NAMES: [&[&str]; 4] = [
    &["nomor", "nomor pengaduan", "nomor lindung"],
    &["nomor siskop2mi", "siskop2mi"],
    &["siskop2mi pada", "tanggal masuk siskop2mi", "tanggal"],
    &["kantor", "kode kantor"],
];

fn plain(head: &str) -> String {
    fold(&head.replace('_', " "))
}

/// Reads a table by the names of its columns, with what was passed over. Rows without either number are left out.
///
/// # Errors
/// [`Problem::Malformed`] saying what is wrong with the file.
pub(super) fn entries(bytes: &[u8], today: Day) -> Result<(Vec<Entry>, Vec<String>)> {
    let paper = read(bytes, SENT)?;
    let known = |head: &str| NAMES.iter().any(|names| names.contains(&plain(head).as_str()));
    let (tables, sheets) = baca::tables(&paper, &known);
    let mut remarks: Vec<String> = paper.remarks.iter().cloned().chain(sheets).collect();
    let (mut entries, mut found) = (Vec::new(), false);
    for table in tables {
        let place = |at: usize| {
            let names = NAMES.get(at).copied().unwrap_or_default();
            table.heads.iter().position(|head| names.contains(&plain(head).as_str()))
        };
        if place(0).is_none() || place(1).is_none() {
            continue;
        }
        found = true;
        remarks.extend(table.remarks.iter().cloned());
        let (mut own, mut lines) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let text = |at: usize| cell(row, place(at));
            let entry = Entry { number: text(0)?, siskop2mi: text(1)?, day: text(2)?, office: text(3)? };
            if !entry.number.is_empty() || !entry.siskop2mi.is_empty() {
                own.push(entry);
                lines.push(row.number);
            }
        }
        let head = place(2).and_then(|at| table.heads.get(at)).map_or("", String::as_str);
        remarks.extend(days(head, &mut own, &lines, today)?);
        entries.extend(own);
    }
    if found { Ok((entries, remarks)) } else { Err(Problem::Malformed(HEADS.to_owned())) }
}

/// Brings the days into one order; what was understood is told.
fn days(head: &str, entries: &mut [Entry], lines: &[usize], today: Day) -> Result<Vec<String>> {
    let texts = lines.iter().copied().zip(entries.iter().map(|entry| entry.day.as_str()));
    let settled = settle(head, texts).map_err(|mixed| Problem::Malformed(mixed.detail()))?;
    let mut remarks: Vec<String> =
        settled.remark.iter().map(|(line, detail)| format!("Baris {line}: {detail}")).collect();
    for (entry, line) in entries.iter_mut().zip(lines) {
        entry.day = settled.text(&entry.day).into_owned();
        let short = parse_day(&entry.day).is_none().then(|| day_near(&entry.day, today)).flatten();
        remarks.extend(short.map(|day| format!("Baris {line}: tahunnya dua angka; dibaca {}.", written(day))));
    }
    Ok(remarks)
}

fn cell(row: &Row, column: Option<usize>) -> Result<String> {
    let cell = column.and_then(|column| row.cells.get(column));
    match cell.map(|cell| (cell.made, cell.is_rounded())) {
        Some((Made::Formula | Made::Fault, _)) => Err(Problem::Malformed(format!(
            "Baris {} berisi rumus atau galat Excel. Ganti dengan nilainya, lalu kirim lagi.",
            row.number
        ))),
        Some((_, true)) => Err(Problem::Malformed(format!(
            "Baris {} berisi angka yang lebih panjang dari 15 angka, jadi Excel sudah membulatkan ujungnya. Jadikan kolomnya teks, ketik \
             ulang, lalu kirim lagi.",
            row.number
        ))),
        _ => Ok(cell.map(|cell| cell.text.clone()).unwrap_or_default()),
    }
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
        let (entries, remarks) = entries(file.as_bytes(), today()).unwrap();
        assert_eq!(remarks, [""; 0]);
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].day.as_str(), entries[1].siskop2mi.as_str()), ("02/06/2025", "S-2"));
        assert_eq!(carried(&carry(&entries)), entries);
    }

    fn today() -> Day {
        Day::from_ymd_opt(2025, 6, 30).unwrap()
    }

    #[test]
    fn the_days_of_a_file_have_one_order() {
        let of = |days: [&str; 2]| {
            let rows: Vec<String> = days.iter().map(|day| format!("PGD-2025-000001;S-1;{day}")).collect();
            entries(format!("nomor;siskop2mi;tanggal\n{}\n", rows.join("\n")).as_bytes(), today())
        };
        let (american, remarks) = of(["06/02/2025", "06/13/2025"]).unwrap();
        assert_eq!((american[0].day.as_str(), american[1].day.as_str()), ("02/06/2025", "13/06/2025"));
        assert!(remarks[0].contains("Baris 3") && remarks[0].contains("bulan/hari/tahun"), "{remarks:?}");
        let Err(Problem::Malformed(refusal)) = of(["13/06/2025", "06/13/2025"]) else { panic!("taken") };
        assert!(refusal.contains("baris 2") && refusal.contains("baris 3"), "{refusal}");
        assert_eq!(of(["13/06/25", "2025-06-13"]).unwrap().1, ["Baris 2: tahunnya dua angka; dibaca 13/06/2025."]);
    }

    #[test]
    fn a_file_without_the_two_columns_is_refused_with_their_names() {
        let Err(Problem::Malformed(refusal)) = entries(b"a;b\n1;2\n", today()) else { panic!("taken") };
        assert!(refusal.contains("nomor_siskop2mi"), "{refusal}");
    }
}
