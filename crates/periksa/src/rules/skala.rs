//! `nilai-di-atas-skala`: a score above its scale, a share above its whole.

use rust_decimal::Decimal;

use super::{Material, what};
use crate::recognise::{Role, Row};
use crate::temuan::Temuan;
use crate::unit::{Unit, unit};

/// Scores of assessments that end at 100.
const HUNDRED: [&str; 14] = [
    "kinerja anggaran",
    "nka",
    "ikpa",
    "akip",
    "sakip",
    "akuntabilitas kinerja",
    "zona integritas",
    "wbk",
    "wbbm",
    "kearsipan",
    "arsip",
    "reformasi birokrasi",
    "kepuasan masyarakat",
    "pelayanan publik",
];
/// Words of a share that cannot be more than its whole.
const PARTS: [&str; 4] = ["dari jumlah", "dari total", "dari seluruh", "pemenuhan syarat"];

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for indicator in material.families.iter().flat_map(|f| &f.indicators) {
        let unit = unit(&indicator.plain());
        for place in &indicator.rows {
            let Some(top) = top(place.row, unit) else { continue };
            for (role, cell) in &place.row.cells {
                let Some(figure) = cell.figure().filter(|_| matches!(role, Role::Target(_) | Role::Realised(_))) else {
                    continue;
                };
                if figure.readings().all(|value| value > top) {
                    findings.push(
                        Temuan::new("nilai-di-atas-skala", &format!("{} {role:?}", indicator.key()), format!("{}, {}", place.at(), what(*role)))
                            .printed(figure.text.clone())
                            .computed(format!("paling tinggi {top}"))
                            .says("Angka ini melebihi skalanya. Periksa apakah yang tercetak capaiannya, atau desimalnya salah tempat."),
                    );
                }
            }
        }
    }
    findings
}

/// The highest value that an indicator can have, where its name says so.
fn top(row: &Row, unit: Unit) -> Option<Decimal> {
    let name = row.name.to_lowercase();
    if let Some((_, scale)) = name.split_once("skala") {
        let numbers = scale.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(2);
        return numbers.filter_map(|part| part.parse().ok()).max();
    }
    let says = |list: &[&str]| list.iter().any(|word| name.contains(word));
    match unit {
        Unit::Score if says(&HUNDRED) => Some(Decimal::ONE_HUNDRED),
        Unit::Share if says(&PARTS) || says(&["zona integritas", "wbk"]) => Some(Decimal::ONE_HUNDRED),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    #[test]
    fn scores_end_at_their_scale() {
        let head = "indikator,satuan,target,realisasi,capaian\n";
        for row in [
            "Nilai pengawasan kearsipan,nilai,75,100,133%",
            "Indeks layanan (skala 4),indeks,3.2,3.55,110.9%",
            "Nilai transaksi,nilai,100,250,250%",
            "Persentase pertumbuhan penempatan,persen,100,140,140%",
        ] {
            assert!(of(&format!("{head}{row}\n")).is_empty(), "{row}");
        }
        for row in [
            "Nilai pengawasan kearsipan,nilai,75,105.9,141.2%",
            "Indeks layanan (skala 1-4),indeks,4,5,125%",
            "Persentase aduan selesai dari jumlah aduan,persen,100,120,120%",
        ] {
            assert_eq!(of(&format!("{head}{row}\n")).len(), 1, "{row}");
        }
    }
}
