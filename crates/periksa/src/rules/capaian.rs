//! `capaian`: realisation over target, at the printed precision.
//!
//! Taken for right as well: the mirror where less is better, and a cap (100, 110, 120 or 150 percent) that all tables of the
//! same indicators keep. A realisation printed rounded stands for all values that round to it.

use rust_decimal::Decimal;

use super::{Material, what};
use crate::group::{Family, Indicator};
use crate::number::{Figure, show_percent};
use crate::recognise::{Role, Row, When};
use crate::temuan::Temuan;
use crate::unit::{Unit, quarters, unit};

const RULE: &str = "capaian";
pub(super) const CAPS: [i64; 4] = [100, 110, 120, 150];
const TIMES: [When; 9] = [
    When::Year,
    When::Quarter(1),
    When::Quarter(2),
    When::Quarter(3),
    When::Quarter(4),
    When::ToQuarter(1),
    When::ToQuarter(2),
    When::ToQuarter(3),
    When::ToQuarter(4),
];

/// A printed capaian with the values that the other figures of its row allow, from lowest to highest.
struct Case<'a> {
    printed: &'a Figure,
    realised: Vec<(Decimal, Decimal)>,
    target: Decimal,
}

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    material.families.iter().flat_map(family).collect()
}

fn family(family: &Family<'_>) -> Vec<Temuan> {
    let cases: Vec<(&Indicator<'_>, usize, When, Case<'_>)> = family
        .indicators
        .iter()
        .flat_map(|indicator| {
            let unit = unit(&indicator.plain());
            indicator.rows.iter().enumerate().flat_map(move |(at, place)| {
                TIMES.iter().filter_map(move |when| Some((indicator, at, *when, case(place.row, *when, unit)?)))
            })
        })
        .collect();
    let caps: Vec<Decimal> = CAPS
        .iter()
        .map(|cap| Decimal::from(*cap))
        .filter(|cap| cases.iter().all(|(_, _, _, case)| case.keeps(*cap) || !case.agrees()))
        .collect();
    let mut findings = Vec::new();
    for (indicator, at, when, case) in &cases {
        if case.agrees() || caps.iter().any(|cap| case.exceeds(*cap) && case.printed.agrees(*cap)) {
            continue;
        }
        let Some(place) = indicator.rows.get(*at) else { continue };
        let computed =
            case.realised.first().map(|(low, high)| (low + high) / Decimal::TWO * Decimal::ONE_HUNDRED / case.target);
        let copied =
            place.row.figure(Role::Realised(*when)).or_else(|| place.row.figure(Role::Realised(When::Quarter(4))));
        let hint = if computed
            .is_some_and(|c| CAPS.iter().any(|cap| case.printed.agrees((*cap).into()) && c > (*cap).into()))
        {
            " Bila capaian dibatasi, batas itu harus berlaku untuk semua indikator."
        } else if copied.is_some_and(|f| f.same(case.printed)) {
            " Yang tercetak adalah realisasinya, bukan capaiannya."
        } else {
            ""
        };
        findings.push(
            Temuan::new(
                RULE,
                &format!("{} {when:?}", indicator.key()),
                format!("{}, {}", place.at(), what(Role::Capaian(*when))),
            )
            .printed(case.printed.text.clone())
            .computed(computed.map_or_else(String::new, show_percent))
            .says(format!("Capaian adalah realisasi dibagi target. Hitung ulang lalu betulkan.{hint}")),
        );
    }
    findings
}

fn case(row: &Row, when: When, unit: Unit) -> Option<Case<'_>> {
    let printed = row.figure(Role::Capaian(when))?;
    let target = row
        .figure(Role::Target(when))
        .or_else(|| row.figure(Role::Target(When::Year)).filter(|_| matches!(when, When::ToQuarter(_))))?;
    if target.value.is_zero() || target.value.is_sign_negative() {
        return None;
    }
    let whole = matches!(unit, Unit::Count | Unit::Unknown);
    let around = |f: &Figure| {
        let doubt = f.doubt(whole && !f.percent);
        (f.value - doubt, f.value + doubt)
    };
    let realised = match row.cell(Role::Realised(when)) {
        Some(cell) => vec![around(cell.figure()?)],
        None if when == When::Year => rolled(row, unit)?,
        None => return None,
    };
    Some(Case { printed, realised, target: target.value })
}

