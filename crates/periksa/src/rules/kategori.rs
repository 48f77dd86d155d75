//! `kategori-berangka`: a category reached exactly, and yet a percentage other than 100 beside it.

use rust_decimal::Decimal;

use super::{Material, what};
use crate::cell::Content;
use crate::recognise::{Role, When};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for indicator in material.families.iter().flat_map(|f| &f.indicators) {
        for place in &indicator.rows {
            let Some(shown) = place.row.figure(Role::Capaian(When::Year)) else { continue };
            let target = place.row.cell(Role::Target(When::Year));
            let realised = [When::Year, When::Quarter(4), When::ToQuarter(4)]
                .iter()
                .find_map(|when| place.row.cell(Role::Realised(*when)));
            let (Some(target), Some(realised)) = (target, realised) else { continue };
            let category = target.content == Content::Text && target.text.eq_ignore_ascii_case(&realised.text);
            if !category || shown.agrees(Decimal::ONE_HUNDRED) {
                continue;
            }
            let absorbed = absorption(material, shown);
            findings.push(
                Temuan::new("kategori-berangka", &indicator.key(), format!("{}, {}", place.at(), what(Role::Capaian(When::Year))))
                    .printed(format!("{} untuk kategori {}", shown.text, realised.text))
                    .computed("100% atau tanpa angka")
                    .says(format!(
                        "Target dan realisasi berupa kategori yang sama, jadi capaiannya 100% atau tanpa angka.{absorbed} Cetak kategorinya, atau nilai \
                         yang menjadi dasarnya, dari penilai."
                    )),
            );
        }
    }
    findings
}

fn absorption(material: &Material<'_>, shown: &crate::number::Figure) -> String {
    let table = material.tables.iter().find(|t| {
        t.total.as_ref().and_then(|total| total.figure(Role::Absorbed)).is_some_and(|f| f.value == shown.value)
    });
    table.map_or_else(String::new, |t| format!(" {} adalah penyerapan anggaran di {}.", shown.text, t.place))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    #[test]
    fn a_category_has_no_percentage() {
        let head = "indikator,target,realisasi,capaian\n";
        for row in [
            "Nilai Kinerja Anggaran,Baik,Baik,100%",
            "Nilai,Baik,Sangat Baik,110%",
            "Opini,WTP,WTP,Tercapai",
            "Nilai,B,B,",
        ] {
            assert!(of(&format!("{head}{row}\n")).is_empty(), "{row}");
        }
        assert_eq!(
            of(&format!("{head}Nilai Kinerja Anggaran,Baik,Baik,\"90,96%\"\n")),
            ["kategori-berangka: 90,96% untuk kategori Baik → 100% atau tanpa angka"]
        );
    }
}
