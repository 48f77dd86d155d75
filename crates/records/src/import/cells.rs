//! The cells of a row as text of fields.

use baca::{Cell, Made, Row, Table, column_name};
use kernel::form::{Field, FieldKind, Form, Holds, blank};

use super::columns::Headed;
use super::dates::Days;
use super::report::CellError;

/// A row as a form, what is wrong in it, and what was understood otherwise than it stands there.
#[derive(Default)]
pub(super) struct Taken {
    /// Text by field, without the cells that are wrong.
    pub form: Form,
    /// What is wrong.
    pub errors: Vec<CellError>,
    /// What was understood otherwise.
    pub warnings: Vec<CellError>,
    /// Whether the row may not be recorded, also where its errors stand elsewhere.
    pub broken: bool,
}

/// Takes a row.
pub(super) fn take(headed: &Headed<'_>, row: &Row, days: &Days) -> Taken {
    let table = &headed.table;
    let mut taken = Taken::default();
    let say = |column: &str, value: String, detail: &str| CellError {
        sheet: table.sheet.to_owned(),
        row: row.number,
        column: column.to_owned(),
        value,
        detail: detail.to_owned(),
    };
    if let Some(detail) = beyond(table, row) {
        taken.errors.push(say("", String::new(), &detail));
    }
    for (column, field) in headed.columns.fields.iter().enumerate() {
        let Some(field) = field else { continue };
        let cell = row.cells.get(column).cloned().unwrap_or_default();
        if cell.is_empty()
            && let Some(merge) = table.on.covered(row.number - 1, column)
        {
            taken.errors.push(say(field.key, String::new(), &merge.advice()));
            continue;
        }
        match text(field, &cell) {
            Ok(None) => {}
            Ok(Some(text)) => {
                let text = days.text(column, text);
                let whole = restored(field, &cell, &text);
                if let Some(whole) = &whole {
                    let detail = "Angka 0 di depan dihilangkan Excel; nomornya dibaca dengan 0.";
                    taken.warnings.push(say(field.key, field.masked(whole), detail));
                }
                taken.form.insert(field.key.to_owned(), whole.unwrap_or_else(|| text.into_owned()));
            }
            Err(detail) => taken.errors.push(say(field.key, String::new(), detail)),
        }
    }
    taken.broken = days.open(row.number) || !taken.errors.is_empty();
    taken
}

/// What is wrong with a row of a text file that has more cells than there are columns: a sign between columns stands in one of them.
fn beyond(table: &Table<'_>, row: &Row) -> Option<String> {
    let (cells, columns) = (row.cells.len(), table.heads.len());
    (table.on.name.is_empty() && cells > columns).then(|| {
        format!(
            "Baris ini punya {cells} sel, padahal kolomnya {columns}. Apit isi yang mengandung tanda pemisah dengan tanda kutip."
        )
    })
}

/// The columns without a head in which something stands, in a sentence.
pub(super) fn headless(table: &Table<'_>) -> Option<String> {
    let headless = |column: usize| table.heads.get(column).is_none_or(String::is_empty);
    let mut columns: Vec<usize> = table
        .rows
        .iter()
        .flat_map(|row| row.filled().map(|(column, _)| column))
        .filter(|column| headless(*column) && (!table.on.name.is_empty() || *column < table.heads.len()))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let names: Vec<String> = columns.into_iter().map(column_name).collect();
    let sheet = if table.sheet.is_empty() { String::new() } else { format!("Lembar {}: ", table.sheet) };
    (!names.is_empty()).then(|| format!("{sheet}Kolom {} tidak berjudul, jadi isinya tidak dibaca.", names.join(", ")))
}

fn text<'a>(field: &Field, cell: &'a Cell) -> Result<Option<&'a str>, &'static str> {
    match cell.made {
        Made::Formula => Err("Sel ini berisi rumus. Salin selnya, lalu tempel sebagai nilai."),
        Made::Fault => {
            Err("Sel ini berisi galat Excel (misalnya #N/A), bukan isi. Betulkan rumusnya atau ketik isinya.")
        }
        Made::Number if field.kind == FieldKind::Nik => Err(
            "NIK tersimpan sebagai angka, padahal Excel membulatkan angka ke-16. Jadikan kolomnya teks, lalu ketik ulang NIK.",
        ),
        Made::Number if field.kind.holds() == Holds::Text && cell.is_rounded() => Err(
            "Angka ini lebih panjang dari 15 angka, jadi Excel sudah membulatkan ujungnya. Jadikan kolomnya teks, lalu ketik ulang.",
        ),
        Made::Text if blank(&cell.text) => Ok(None),
        Made::Text | Made::Number => Ok(Some(cell.text.as_str()).filter(|text| !text.is_empty())),
    }
}

/// A telephone number that a spreadsheet keeps as a number, with the 0 that it lost.
fn restored(field: &Field, cell: &Cell, text: &str) -> Option<String> {
    let lost = field.kind == FieldKind::Phone && cell.made == Made::Number && text.starts_with('8');
    lost.then(|| format!("0{text}"))
}