/// What the four quarters may become where no year is printed.
fn rolled(row: &Row, unit: Unit) -> Option<Vec<(Decimal, Decimal)>> {
    let values: Vec<Decimal> = quarters(row, Role::Realised)?.iter().map(|f| f.value).collect();
    let sum: Decimal = values.iter().sum();
    let last = *values.last()?;
    let (low, high) = (*values.iter().min()?, *values.iter().max()?);
    let exact = |v: Decimal| (v, v);
    Some(match unit {
        Unit::Count if values.is_sorted() || low == high => vec![exact(sum), exact(last)],
        Unit::Count => vec![exact(sum)],
        Unit::Category => return None,
        _ => {
            let mean = sum / Decimal::from(4);
            let doubt = quarters(row, Role::Realised)?.iter().map(|f| f.doubt(false)).max()?;
            vec![(last - doubt, last + doubt), exact(high), exact(sum), (mean - doubt, mean + doubt), exact(low)]
        }
    })
}

impl Case<'_> {
    fn percent(&self, value: Decimal) -> Decimal {
        value * Decimal::ONE_HUNDRED / self.target
    }

    fn agrees(&self) -> bool {
        let twice = self.target + self.target;
        let inverse = |value: Decimal| (self.target * Decimal::ONE_HUNDRED).checked_div(value);
        self.realised.iter().any(|(low, high)| {
            let plain = self.printed.within(self.percent(*low), self.percent(*high));
            let mirror = self.printed.within(self.percent(twice - high), self.percent(twice - low));
            let turned = matches!((inverse(*high), inverse(*low)), (Some(a), Some(b)) if low.is_sign_positive() && self.printed.within(a, b));
            plain || mirror || turned
        })
    }

    fn exceeds(&self, cap: Decimal) -> bool {
        self.realised.iter().any(|(_, high)| self.percent(*high) > cap)
    }

    /// Whether this print does not speak against a cap; one that is wrong anyhow does not.
    fn keeps(&self, cap: Decimal) -> bool {
        self.printed.readings().any(|shown| shown <= cap)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::of;

    fn rows(text: &str) -> Vec<String> {
        of(&format!("indikator;target;realisasi;capaian (%)\n{text}"))
    }

    #[test]
    fn rounded_cut_and_mirrored_prints_agree() {
        assert!(rows("Jumlah pulang;3.390;9.167;270%\n").is_empty());
        assert!(rows("Jumlah pulang;19.760;16.615;84\n").is_empty());
        assert!(rows("Nilai arsip;75;79,49;105,9%\n").is_empty());
        assert!(rows("Nilai arsip;75;79,49;105,99\n").is_empty());
        assert!(rows("Persentase aduan;70%;66,7%;95,24%\n").is_empty());
        assert!(rows("Jumlah kecelakaan;10;5;150\nJumlah lain;10;8;125\n").is_empty());
        assert!(rows("Jumlah rapat;0;5;100\nJumlah rapat luar;10;-;\n").is_empty());
    }

    #[test]
    fn other_prints_do_not() {
        assert_eq!(rows("Data supply;272;499;184%\n"), ["capaian: 184% → 183,46%"]);
        assert_eq!(rows("Nilai arsip;75;79,49;79,49%\n"), ["capaian: 79,49% → 105,99%"]);
    }

    #[test]
    fn a_cap_must_hold_for_all() {
        assert!(rows("Jumlah a besar;100;150;120\nJumlah b kecil;50;40;80\nJumlah c sedang;10;20;120\n").is_empty());
        assert!(rows("Persentase klaim;90%;100%;100%\nJumlah b kecil;50;40;80%\n").is_empty());
        assert_eq!(rows("Persentase klaim;90%;100%;100%\nJumlah pulang;3390;9167;270%\n"), ["capaian: 100% → 111,11%"]);
    }
}
