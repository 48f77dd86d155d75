//! `triwulan-lawan-tahun`: what the quarters make of the year.
//!
//! Counts add up; shares and scores do not, so of those only a year beyond all its quarters contradicts. Quarters that
//! count from the year's beginning end at the year, and a level that is held (7 partners in each quarter) stays.

use rust_decimal::Decimal;

use super::{Material, prints, what};
use crate::group::{Family, Indicator};
use crate::number::{Figure, show};
use crate::recognise::{Role, Row, When};
use crate::temuan::Temuan;
use crate::unit::{Unit, quarters, unit};

const RULE: &str = "triwulan-lawan-tahun";

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for family in material.families {
        for role in [Role::Realised as fn(When) -> Role, Role::Target] {
            let additive = additive(family, role);
            for indicator in &family.indicators {
                findings.extend(indicator_findings(indicator, role, additive));
                findings.extend(running(indicator, role));
            }
        }
    }
    findings
}

/// Whether the counts of a family add up over the quarters: then none of them runs from the year's beginning.
fn additive(family: &Family<'_>, role: fn(When) -> Role) -> bool {
    family.indicators.iter().any(|indicator| {
        let rows = indicator.plain();
        let Some(four) = rows.iter().find_map(|row| quarters(row, role)) else { return false };
        let sum: Decimal = four.iter().map(|f| f.value).sum();
        let last = four.last().map_or(sum, |f| f.value);
        let mut years = rows.iter().filter_map(|row| row.figure(role(When::Year)));
        unit(&rows) == Unit::Count && sum != last && years.any(|year| year.agrees(sum))
    })
}

fn indicator_findings(indicator: &Indicator<'_>, role: fn(When) -> Role, additive: bool) -> Vec<Temuan> {
    let rows = indicator.plain();
    let unit = unit(&rows);
    let mut findings: Vec<Temuan> = Vec::new();
    let sources: Vec<_> = indicator.rows.iter().filter_map(|p| Some((p, quarters(p.row, role)?))).collect();
    let fits = |year: &Figure| sources.iter().any(|(_, four)| becomes(year, four, unit, additive));
    let years = prints(indicator, role(When::Year));
    if unit != Unit::Count && years.iter().any(|print| fits(print.figure)) {
        // The others are told as one figure printed two ways.
        return findings;
    }
    for print in years {
        let Some((source, four)) = sources.first() else { continue };
        if fits(print.figure) {
            continue;
        }
        let texts: Vec<&str> = four.iter().map(|f| f.text.as_str()).collect();
        let sum: Decimal = four.iter().map(|f| f.value).sum();
        let (computed, how) = if unit == Unit::Count {
            (show(sum), format!("Triwulan {} berjumlah {}.", texts.join(" + "), show(sum)))
        } else {
            let low = four.iter().map(|f| f.value).min().unwrap_or_default();
            let high = four.iter().map(|f| f.value).max().unwrap_or_default();
            let range = if low == high { show(low) } else { format!("{} sampai {}", show(low), show(high)) };
            (range, format!("Triwulannya {}.", texts.join(", ")))
        };
        let mut place =
            format!("{}, baris {}, {}, {}", print.place, print.line, source.row.title(), what(role(When::Year)));
        if !print.place.starts_with(&source.table.place) {
            place = format!("{place} (triwulan: {})", source.table.place);
        }
        findings.push(
            Temuan::new(RULE, &indicator.key(), place)
                .printed(print.figure.text.clone())
                .computed(computed)
                .says(format!("{how} Angka setahun tidak sesuai; betulkan salah satunya dari catatan.")),
        );
    }
    findings
}

/// Whether the quarters can become this year.
fn becomes(year: &Figure, four: &[&Figure; 4], unit: Unit, additive: bool) -> bool {
    let values: Vec<Decimal> = four.iter().map(|f| f.value).collect();
    let sum: Decimal = values.iter().sum();
    let last = values.last().copied().unwrap_or_default();
    let level = values.iter().all(|v| *v == last) && year.agrees(last);
    let runs = !additive && values.is_sorted() && year.agrees(last);
    let adds = year.agrees(sum);
    let low = values.iter().min().copied().unwrap_or_default();
    let high = values.iter().max().copied().unwrap_or_default();
    let between = year.within(low, high);
    match unit {
        Unit::Count => adds || level || runs,
        Unit::Share | Unit::Score | Unit::Unknown => adds || between,
        Unit::Category => true,
    }
}

