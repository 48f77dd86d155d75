//! `rata-rata-iku`: "the average of 8 IKU" of a report that has 13, or an average that is none.

use rust_decimal::Decimal;

use super::Material;
use super::capaian::CAPS;
use crate::group::Family;
use crate::number::{Figure, show_percent};
use crate::recognise::{Role, Table, When};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for document in material.documents {
        for sentence in &document.sentences {
            let Some((shown, count)) = claim(&sentence.text) else { continue };
            let Some((family, table)) = measured(material, &document.name) else { continue };
            let place = format!("{}, baris {}", document.name, sentence.line);
            let finding =
                Temuan::new("rata-rata-iku", &shown.text, place).printed(format!("{} dari {count} IKU", shown.text));
            let averages = averages(table);
            let average = averages.first().copied();
            let computed =
                average.map_or_else(String::new, |mean| format!(", rata-rata capaiannya {}", show_percent(mean)));
            let hint = absorption(material, &shown);
            if count != table.rows.len() {
                let says = format!(
                    "Laporan ini punya {} IKU ({}), bukan {count}.{hint} Hitung ulang capaian keseluruhan dari semua IKU.",
                    table.rows.len(),
                    table.place
                );
                findings.push(
                    finding
                        .computed(format!(
                            "{} IKU{computed}",
                            family.tables.iter().map(|t| t.rows.len()).max().unwrap_or_default()
                        ))
                        .says(says),
                );
            } else if !averages.is_empty() && !averages.iter().any(|mean| shown.agrees(*mean)) {
                let says = format!("Rata-rata capaian di {} lain.{hint} Hitung ulang.", table.place);
                findings.push(finding.computed(average.map_or_else(String::new, show_percent)).says(says));
            }
        }
    }
    findings
}

/// "… sebesar 90,96% … rata-rata capaian 8 (delapan) IKU".
fn claim(text: &str) -> Option<(Figure, usize)> {
    let lower = text.to_lowercase();
    let (_, after) = lower.split_once("rata-rata")?;
    let words: Vec<&str> = after.split_whitespace().collect();
    let at = words.iter().position(|w| w.bytes().all(|b| b.is_ascii_digit()))?;
    let count: usize = words.get(at)?.parse().ok()?;
    let next = words.get(at + 1..)?.iter().find(|w| !w.starts_with('('))?;
    let named = next.starts_with("iku") || next.starts_with("indikator");
    let shown = text
        .split_whitespace()
        .find_map(|w| Figure::parse(w.trim_end_matches([',', '.', ';'])).filter(|f| f.percent))?;
    (named && count > 1).then_some((shown, count))
}

/// The largest table of a document with a capaian for each indicator.
fn measured<'a>(material: &'a Material<'_>, name: &str) -> Option<(&'a Family<'a>, &'a Table)> {
    let tables = material.families.iter().flat_map(|f| f.tables.iter().map(move |t| (f, *t)));
    let full = tables.filter(|(_, t)| t.has(|r| r == Role::Capaian(When::Year)) && t.rows.len() > 2);
    full.max_by_key(|(_, t)| (t.place.starts_with(name), t.rows.len()))
}

/// The average capaian: as printed, and under each cap.
fn averages(table: &Table) -> Vec<Decimal> {
    let all: Vec<Decimal> =
        table.rows.iter().filter_map(|r| Some(r.figure(Role::Capaian(When::Year))?.value)).collect();
    if all.len() < table.rows.len() || all.is_empty() {
        return Vec::new();
    }
    let mean = |cap: Option<i64>| {
        let sum: Decimal = all.iter().map(|v| cap.map_or(*v, |cap| (*v).min(cap.into()))).sum();
        sum / Decimal::from(all.len())
    };
    std::iter::once(None).chain(CAPS.map(Some)).map(mean).collect()
}

fn absorption(material: &Material<'_>, shown: &Figure) -> String {
    let total =
        |t: &Table| t.total.as_ref().and_then(|row| row.figure(Role::Absorbed)).is_some_and(|f| f.value == shown.value);
    let table = material.tables.iter().find(|t| total(t));
    table.map_or_else(String::new, |t| format!(" {} adalah penyerapan anggaran di {}.", shown.text, t.place))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn text(claim: &str) -> String {
        format!(
            "Capaian tahun 2031 sebesar {claim}.\n\nTabel 1\nCapaian\n\nIndikator\tTarget\tRealisasi\tCapaian\n\
             Jumlah rapat\t10\t10\t100%\nJumlah kunjungan\t10\t8\t80%\nJumlah pelatihan\t10\t15\t150%\n"
        )
    }

    #[test]
    fn an_average_is_of_all_indicators() {
        for claim in ["110% yang dihitung dari rata-rata capaian 3 (tiga) IKU", "93,33% dari rata-rata 3 indikator"] {
            assert!(found(&[("a.txt", &text(claim))]).is_empty(), "{claim}");
        }
        assert_eq!(
            found(&[("a.txt", &text("90,96% dari rata-rata capaian 2 (dua) IKU"))]),
            ["rata-rata-iku: 90,96% dari 2 IKU → 3 IKU, rata-rata capaiannya 110%"]
        );
        assert_eq!(found(&[("a.txt", &text("90,96% dari rata-rata capaian 3 IKU"))]).len(), 1);
    }
}
