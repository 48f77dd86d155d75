//! `sisa-anggaran`: what is left is the ceiling less what was spent.

use rust_decimal::Decimal;

use super::Material;
use super::money::{amount, basis, key};
use crate::number::show;
use crate::recognise::{Role, Row, Table};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    material.tables.iter().flat_map(of_table).collect()
}

fn of_table(table: &Table) -> Vec<Temuan> {
    let Some((ceiling, spent)) = basis(table) else { return Vec::new() };
    let sums_hold = table.total.as_ref().is_none_or(|total| super::jumlah::differing(&[], table, total).is_empty());
    let rows = table.rows.iter().chain(table.total.as_ref().filter(|_| sums_hold));
    let wrong: Vec<_> = rows.filter_map(|row| finding(table, row, ceiling, spent)).collect();
    // A column that fits hardly any row is left over of something else.
    if wrong.len() > 2 && wrong.len() * 2 > table.rows.len() { Vec::new() } else { wrong }
}

fn finding(table: &Table, row: &Row, ceiling: Role, spent: Role) -> Option<Temuan> {
    let shown = row.figure(Role::Left)?;
    let left = row.figure(ceiling)?.value - amount(row, spent)?;
    let slack = if table.rounded { Decimal::new(15, shown.value.scale() + 1) } else { Decimal::ZERO };
    if shown.within(left - slack, left + slack) {
        return None;
    }
    Some(
        Temuan::new("sisa-anggaran", &key(row), format!("{}, {}", table.at(row), table.head(Role::Left)))
            .printed(shown.text.clone())
            .computed(show(left))
            .says("Sisa adalah pagu dikurangi realisasi. Hitung ulang lalu betulkan."),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    #[test]
    fn what_is_left_follows_from_the_row() {
        let head = "kegiatan,pagu,realisasi,sisa\n";
        assert!(of(&format!("{head}Aduan,47400000,31026679,16373321\nRapat,5000,-,5000\n")).is_empty());
        assert_eq!(
            of(&format!("{head}Aduan,47400000,31026679,16373000\nRapat,5000,5000,0\n")),
            ["sisa-anggaran: 16373000 → 16.373.321"]
        );
    }
}
