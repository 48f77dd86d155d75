//! `jumlah-dua-cara`: the totals of two budget tables that claim to be the same and are not.
//!
//! Two totals claim to be the same where percentage and remainder are printed alike; totals of different scope are not compared.

use super::Material;
use crate::number::show;
use crate::recognise::{Role, Row, Table};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let totals: Vec<(&Table, &Row)> = material.tables.iter().filter_map(|t| Some((t, t.total.as_ref()?))).collect();
    let mut findings = Vec::new();
    for (at, (table, total)) in totals.iter().enumerate() {
        for (other_table, other) in totals.get(at + 1..).unwrap_or_default() {
            let same = |role: Role| matches!((total.figure(role), other.figure(role)), (Some(a), Some(b)) if a.value == b.value);
            let (Some(a), Some(b)) = (spent(total), spent(other)) else { continue };
            if table.year != other_table.year || !same(Role::Absorbed) || !same(Role::Left) || a.value == b.value {
                continue;
            }
            let (low, high) = (show(a.value.min(b.value)), show(a.value.max(b.value)));
            for place in [table.at(total), other_table.at(other)] {
                let finding = Temuan::new("jumlah-dua-cara", &format!("{low} {high}"), place)
                    .printed(format!("{low} dan {high}"));
                findings.push(finding
                    .says("Jumlah realisasi yang sama tercetak berbeda, padahal persentase dan sisanya sama. Tentukan yang benar."));
            }
        }
    }
    findings
}

fn spent(row: &Row) -> Option<&crate::number::Figure> {
    row.cells.iter().rev().find(|(role, _)| matches!(role, Role::Spent(_))).and_then(|(_, cell)| cell.figure())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn totals_that_claim_to_be_the_same_must_be() {
        let a = "jenis,pagu,realisasi,persen,sisa\nBarang,600,500,\"83,33%\",100\nModal,400,400,100%,0\nJumlah,1000,900,90%,100\n";
        let b = "kegiatan,pagu,realisasi,persen,sisa\nX,500,450,90%,50\nY,500,450,90%,50\nJumlah,1000,900,90%,100\n";
        assert!(found(&[("a.csv", a), ("b.csv", b)]).is_empty());
        let wrong = b.replace("X,500,450,90%,50", "X,500,451,90%,50").replace("Jumlah,1000,900", "Jumlah,1000,901");
        let all = found(&[("a.csv", a), ("b.csv", &wrong)]);
        assert!(all.iter().any(|t| t.starts_with("jumlah-dua-cara")), "{all:?}");
    }
}
