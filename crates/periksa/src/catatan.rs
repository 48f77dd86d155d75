//! Printed figures beside the records: `tanpa-catatan` and `beda-dari-catatan`.

use rust_decimal::Decimal;

use crate::group::{Family, Indicator, likeness};
use crate::names::Name;
use crate::number::{Figure, show};
use crate::recognise::{Role, When};
use crate::rules::{prints, what};
use crate::temuan::Temuan;

const NOTHING: &str = "tanpa-catatan";
const NOTHING_SAYS: &str =
    "Angka ini tidak punya catatan di baliknya. Catat atau impor datanya, atau sebutkan sumber angkanya.";

/// What the records say about an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Angka {
    /// Its number in the agreement.
    pub no: u32,
    /// Its published title.
    pub judul: String,
    /// The quarters, unrounded; none where there is no record.
    pub tw: [Option<Decimal>; 4],
    /// The year, unrounded; none where there is no record.
    pub tahun: Option<Decimal>,
    /// The year's category, for an indicator that is one.
    pub kategori: Option<String>,
}

/// Every printed realisation of a year that the records do not bear out.
pub(crate) fn compare(families: &[Family<'_>], counted: &[Angka], year: i32) -> Vec<Temuan> {
    let of_year = families.iter().filter(|f| f.year.is_none_or(|y| y == year));
    of_year
        .flat_map(|family| &family.indicators)
        .filter_map(|i| Some((i, find(i, counted)?)))
        .flat_map(|(i, a)| beside(i, a))
        .collect()
}

/// The counted indicator that a printed one means.
fn find<'a>(indicator: &Indicator<'_>, counted: &'a [Angka]) -> Option<&'a Angka> {
    let sureness = |angka: &Angka| {
        let known = Name::of(&angka.judul);
        let all = indicator.rows.iter().map(|p| {
            let numbered = p.row.no.as_deref() == Some(angka.no.to_string().as_str());
            likeness(&Name::of(&p.row.name), &known, numbered && !p.row.name.is_empty())
        });
        all.fold(0.0, f64::max)
    };
    counted
        .iter()
        .map(|a| (sureness(a), a))
        .filter(|(s, _)| *s >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, a)| a)
}

fn beside(indicator: &Indicator<'_>, angka: &Angka) -> Vec<Temuan> {
    let nothing = angka.tahun.is_none() && angka.kategori.is_none() && angka.tw.iter().all(Option::is_none);
    let figures = std::iter::once((When::Year, angka.tahun))
        .chain((1..=4).zip(angka.tw).map(|(n, value)| (When::Quarter(n), value)));
    let mut findings = Vec::new();
    for (when, value) in figures {
        let role = Role::Realised(when);
        for print in prints(indicator, role) {
            let about = format!("{} {role:?}", indicator.key());
            let place = format!("{}, IKU {} ({}), {}", print.place, angka.no, angka.judul, what(role));
            findings.extend(differs(print.figure, value).map(|(rule, computed, says)| {
                Temuan::new(rule, &about, place).printed(print.figure.text.clone()).computed(computed).says(says)
            }));
        }
        if nothing && !findings.is_empty() {
            break;
        }
    }
    findings
}

fn differs(printed: &Figure, counted: Option<Decimal>) -> Option<(&'static str, String, &'static str)> {
    match counted {
        Some(value) if printed.agrees(value) => None,
        Some(value) if value.is_zero() => Some((NOTHING, show(value), NOTHING_SAYS)),
        Some(value) => Some((
            "beda-dari-catatan",
            show(value),
            "Catatan menghasilkan angka lain. Buka angkanya di dasbor, lengkapi catatannya, atau betulkan laporannya.",
        )),
        None if printed.value.is_zero() => None,
        None => Some((NOTHING, "belum ada catatan".to_owned(), NOTHING_SAYS)),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Angka, Laporan};

    #[test]
    fn printed_figures_beside_the_records() {
        let text = "no,indikator,target,realisasi tw1,realisasi tw2,realisasi tw3,realisasi tw4,realisasi\n\
                    1,Jumlah kunjungan,8,1,2,3,2,8\n2,Persentase aduan,80,80,80,80,80,80\n3,Nilai arsip,75,0,0,0,79.49,79.49\n";
        let report = Laporan::read([("iku-2031.csv", text.as_bytes())]).unwrap();
        let of = |no, judul: &str, tw: [&str; 4], tahun: &str| Angka {
            no,
            judul: judul.to_owned(),
            tw: tw.map(|t| t.parse().ok()),
            tahun: tahun.parse().ok(),
            kategori: None,
        };
        let counted = [
            of(1, "Jumlah kunjungan", ["1", "2", "3", "2"], "8"),
            of(2, "Persentase aduan", ["80", "80.4", "70", "80"], "79.6"),
            of(3, "Nilai arsip", [""; 4], ""),
        ];
        let findings: Vec<_> = report
            .compare(&counted, 2031)
            .iter()
            .map(|t| format!("{}: {} → {}", t.aturan, t.tercetak, t.dihitung))
            .collect();
        assert_eq!(findings, ["beda-dari-catatan: 80 → 70", "tanpa-catatan: 79.49 → belum ada catatan"]);
        assert!(report.compare(&counted, 2030).is_empty());
    }
}
