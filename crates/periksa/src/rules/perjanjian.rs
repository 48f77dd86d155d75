//! `dua-perjanjian`: a year has an agreement that none of its performance tables measures; `pagu-berbeda`: one year's
//! ceiling is stated two ways.

use super::Material;
use crate::group::Family;
use crate::number::{Figure, show};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings: Vec<Temuan> =
        material.families.iter().filter_map(|family| unmeasured(material, family)).collect();
    findings.extend(ceilings(material));
    findings
}

/// An agreement beside another set of indicators of the same year that is measured.
fn unmeasured(material: &Material<'_>, family: &Family<'_>) -> Option<Temuan> {
    let agreement =
        family.tables.iter().all(|t| t.is_agreement()) && family.indicators.len() >= 3 && family.year.is_some();
    let other = material.families.iter().find(|other| {
        !std::ptr::eq(*other, family)
            && other.year == family.year
            && (other.office == family.office || other.office.is_none() || family.office.is_none())
            && other.indicators.len() >= 3
            && other.tables.iter().any(|t| !t.is_agreement())
    });
    let (table, other) = (family.tables.first()?, other.filter(|_| agreement)?);
    let measured = other.tables.first().map_or("", |t| t.place.as_str());
    let count = other.tables.iter().map(|t| t.rows.len()).max().unwrap_or_default();
    Some(
        Temuan::new("dua-perjanjian", &format!("{:?}", family.year), table.place.clone())
            .printed(format!("{} indikator", family.indicators.len()))
            .computed(format!("{count} indikator yang diukur ({measured})"))
            .says(
                "Tahun ini punya dua perjanjian dengan indikator dan target lain; yang ini tidak diukur di tabel mana pun. Sebutkan \
                 perjanjian yang berlaku, dan laporkan keduanya bila keduanya berlaku.",
            ),
    )
}

/// "Jumlah Pagu Anggaran … Tahun 2025 … Rp …" with different amounts in one report.
fn ceilings(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for document in material.documents {
        let mut stated: Vec<(usize, i32, Figure)> = Vec::new();
        for sentence in &document.sentences {
            let lower = sentence.text.to_lowercase();
            let Some((_, rest)) = lower.split_once("jumlah pagu anggaran") else { continue };
            let year = rest.split(|c: char| !c.is_ascii_digit()).find(|p| p.len() == 4).and_then(|p| p.parse().ok());
            let amount =
                rest.split_once("rp").and_then(|(_, amount)| Figure::parse(amount.trim_start_matches('.').trim()));
            if let (Some(year), Some(amount)) = (year, amount) {
                stated.push((sentence.line, year, amount));
            }
        }
        for (line, year, amount) in &stated {
            let Some((first, _, other)) = stated.iter().find(|(_, y, _)| y == year) else { continue };
            if other.value == amount.value {
                continue;
            }
            findings.push(
                Temuan::new("pagu-berbeda", &format!("{year}"), format!("{}, baris {line}", document.name))
                    .printed(show(amount.value))
                    .computed(format!("{} (baris {first})", show(other.value)))
                    .says(format!(
                        "Jumlah pagu anggaran {year} tercetak berbeda. Sebutkan revisi yang dipakai, lalu samakan."
                    )),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    const MEASURED: &str =
        "indikator,target,realisasi\nJumlah kunjungan desa,4,4\nPersentase aduan selesai,80,80\nJumlah rapat,2,2\n";

    #[test]
    fn an_agreement_that_is_measured_is_no_second_one() {
        let agreed = "indikator,target\nKunjungan desa,4\nAduan selesai,80\nJumlah rapat,2\n";
        assert!(found(&[("iku-2031.csv", MEASURED), ("pk-2031.csv", agreed)]).is_empty());
        let other = "indikator,target\nJumlah pelatihan,4\nNilai kearsipan,80\nNilai anggaran,75\n";
        assert!(found(&[("iku-2031.csv", MEASURED), ("pk-2030.csv", other)]).is_empty());
        assert_eq!(
            found(&[("iku-2031.csv", MEASURED), ("pk-2031.csv", other)]),
            ["dua-perjanjian: 3 indikator → 3 indikator yang diukur (iku-2031.csv)"]
        );
    }

    #[test]
    fn one_ceiling_a_year() {
        let text = |second: &str| {
            format!(
                "Tabel 1\nA\n\nIndikator\tTarget\nJumlah rapat\t2\nJUMLAH PAGU ANGGARAN BP3MI CONTOH TAHUN 2031 Rp. 11.000.000\n\n\
                 Jumlah Pagu Anggaran BP3MI Contoh Tahun 2031 sebesar Rp. {second}\n"
            )
        };
        assert!(found(&[("a.txt", &text("11.000.000,00"))]).is_empty());
        assert_eq!(found(&[("a.txt", &text("14.000.000,00"))]), ["pagu-berbeda: 14.000.000 → 11.000.000 (baris 6)"]);
    }
}
