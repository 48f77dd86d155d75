//! `angka-tak-terbaca`: what was meant as a number and is none.

use super::money::{implied, key};
use super::{Material, what};
use crate::cell::Content;
use crate::number::{show, show_percent};
use crate::recognise::{Role, Row, When};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for table in material.tables {
        for row in table.rows.iter().chain(&table.total) {
            for (role, cell) in row.cells.iter().filter(|(_, cell)| cell.content == Content::Unreadable) {
                let (computed, from) = meant(material, row, *role).unwrap_or_else(|| ("—".to_owned(), String::new()));
                let name = if role.is_performance() { what(*role) } else { table.head(*role).to_owned() };
                findings.push(
                    Temuan::new("angka-tak-terbaca", &key(row), format!("{}, {name}", table.at(row)))
                        .printed(cell.text.clone())
                        .computed(computed)
                        .says(format!("Tanda ribuan atau desimalnya salah tempat, sehingga angka ini tidak terbaca. Tulis ulang angkanya.{from}")),
                );
            }
        }
    }
    findings
}

fn meant(material: &Material<'_>, row: &Row, role: Role) -> Option<(String, String)> {
    if let Role::Capaian(When::Year) = role {
        let (realised, target) = (row.figure(Role::Realised(When::Year))?, row.figure(Role::Target(When::Year))?);
        return Some((show_percent(kernel::figure::percent(realised.value, target.value)?), String::new()));
    }
    if role == Role::Absorbed {
        let ceiling = row.cells.iter().rev().find(|(r, _)| matches!(r, Role::Ceiling(_)))?.1.figure()?;
        let spent = row.cells.iter().rev().find(|(r, _)| matches!(r, Role::Spent(_)))?.1.figure()?;
        return Some((show_percent(kernel::figure::percent(spent.value, ceiling.value)?), String::new()));
    }
    let (value, from) = implied(material.tables, row, role)?;
    Some((show(value), format!(" Menurut {from}: {}.", show(value))))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    #[test]
    fn a_broken_number_is_named_with_what_it_must_be() {
        let head = "kegiatan,pagu,realisasi,persen,sisa\n";
        assert_eq!(
            of(&format!("{head}Sosialisasi,\"24,2460,000\",\"23,450,000\",96.66%,\"810,000\"\n")),
            ["angka-tak-terbaca: 24,2460,000 → 24.260.000"]
        );
        assert!(of(&format!("{head}Sosialisasi,\"24,260,000\",\"23.450.000\",96.66%,\"810,000\"\n")).is_empty());
    }
}
