//! `jumlah-anggaran`: the total row is the sum of the rows above it.
//!
//! Where rows add up to other rows (a programme and its activities), the upper ones are added, not both.

use rust_decimal::Decimal;

use super::Material;
use super::money::{amount, amount_or_implied, key};
use crate::number::show;
use crate::recognise::{Role, Row, Table};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for table in material.tables {
        let Some(total) = &table.total else { continue };
        for (role, sum) in differing(material.tables, table, total) {
            let printed = total.cell(role).map(|cell| cell.text.clone()).unwrap_or_default();
            let guessed = table.rows.iter().any(|row| amount(row, role).is_none());
            let note = if guessed { " Satu angka tak terbaca dihitung dari baris atau tabel lain." } else { "" };
            findings.push(
                Temuan::new("jumlah-anggaran", &format!("{role:?} {}", key(total)), format!("{}, {}", table.at(total), table.head(role)))
                    .printed(printed)
                    .computed(show(sum))
                    .says(format!("Baris jumlah tidak sama dengan jumlah baris-barisnya. Hitung ulang, atau cari baris yang hilang.{note}")),
            );
        }
    }
    findings
}

/// The columns whose total is not the sum of its rows, each with that sum.
pub(super) fn differing(tables: &[Table], table: &Table, total: &Row) -> Vec<(Role, Decimal)> {
    let columns: Vec<Role> = table.heads.iter().map(|(role, _)| *role).filter(|role| role.is_money()).collect();
    let tables = if tables.is_empty() { std::slice::from_ref(table) } else { tables };
    let value = |row: &Row, role: Role| amount_or_implied(tables, row, role);
    let top = upper(table, &columns);
    let mut differences = Vec::new();
    for role in columns {
        let Some(printed) = total.figure(role) else { continue };
        let sum = |rows: &[&Row]| rows.iter().map(|row| value(row, role)).sum::<Option<Decimal>>();
        let all: Vec<&Row> = table.rows.iter().collect();
        let (Some(flat), Some(upper)) = (sum(&all), sum(&top)) else { continue };
        let slack = slack(table, role);
        let fits = |sum: &Decimal| printed.within(*sum - slack, *sum + slack);
        if table.rows.len() > 1 && ![flat, upper, flat / Decimal::TWO].iter().any(fits) {
            differences.push((role, if top.len() < all.len() { upper } else { flat }));
        }
    }
    differences
}

/// How far rounded amounts may add up away from the rounded total.
fn slack(table: &Table, role: Role) -> Decimal {
    let scale = table.rows.iter().filter_map(|row| Some(row.figure(role)?.value.scale())).max().unwrap_or_default();
    let rounded = table.rounded || (scale > 0 && scale < 2);
    if rounded { Decimal::new(5, scale + 1) * Decimal::from(table.rows.len() + 1) } else { Decimal::ZERO }
}

/// The rows that are not part of a row above them.
fn upper<'a>(table: &'a Table, columns: &[Role]) -> Vec<&'a Row> {
    let mut top = Vec::new();
    let mut at = 0;
    while let Some(row) = table.rows.get(at) {
        top.push(row);
        at += 1 + parts(row, table.rows.get(at + 1..).unwrap_or_default(), columns);
    }
    top
}

/// How many of the following rows add up to this one in every column.
fn parts(row: &Row, below: &[Row], columns: &[Role]) -> usize {
    let whole: Option<Vec<Decimal>> = columns.iter().map(|role| amount(row, *role)).collect();
    let Some(whole) = whole.filter(|w| w.iter().any(|v| !v.is_zero())) else { return 0 };
    let mut sums = vec![Decimal::ZERO; columns.len()];
    for (at, part) in below.iter().enumerate() {
        for (sum, role) in sums.iter_mut().zip(columns) {
            *sum += amount(part, *role).unwrap_or_default();
        }
        if sums == whole {
            return at + 1;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    const HEAD: &str = "kegiatan,pagu,realisasi\n";

    #[test]
    fn a_total_is_the_sum_of_its_rows() {
        assert!(of(&format!("{HEAD}A,100,50\nB,\"200\",-\nC,1.000,50\nJumlah,1.300,100\n")).is_empty());
        assert_eq!(of(&format!("{HEAD}A,100,50\nB,200,-\nTOTAL,310,50\n")), ["jumlah-anggaran: 310 → 300"]);
    }

    #[test]
    fn rows_of_a_programme_are_not_added_twice() {
        let rows = "Program A,300,90\nA1,100,50\nA2,200,40\nProgram B,50,10\nB1,20,10\nB2,30,0\n";
        assert!(of(&format!("{HEAD}{rows}JUMLAH,350,100\n")).is_empty());
        assert_eq!(of(&format!("{HEAD}{rows}JUMLAH,360,100\n")), ["jumlah-anggaran: 360 → 350"]);
    }
}
