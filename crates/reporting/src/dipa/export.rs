//! The budget as a file: the tables of the page as a workbook, or the table of activities as CSV.

use std::iter::once;

use axum::response::Response;
use kernel::period::month;
use kernel::{Problem, Result, figure};
use rust_decimal::Decimal;
use web::sheet::{self, Cell};
use web::{Media, saved};

use super::View;
use super::checks::{Check, checks};
use super::joined::{Joined, Served};
use super::model::{Activity, Budget, Part, Sum, absorbed};
use crate::compute::Value;
use crate::outputs;

const TOTAL: &str = "Jumlah";
const CHECKS: [&str; 4] = ["Tingkat", "Yang perlu dilihat", "Kegiatan", "Catatan"];
const ITEMS: [&str; 12] = [
    "No",
    "Indikator",
    "Satuan",
    "Target",
    "Realisasi",
    "Capaian",
    "Capaian dibatasi",
    "Kegiatan",
    "Pagu (Rp)",
    "Realisasi anggaran (Rp)",
    "Serapan",
    "Kaitan",
];

/// A ratio as per cent; rounded to two decimals as on the page.
fn percent(ratio: Option<Decimal>) -> Cell {
    ratio.map_or(Cell::Empty, |ratio| Cell::Percent(figure::round(ratio * Decimal::ONE_HUNDRED, 2)))
}

fn amount(sum: &Sum<'_>) -> Cell {
    if sum.rows.is_empty() { Cell::Empty } else { Cell::Whole(sum.amount) }
}

/// Each activity, then all of them: the name, and a function from part to number.
fn lines<'a>(budget: &'a Budget, row: impl Fn(&str, &dyn Fn(Part) -> Sum<'a>) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let one = |activity: &'a Activity| row(&activity.name, &move |part: Part| activity.sum(part));
    let whole = row(TOTAL, &move |part: Part| budget.total(part));
    budget.activities.iter().map(one).chain(once(whole)).collect()
}

fn activities(budget: &Budget) -> (Vec<String>, Vec<Vec<Cell>>) {
    let mut head = vec!["Kegiatan".to_owned()];
    head.extend(budget.revisions.iter().map(|one| format!("{} (Rp)", Part::Revision(one.number).title())));
    head.extend(["Pagu berlaku (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Serapan"].map(str::to_owned));
    let rows = lines(budget, |name, sum| {
        let mut row = vec![Cell::from(name)];
        row.extend(budget.revisions.iter().map(|one| amount(&sum(Part::Revision(one.number)))));
        row.extend([Part::Ceiling, Part::Spent, Part::Left].map(|part| amount(&sum(part))));
        row.push(percent(absorbed(sum(Part::Spent).amount, sum(Part::Ceiling).amount)));
        row
    });
    (head, rows)
}

fn months(budget: &Budget) -> (Vec<String>, Vec<Vec<Cell>>) {
    let all = 1..=budget.months();
    let head = once("Kegiatan".to_owned()).chain(all.clone().map(|number| format!("{} (Rp)", month(number)))).collect();
    let mut rows = lines(budget, |name, sum| {
        once(Cell::from(name)).chain((1..=budget.months()).map(|number| amount(&sum(Part::Month(number))))).collect()
    });
    let until = |number: u32| budget.total(Part::Until(number)).amount;
    let ceiling = budget.total(Part::Ceiling).amount;
    rows.push(once(Cell::from("Sampai dengan")).chain(all.clone().map(|n| Cell::Whole(until(n)))).collect());
    rows.push(once(Cell::from("Serapan")).chain(all.map(|n| percent(absorbed(until(n), ceiling)))).collect());
    (head, rows)
}

fn told(budget: &Budget) -> Vec<Vec<Cell>> {
    let row = |check: Check<'_>| -> Vec<Cell> {
        let numbers: Vec<&str> = check.rows.iter().map(|row| row.number.as_str()).collect();
        vec![
            check.level.code().into(),
            check.text.into(),
            check.activity.unwrap_or_default().into(),
            numbers.join(", ").into(),
        ]
    };
    checks(budget).into_iter().map(row).collect()
}

fn item(budget: &Budget, served: &Served, cap: Option<u32>) -> Vec<Cell> {
    let (line, year) = (&served.line, &served.line.year);
    let value = match &year.value {
        Value::NoData => Cell::Empty,
        Value::Number(number) => Cell::Decimal(figure::round(*number, line.indicator.decimals)),
        Value::Category(category) => category.as_str().into(),
    };
    let target = year.target.as_deref().unwrap_or_default();
    let names: Vec<&str> = served.serving.iter().flat_map(|one| &one.activities).map(String::as_str).collect();
    let states: Vec<&str> = served.serving.iter().map(|one| one.status.as_str()).collect();
    vec![
        Cell::Whole(line.item.no.into()),
        line.item.title.as_str().into(),
        line.item.unit.as_str().into(),
        target.parse::<Decimal>().map_or_else(|_| Cell::from(target), Cell::Decimal),
        value,
        outputs::percent(year.capaian),
        outputs::percent(year.capped(cap)),
        names.join("; ").into(),
        amount(&served.sum(budget, Part::Ceiling)),
        amount(&served.sum(budget, Part::Spent)),
        percent(served.absorbed(budget)),
        states.join("; ").into(),
    ]
}

/// The file in the form that is asked for.
///
/// # Errors
/// [`Problem::Malformed`] for another form.
pub(super) fn file(view: &View, joined: Option<&Joined>, form: &str) -> Result<Response> {
    let budget = &view.budget;
    let (head, rows) = activities(budget);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let (bytes, media) = match form {
        "csv" => (sheet::csv(&head, &rows)?, Media::Csv),
        "xlsx" => {
            let (month_head, month_rows) = months(budget);
            let month_head: Vec<&str> = month_head.iter().map(String::as_str).collect();
            let told = told(budget);
            let of = |joined: &Joined| -> Vec<Vec<Cell>> {
                joined.lines.iter().map(|served| item(budget, served, joined.agreement.cap)).collect()
            };
            let items = joined.map(of).unwrap_or_default();
            let mut sheets: Vec<sheet::Sheet<'_, Vec<Cell>>> = vec![
                ("Kegiatan", head.as_slice(), rows.as_slice()),
                ("Bulan", month_head.as_slice(), month_rows.as_slice()),
                ("Periksa", &CHECKS[..], told.as_slice()),
            ];
            if joined.is_some() {
                sheets.push(("Tabel 23", &ITEMS[..], items.as_slice()));
            }
            (sheet::book(&sheets)?, Media::Xlsx)
        }
        _ => return Err(Problem::Malformed("format: csv atau xlsx.".to_owned())),
    };
    Ok(saved(&format!("dipa-{}-{}", budget.year, budget.on), media, bytes))
}
