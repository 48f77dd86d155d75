//! `persentase`: spending as a share of its ceiling.

use kernel::figure::percent;
use rust_decimal::Decimal;

use super::Material;
use super::money::{amount, basis, elsewhere, key};
use crate::cell::Content;
use crate::number::{Figure, show, show_percent};
use crate::recognise::{Role, Row, Table};
use crate::temuan::Temuan;

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    material.tables.iter().flat_map(|table| of_table(material, table)).collect()
}

/// A printed percentage with what it can be: of the row's own ceiling, or of the one that several rows share.
struct Share<'a> {
    row: &'a Row,
    shown: &'a Figure,
    shares: Vec<Decimal>,
    /// How far rounded amounts may lead away.
    slack: Decimal,
}

impl Share<'_> {
    fn wrong(&self) -> bool {
        !self.shares.iter().any(|share| self.shown.within(share - self.slack, share + self.slack))
    }
}

fn of_table(material: &Material<'_>, table: &Table) -> Vec<Temuan> {
    let Some((ceiling, spent)) = basis(table) else { return Vec::new() };
    let rows = table.rows.iter().enumerate();
    let shares: Vec<Share<'_>> = rows.filter_map(|(at, row)| share(table, at, row, (ceiling, spent))).collect();
    let wrong: Vec<&Share<'_>> = shares.iter().filter(|share| share.wrong()).collect();
    if shares.len() >= 4 && wrong.len() * 2 > shares.len() {
        // A column that fits hardly any row shows something else, such as physical progress.
        return Vec::new();
    }
    let mut findings: Vec<Temuan> =
        wrong.iter().map(|share| finding(material, table, share.row, share.shown, &share.shares)).collect();
    findings.extend(total(table, ceiling, spent));
    findings
}

fn share<'a>(table: &'a Table, at: usize, row: &'a Row, (ceiling, spent): (Role, Role)) -> Option<Share<'a>> {
    let shown = row.figure(Role::Absorbed)?;
    let own = amount(row, spent)?;
    if row.cell(ceiling).is_some_and(|cell| cell.content == Content::Empty) {
        let before = table.rows.get(..at)?;
        let owner = before.iter().rposition(|r| r.cell(ceiling).is_some_and(|cell| cell.content != Content::Empty))?;
        let whole = before.get(owner)?.figure(ceiling)?.value;
        let together: Decimal = table.rows.get(owner..=at)?.iter().filter_map(|r| amount(r, spent)).sum();
        let shares = vec![percent(own, whole)?, percent(together, whole)?];
        return Some(Share { row, shown, shares, slack: slack(table, whole) });
    }
    let whole = row.figure(ceiling)?.value;
    Some(Share { row, shown, shares: vec![percent(own, whole)?], slack: slack(table, whole) })
}

/// One rounded unit of the ceiling, in percent; nothing where amounts are exact.
fn slack(table: &Table, whole: Decimal) -> Decimal {
    if table.rounded { Decimal::ONE_HUNDRED.checked_div(whole.abs()).unwrap_or_default() } else { Decimal::ZERO }
}

fn finding(material: &Material<'_>, table: &Table, row: &Row, shown: &Figure, shares: &[Decimal]) -> Temuan {
    let mut says = "Persentase adalah realisasi dibagi pagu. Hitung ulang lalu betulkan.".to_owned();
    let computed = shares.last().copied().unwrap_or_default();
    if computed > Decimal::ONE_HUNDRED {
        says.push_str(" Realisasi di baris ini melebihi pagunya: salah satunya bukan milik baris ini.");
    }
    let spent = row.cells.iter().rev().find(|(r, _)| matches!(r, Role::Spent(_))).and_then(|(_, cell)| cell.figure());
    if let Some(spent) = spent {
        let fits =
            |_: &Row, ceiling: &Figure| percent(spent.value, ceiling.value).is_some_and(|share| shown.agrees(share));
        if let Some((other, ceiling)) = elsewhere(material.tables, row, spent, fits) {
            let pagu = show(ceiling.value);
            says = format!("{says} {} adalah persentase terhadap pagu {pagu} di {}.", shown.text, other.place);
        }
        let whole = material.tables.iter().filter_map(|t| Some((t, t.total.as_ref()?)));
        let office = whole
            .into_iter()
            .find(|(_, total)| total.cells.iter().any(|(_, c)| c.figure().is_some_and(|f| f.value == spent.value)));
        if let Some((other, _)) = office {
            says = format!("{says} Realisasi {} adalah jumlah seluruh anggaran di {}.", spent.text, other.place);
        }
    }
    Temuan::new("persentase", &key(row), format!("{}, {}", table.at(row), table.head(Role::Absorbed)))
        .printed(shown.text.clone())
        .computed(show_percent(computed))
        .says(says)
}

