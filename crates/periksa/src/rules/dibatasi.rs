//! `capaian-dibatasi`: what is cut off at a cap is the capaian beside it, and the cap where that is higher.

use rust_decimal::Decimal;

use super::{Material, what};
use crate::number::show_percent;
use crate::recognise::{Role, Row, Table};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    material.tables.iter().flat_map(of_table).collect()
}

fn of_table(table: &Table) -> Vec<Temuan> {
    let capped = |(role, head): &(Role, String)| match role {
        Role::Capped(when) => Some((*when, cap(head)?)),
        _ => None,
    };
    let columns: Vec<_> = table.heads.iter().filter_map(capped).collect();
    let found = columns.iter().flat_map(|(when, cap)| {
        let (whole, cut) = (Role::Capaian(*when), Role::Capped(*when));
        table.rows.iter().filter_map(move |row| finding(table, row, (whole, cut), *cap))
    });
    found.collect()
}

fn finding(table: &Table, row: &Row, (whole, cut): (Role, Role), cap: Decimal) -> Option<Temuan> {
    let (whole, shown) = (row.figure(whole)?, row.figure(cut)?);
    let right = if whole.value > cap { shown.agrees(cap) } else { shown.same(whole) };
    if right {
        return None;
    }
    let key = row.no.clone().unwrap_or_else(|| row.name.clone());
    Some(
        Temuan::new("capaian-dibatasi", &key, format!("{}, {}", table.at(row), what(cut)))
            .printed(shown.text.clone())
            .computed(show_percent(whole.value.min(cap)))
            .says("Capaian yang dibatasi sama dengan capaiannya, dan batasnya bila capaiannya lebih tinggi. Hitung ulang lalu betulkan."),
    )
}

/// The cap that a head names: of "Capaian dibatasi 120 %" it is 120. A head without one cannot be held against anything.
fn cap(head: &str) -> Option<Decimal> {
    let digits: Vec<&str> = head.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [only] = digits.as_slice() else { return None };
    only.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    #[test]
    fn what_is_cut_off_follows_from_the_capaian_beside_it() {
        let head = "indikator;target;realisasi;capaian;capaian dibatasi 120 %\n";
        let right = "Jumlah pulang;3.390;9.167;270,41 %;120 %\nJumlah rapat;40;39;97,5 %;97,5 %\n";
        assert!(of(&format!("{head}{right}")).is_empty());
        let wrong = "Jumlah pulang;3.390;9.167;270,41 %;110 %\nJumlah rapat;40;39;97,5 %;98,5 %\n";
        assert_eq!(
            of(&format!("{head}{wrong}")),
            ["capaian-dibatasi: 110 % → 120%", "capaian-dibatasi: 98,5 % → 97,5%"]
        );
        let nameless =
            "indikator;target;realisasi;capaian;capaian dibatasi\nJumlah pulang;3.390;9.167;270,41 %;110 %\n";
        assert!(of(nameless).is_empty());
    }
}
