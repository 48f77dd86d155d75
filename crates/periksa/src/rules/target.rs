//! `target-berbeda`: one target printed two ways.

use super::{Material, differing, listed, prints, what};
use crate::group::Place;
use crate::recognise::{Role, When};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    let times = [When::Year, When::Quarter(1), When::Quarter(2), When::Quarter(3), When::Quarter(4)];
    for indicator in material.families.iter().flat_map(|f| &f.indicators) {
        for role in times.map(Role::Target) {
            let groups = differing(prints(indicator, role));
            if groups.len() < 2 {
                continue;
            }
            let most = groups.iter().max_by_key(|g| g.len()).and_then(|g| g.first());
            let place = indicator.rows.first().map(Place::at).unwrap_or_default();
            findings.push(
                Temuan::new(
                    "target-berbeda",
                    &format!("{} {role:?}", indicator.key()),
                    format!("{place}, {}", what(role)),
                )
                .printed(listed(&groups))
                .computed(most.map_or_else(|| "—".to_owned(), |print| format!("paling sering {}", print.figure.text)))
                .says("Target yang sama tercetak berbeda. Samakan dengan perjanjian kinerja yang ditandatangani."),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_target_is_one_in_all_tables() {
        let a = "indikator,target\nNilai arsip internal,79.49\nJumlah pulang,20\n";
        let b = "indikator,target,realisasi\nNilai arsip internal,75,80\nJumlah pulang,20,20\n";
        assert_eq!(
            found(&[("a.csv", a), ("b.csv", b)]),
            ["target-berbeda: 79.49 (a.csv), 75 (b.csv) → paling sering 75"]
        );
        assert!(found(&[("a.csv", &a.replace("79.49", "75,00")), ("b.csv", b)]).is_empty());
    }
}