/// The percentage of the total row: of the printed totals, or of what the rows add up to.
fn total(table: &Table, ceiling: Role, spent: Role) -> Option<Temuan> {
    let row = table.total.as_ref()?;
    let shown = row.figure(Role::Absorbed)?;
    let printed = percent(row.figure(spent)?.value, row.figure(ceiling)?.value)?;
    let sum = |role: Role| {
        table
            .rows
            .iter()
            .map(|r| super::money::amount_or_implied(std::slice::from_ref(table), r, role))
            .sum::<Option<Decimal>>()
    };
    let summed = sum(spent).zip(sum(ceiling)).and_then(|(spent, ceiling)| percent(spent, ceiling));
    let slack = slack(table, row.figure(ceiling)?.value);
    let fits = |share: Decimal| shown.within(share - slack, share + slack);
    if fits(printed) || summed.is_some_and(fits) {
        return None;
    }
    let computed = summed.filter(|s| *s != printed).map_or_else(
        || show_percent(printed),
        |summed| {
            format!("{} (dari jumlah baris); {} (dari jumlah tercetak)", show_percent(summed), show_percent(printed))
        },
    );
    Some(
        Temuan::new(
            "persentase",
            &format!("jumlah {}", key(row)),
            format!("{}, {}", table.at(row), table.head(Role::Absorbed)),
        )
        .printed(shown.text.clone())
        .computed(computed)
        .says(
            "Persentase di baris jumlah tidak sesuai dengan pagu dan realisasinya. Hitung ulang dari baris-barisnya.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{found, of};

    const HEAD: &str = "kegiatan;pagu awal;pagu revisi;realisasi;%\n";

    #[test]
    fn a_share_is_of_the_ceiling_that_fits_the_table() {
        let good = "Sosialisasi;100;200;50;25%\nOrientasi;100;80;60;75\nRapat;10;40;30;75,00%\n";
        assert!(of(&format!("{HEAD}{good}")).is_empty());
        assert_eq!(of(&format!("{HEAD}{good}Lain;10;400;100;30%\n")), ["persentase: 30% → 25%"]);
    }

    #[test]
    fn a_share_of_another_tables_ceiling_is_named() {
        let report = [
            (
                "iku.csv",
                "no iku,pagu,realisasi,persen\n1,186600000,115093877,\"77,98%\"\n2,47400000,31026679,\"65,46%\"\n",
            ),
            (
                "kegiatan.csv",
                "kegiatan,pagu awal,pagu revisi,realisasi,persen\nx,186600000,147600000,115093877,\"77,98%\"\n",
            ),
        ];
        assert_eq!(found(&report), ["persentase: 77,98% → 61,68%"]);
    }

    #[test]
    fn rows_under_one_ceiling_share_it() {
        let text = "Tabel 2\nAnggaran\n\nKegiatan\tPagu\tRealisasi\t%\nA\t200\t50\t25%\nB\t\t100\t50%\nC\t400\t0\t0%\nD\t\t100\t25%\n";
        assert!(found(&[("a.txt", text)]).is_empty());
        assert_eq!(
            found(&[("a.txt", &text.replace("B\t\t100\t50%", "B\t\t300\t90,96%"))]),
            ["persentase: 90,96% → 175%"]
        );
    }

    #[test]
    fn columns_that_are_no_absorption_are_left_alone() {
        let physical = "A;1;100;50;100%\nB;1;100;60;100%\nC;1;100;70;100%\nD;1;100;80;90%\n";
        assert!(of(&format!("{HEAD}{physical}")).is_empty());
    }
}
