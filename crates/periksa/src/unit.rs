//! What kind of number an indicator is: only counts add up over the quarters.

use crate::recognise::{Role, Row, When};

/// The kind of an indicator's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Persons, cases, activities: the year is the sum of its quarters.
    Count,
    /// A share of a whole, in percent.
    Share,
    /// A score or an index.
    Score,
    /// A category.
    Category,
    /// Not said, and not to be guessed.
    Unknown,
}

/// The kind that the rows of an indicator say; where none says it, what the numbers show.
pub(crate) fn unit(rows: &[&Row]) -> Unit {
    let known = rows.iter().map(|row| named_unit(row)).find(|unit| *unit != Unit::Unknown);
    known.unwrap_or_else(|| shown(rows))
}

fn named_unit(row: &Row) -> Unit {
    let bracket = row.name.rsplit_once('(').map_or("", |(_, unit)| unit.trim_end_matches(')'));
    for text in [row.unit.as_str(), bracket] {
        let first = text.trim().to_lowercase();
        let first = first.split(|c: char| !c.is_alphabetic() && c != '%').next().unwrap_or_default();
        match first {
            "persen" | "%" | "persentase" | "prosentase" => return Unit::Share,
            "nilai" | "indeks" | "skor" | "poin" | "level" | "angka" | "rasio" | "skala" => return Unit::Score,
            "kategori" | "predikat" | "opini" => return Unit::Category,
            "orang" | "kasus" | "kegiatan" | "dokumen" | "laporan" | "layanan" | "paket" | "lembaga" | "fasilitasi" => {
                return Unit::Count;
            }
            _ => {}
        }
    }
    if !row.unit.trim().is_empty() && row.unit.chars().any(char::is_alphabetic) {
        return Unit::Count;
    }
    if figures(row).any(|f| f.percent) {
        return Unit::Share;
    }
    let name = row.name.trim_start().to_lowercase();
    match name.split(|c: char| c.is_whitespace()).next().unwrap_or_default() {
        first if first.starts_with('%') => Unit::Share,
        "persentase" | "persen" | "prosentase" | "tingkat" | "rasio" | "proporsi" | "rata-rata" => Unit::Share,
        "nilai" | "indeks" | "skor" | "predikat" | "opini" | "level" | "maturitas" => Unit::Score,
        "jumlah" | "banyaknya" => Unit::Count,
        _ => Unit::Unknown,
    }
}

/// Quarterly targets that add up to the year's, and whole numbers beyond any scale, are counts.
fn shown(rows: &[&Row]) -> Unit {
    let targets = rows.iter().find_map(|row| quarters(row, Role::Target));
    let year = rows.iter().find_map(|row| row.figure(Role::Target(When::Year)));
    if let (Some(targets), Some(year)) = (targets, year) {
        let sum: rust_decimal::Decimal = targets.iter().map(|f| f.value).sum();
        let level = targets.iter().all(|f| f.value == year.value);
        if sum == year.value && !level {
            return Unit::Count;
        }
    }
    let whole = rows.iter().flat_map(|row| figures(row)).all(|f| f.value.scale() == 0);
    let large = rows.iter().flat_map(|row| figures(row)).any(|f| f.value > rust_decimal::Decimal::from(200));
    if whole && large { Unit::Count } else { Unit::Unknown }
}

fn figures(row: &Row) -> impl Iterator<Item = &crate::number::Figure> {
    row.cells
        .iter()
        .filter(|(role, _)| matches!(role, Role::Target(_) | Role::Realised(_)))
        .filter_map(|(_, c)| c.figure())
}

/// The four quarters of a row, where all four are numbers.
pub(crate) fn quarters(row: &Row, role: fn(When) -> Role) -> Option<[&crate::number::Figure; 4]> {
    let of = |n: u8| row.figure(role(When::Quarter(n)));
    Some([of(1)?, of(2)?, of(3)?, of(4)?])
}
