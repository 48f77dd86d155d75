//! `tercetak-dua-cara`: one figure printed two ways, in two tables or within one cell.

use rust_decimal::Decimal;

use super::capaian::CAPS;
use super::{Material, Print, differing, listed, prints, what};
use crate::group::{Indicator, Place};
use crate::number::{Figure, show, show_percent};
use crate::recognise::{Role, Row, When};
use crate::temuan::Temuan;
use crate::unit::{Unit, quarters, unit};

const ROLES: [Role; 6] = [
    Role::Realised(When::Year),
    Role::Capaian(When::Year),
    Role::Realised(When::Quarter(1)),
    Role::Realised(When::Quarter(2)),
    Role::Realised(When::Quarter(3)),
    Role::Realised(When::Quarter(4)),
];

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for indicator in material.families.iter().flat_map(|f| &f.indicators) {
        for role in ROLES {
            let groups = differing(prints(indicator, role));
            if groups.len() < 2 || (role == Role::Capaian(When::Year) && capped(indicator, &groups)) {
                continue;
            }
            let place = indicator.rows.first().map(Place::at).unwrap_or_default();
            findings.push(
                Temuan::new(
                    "tercetak-dua-cara",
                    &format!("{} {role:?}", indicator.key()),
                    format!("{place}, {}", what(role)),
                )
                .printed(listed(&groups))
                .computed(computed(indicator, role).unwrap_or_else(|| "—".to_owned()))
                .says(
                    "Angka yang sama tercetak berbeda. Tentukan yang benar dari catatan, lalu samakan di semua tempat.",
                ),
            );
        }
    }
    findings
}

/// Whether the second print is only the first one, capped: no row with the lower one stays below it.
fn capped(indicator: &Indicator<'_>, groups: &[Vec<Print<'_>>]) -> bool {
    let mut prints: Vec<&Figure> = groups.iter().filter_map(|g| Some(g.first()?.figure)).collect();
    prints.sort_unstable_by_key(|figure| figure.value);
    let [low, _] = prints.as_slice() else { return false };
    let below = |row: &Row| {
        let shown = row.figure(Role::Capaian(When::Year)).is_some_and(|f| f.same(low));
        let (realised, target) = (row.figure(Role::Realised(When::Year)), row.figure(Role::Target(When::Year)));
        let raw = realised.zip(target).and_then(|(r, t)| kernel::figure::percent(r.value, t.value));
        shown && raw.is_some_and(|raw| raw <= low.value)
    };
    CAPS.iter().any(|cap| Decimal::from(*cap) == low.value) && !indicator.plain().into_iter().any(below)
}

/// What the other figures say, where they say one thing.
fn computed(indicator: &Indicator<'_>, role: Role) -> Option<String> {
    let rows = indicator.plain();
    let count = unit(&rows) == Unit::Count;
    let four = rows.iter().find_map(|row| quarters(row, Role::Realised)).filter(|_| count);
    let sum: Option<Decimal> = four.map(|four| four.iter().map(|f| f.value).sum());
    let only = |role: Role| {
        let groups = differing(prints(indicator, role));
        let [group] = groups.as_slice() else { return None };
        group.first().map(|print| print.figure.value)
    };
    match role {
        Role::Realised(When::Year) => sum.map(show),
        Role::Capaian(When::Year) => {
            let realised = sum.or_else(|| only(Role::Realised(When::Year)))?;
            kernel::figure::percent(realised, only(Role::Target(When::Year))?).map(show_percent)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{found, of};

    #[test]
    fn two_tables_and_two_prints_in_a_cell() {
        let a = "indikator,target,realisasi,capaian\nPersentase kerja sama,80%,80%,100%\n";
        let b = "indikator,target,realisasi,capaian\n% Kerjasama,80%,100%,125%\n";
        let all = found(&[("a.csv", a), ("b.csv", b)]);
        assert_eq!(
            all,
            ["tercetak-dua-cara: 80% (a.csv), 100% (b.csv) → —", "tercetak-dua-cara: 100% (a.csv), 125% (b.csv) → —"]
        );
        assert_eq!(
            of("no,indikator,satuan,target,realisasi\n1,Verifikasi,orang,100,91 (ringkasan; Tabel 9: 1904)\n"),
            ["tercetak-dua-cara: 91 (contoh-2031.csv (ringkasan)), 1904 (contoh-2031.csv (Tabel 9)) → —"]
        );
    }

    #[test]
    fn another_precision_notation_or_year_is_no_other_figure() {
        let a = "indikator,target,realisasi,capaian\nJumlah pulang,3.390,9.167,270%\n";
        let b = "indikator,target,realisasi,capaian\nJumlah pulang,\"3,390\",9167,\"270,41\"\n";
        assert!(found(&[("a.csv", a), ("b.csv", b)]).is_empty());
        let c = "indikator,target 2030,realisasi 2030\nJumlah pulang,1,1\n";
        assert!(found(&[("a-2031.csv", a), ("c.csv", c)]).is_empty());
    }
}
