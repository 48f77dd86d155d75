//! A file of numbers as rows.

use baca::{Cell, Made, Merge, Row, Table};
use kernel::form::order::settle;
use kernel::form::{blank, day_near, parse_day};
use kernel::period::written;
use kernel::{Day, Problem, Result};
use people::heads::{folded, written_out};
use records::import::{SENT, read};

use super::run::Entry;
use super::{DAY, NUMBER};

const HEADS: &str = "Kolom nomor dan nomor_siskop2mi tidak ditemukan. Tulis nama kolomnya di atas tabel; boleh juga siskop2mi_pada dan \
                     kantor.";

/// The names of the columns: our number, theirs, its day, the office.
const NAMES: [&[&str]; 4] = [
    &["nomor", "nomor pengaduan", "nomor aduan", "nomor lindung"],
    &["nomor siskop2mi", "siskop2mi"],
    &["siskop2mi pada", "tanggal masuk siskop2mi", "tanggal siskop2mi", "tanggal"],
    &["kantor", "kode kantor"],
];

/// A head with its words written out. "No" alone counts the rows.
fn plain(head: &str) -> String {
    let plain = folded(head);
    if plain == "no" { plain } else { written_out(head) }
}

/// Reads a table by the names of its columns, with what was passed over. Rows without either number are passed over too.
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
            remarks.push(format!(
                "Lembar {} tidak dibaca: kolom nomor dan nomor_siskop2mi tidak ada dua-duanya.",
                table.on.name
            ));
            continue;
        }
        found = true;
        remarks.extend(table.remarks.iter().cloned());
        let (mut own, mut lines) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let entry = entry(&table, row, &place);
            if row.cells.len() > table.heads.len() {
                remarks.push(format!(
                    "Baris {} punya {} sel, padahal kolomnya {}; kelebihannya tidak dibaca.",
                    entry.place,
                    row.cells.len(),
                    table.heads.len()
                ));
            }
            if entry.broken.is_some() || !entry.number.is_empty() || !entry.siskop2mi.is_empty() {
                own.push(entry);
                lines.push(row.number);
            } else {
                remarks.push(format!("Baris {} dilewati: tidak ada nomor di dalamnya.", entry.place));
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

/// The fields of the four columns.
const FIELDS: [&str; 4] = ["nomor", NUMBER, DAY, "kantor"];

/// A row; of cells that cannot be read the first is told.
fn entry(table: &Table<'_>, row: &Row, place: &dyn Fn(usize) -> Option<usize>) -> Entry {
    let sheet = if table.sheet.is_empty() { String::new() } else { format!("lembar {}, ", table.sheet) };
    let mut entry = Entry { place: format!("{sheet}{}", row.number), ..Entry::default() };
    let texts = [&mut entry.number, &mut entry.siskop2mi, &mut entry.day, &mut entry.office];
    for (at, (text, field)) in texts.into_iter().zip(FIELDS).enumerate() {
        let Some(column) = place(at) else { continue };
        let cell = row.cells.get(column).cloned().unwrap_or_default();
        let merged = table.on.covered(row.number - 1, column).filter(|_| cell.is_empty());
        let detail = merged.map(Merge::advice).or_else(|| unread(&cell).map(str::to_owned));
        match detail {
            Some(detail) => entry.broken = entry.broken.or(Some((field, detail))),
            None if blank(&cell.text) => {}
            None => *text = cell.text,
        }
    }
    entry
}

/// Why a cell cannot be read.
fn unread(cell: &Cell) -> Option<&'static str> {
    match cell.made {
        Made::Formula => Some("Sel ini berisi rumus. Salin selnya, lalu tempel sebagai nilai."),
        Made::Fault => {
            Some("Sel ini berisi galat Excel (misalnya #N/A), bukan isi. Betulkan rumusnya atau ketik isinya.")
        }
        _ if cell.is_rounded() => Some(
            "Angka ini lebih panjang dari 15 angka, jadi Excel sudah membulatkan ujungnya. Jadikan kolomnya teks, lalu ketik ulang.",
        ),
        _ => None,
    }
}

/// Rows as text that a form carries from the preview to the saving. Those that cannot be read stay behind.
pub(super) fn carry(entries: &[Entry]) -> String {
    let line = |e: &Entry| {
        [&e.number, &e.siskop2mi, &e.day, &e.office, &e.place]
            .map(|text| text.replace(['\t', '\n', '\r'], " "))
            .join("\t")
    };
    entries.iter().filter(|entry| entry.broken.is_none()).map(line).collect::<Vec<_>>().join("\n")
}

/// Rows out of such text.
pub(super) fn carried(text: &str) -> Vec<Entry> {
    let entry = |line: &str| {
        let mut cells = line.split('\t').map(|cell| cell.trim().to_owned());
        let mut next = || cells.next().unwrap_or_default();
        let (number, siskop2mi, day, office) = (next(), next(), next(), next());
        Entry { number, siskop2mi, day, office, place: next(), broken: None }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_rows_are_carried_whole() {
        let file =
            "No. Pengaduan;No SISKOP2MI;Tgl (dd/mm/yyyy)\nPGD-2025-000001;S-1;02/06/2025\n;;\nPGD-2025-000002;S-2;\n";
        let (entries, remarks) = entries(file.as_bytes(), today()).unwrap();
        assert_eq!(remarks, [""; 0]);
        assert_eq!(entries.iter().map(|entry| entry.place.as_str()).collect::<Vec<_>>(), ["2", "4"]);
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