/// Figures that run from the year's beginning: they end at the year, and counts never fall.
fn running(indicator: &Indicator<'_>, role: fn(When) -> Role) -> Vec<Temuan> {
    let count = unit(&indicator.plain()) == Unit::Count;
    let mut findings = Vec::new();
    for place in &indicator.rows {
        let row: &Row = place.row;
        let steps: Vec<(u8, &Figure)> =
            (1..=4).filter_map(|n| Some((n, row.figure(role(When::ToQuarter(n)))?))).collect();
        for pair in steps.windows(2) {
            let [(_, before), (n, after)] = pair else { continue };
            if count && after.value < before.value {
                findings.push(
                    Temuan::new(RULE, &indicator.key(), format!("{}, {}", place.at(), what(role(When::ToQuarter(*n)))))
                        .printed(after.text.clone())
                        .computed(format!("paling sedikit {}", before.text))
                        .says("Angka yang dihitung sejak awal tahun tidak bisa turun. Periksa kedua triwulan itu."),
                );
            }
        }
        let end = steps.iter().find(|(n, _)| *n == 4).map(|(_, f)| *f);
        if let (Some(end), Some(year)) = (end, row.figure(role(When::Year)))
            && !end.same(year)
        {
            findings.push(
                Temuan::new(RULE, &indicator.key(), format!("{}, {}", place.at(), what(role(When::Year))))
                    .printed(year.text.clone())
                    .computed(end.text.clone())
                    .says("Angka s.d. TW4 adalah angka setahun; keduanya tidak sama. Betulkan salah satunya."),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    #[test]
    fn counts_add_up() {
        let head = "no;indikator;satuan;realisasi tw1;realisasi tw2;realisasi tw3;realisasi tw4;target;realisasi\n";
        assert!(of(&format!("{head}1;Jumlah kunjungan;kali;3.980;1.747;1.593;1847;3.390;9.167\n")).is_empty());
        assert_eq!(
            of(&format!("{head}1;Verifikasi dokumen;orang;10;1.803;0;91;100;91\n")),
            ["triwulan-lawan-tahun: 91 → 1.904"]
        );
    }

    #[test]
    fn shares_scores_levels_and_running_figures_do_not_add_up() {
        let head = "indikator,satuan,target,realisasi tw1,realisasi tw2,realisasi tw3,realisasi tw4,realisasi\n";
        for row in ["Persentase aduan,persen,70,60,70,80,75,72", "Nilai arsip,nilai,75,0,0,0,79.49,79.49"] {
            assert!(of(&format!("{head}{row}\n")).is_empty(), "{row}");
        }
        assert!(of(&format!("{head}Jumlah mitra,lembaga,7,7,7,7,7,7\nJumlah kunjungan,kali,9,1,4,6,9,9\n")).is_empty());
        assert_eq!(of(&format!("{head}Persentase aduan,persen,70,60,70,80,75,95\n")).len(), 1);
        // Where another count adds up, this one does not run from the year's beginning.
        let mixed = "Jumlah rapat,kali,9,3,2,2,2,9\nJumlah kunjungan,kali,9,1,4,6,9,9\n";
        assert_eq!(of(&format!("{head}{mixed}")), ["triwulan-lawan-tahun: 9 → 20"]);
    }

    #[test]
    fn figures_that_run_end_at_the_year_and_never_fall() {
        let head = "indikator,satuan,target,realisasi s.d. TW I,realisasi s.d. TW II,realisasi s.d. TW III,realisasi s.d. TW IV,realisasi tahun\n";
        assert!(of(&format!("{head}Jumlah kunjungan,kali,9,1,4,6,9,9\n")).is_empty());
        assert_eq!(of(&format!("{head}Jumlah kunjungan,kali,9,1,4,3,9,8\n")).len(), 2);
    }

    #[test]
    fn targets_add_up_too() {
        let head = "indikator,satuan,target,target tw1,target tw2,target tw3,target tw4\n";
        assert!(of(&format!("{head}Jumlah kunjungan,kali,3390,850,850,850,840\n")).is_empty());
        assert_eq!(
            of(&format!("{head}Jumlah kunjungan,kali,3400,850,850,850,840\n")),
            ["triwulan-lawan-tahun: 3400 → 3.390"]
        );
    }
}
