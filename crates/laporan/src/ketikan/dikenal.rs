//! What a section of a report knows: the figures of its source.

use kernel::figure;
use reporting::{Agreement, Agreements, Value, YearBudget};
use rust_decimal::Decimal;

use super::potong::bare;
use super::{Figures, Known, OfItem, Role};
use crate::kalimat::Course;
use crate::model::Form;
use crate::sumber::{Line, Source};

/// A target that another agreement of the year, or another version of it, has for an indicator. Both are written about in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The indicator.
    pub indicator: String,
    /// The agreement with its version.
    pub agreement: String,
    /// The quarter, 1 to 4, or 0 for the year.
    pub tw: usize,
    /// The target, as agreed.
    pub target: String,
}

/// The targets that the other agreements of an agreement's office and year have.
#[must_use]
pub fn targets(all: &Agreements, own: &Agreement) -> Vec<Agreed> {
    let same = |one: &&Agreement| one.year == own.year && one.office.eq_ignore_ascii_case(&own.office);
    let other = |one: &&Agreement| one.code != own.code || one.version != own.version;
    let mut found = Vec::new();
    for one in all.all().iter().filter(same).filter(other) {
        for item in &one.items {
            let quarters = item.target_quarters.iter().flatten();
            for (tw, target) in std::iter::once(&item.target_year).chain(quarters).enumerate() {
                let agreement = format!("{} versi {}", one.code, one.version);
                found.push(Agreed { indicator: item.indicator.clone(), agreement, tw, target: target.clone() });
            }
        }
    }
    found
}

/// What a section of a report knows.
#[must_use]
pub fn figures(source: &Source, key: &str) -> Figures {
    let own = key.strip_prefix("faktor-").or_else(|| key.strip_prefix("upaya-")).map(str::to_owned);
    Figures {
        year: source.year,
        own,
        money: key == "anggaran",
        items: source.lines.iter().map(|line| of_line(source, line)).collect(),
        budget: source.budget.iter().flat_map(|budget| of_year(source, budget)).collect(),
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// The name of a period of a year; 0 is the year.
fn period(year: i32, tw: usize) -> String {
    if tw == 0 { format!("tahun {year}") } else { format!("TW{tw} {year}") }
}

fn of_line(source: &Source, line: &Line) -> OfItem {
    let mut known: Vec<Known> = (0..=4).flat_map(|tw| of_period(source, line, tw)).collect();
    known.extend(of_past(line));
    known.extend(of_printed(source, line));
    known.extend(of_closings(source, line));
    known.extend(of_others(source, line));
    known.extend(served(source, line));
    OfItem {
        indicator: line.indicator.id.to_owned(),
        no: line.item.no,
        names: vec![words(&line.item.title), words(line.indicator.title)],
        units: [words(&line.item.unit), words(line.indicator.unit)].concat(),
        percent: line.percent(),
        known,
    }
}

/// What figures of an item have in common: how they are written and printed.
fn like(line: &Line) -> (Form, u32) {
    let form = if line.percent() { Form::Percent } else { Form::Plain };
    (form, line.indicator.decimals)
}

fn of_period(source: &Source, line: &Line, tw: usize) -> Vec<Known> {
    let (figure, course, year) = (line.figure(tw), line.course(tw), source.year);
    let (form, decimals) = like(line);
    let (told, address) = (period(year, tw), source.address(line.item.no, tw));
    let over = course == Course::Over;
    let one = |role: Role, (word, value): (&str, Decimal), (form, decimals): (Form, u32)| {
        let what = format!("{word} {told}");
        Known {
            role,
            year,
            tw,
            value,
            decimals,
            form,
            firm: over || role == Role::Target,
            what,
            address: address.clone(),
        }
    };
    let mut found = Vec::new();
    let target = figure.target.as_deref().and_then(|text| text.parse::<Decimal>().ok());
    found.extend(target.map(|target| one(Role::Target, ("target", target), (form, places(target)))));
    if course == Course::Ahead {
        return found;
    }
    if let Value::Number(value) = &figure.value {
        found.push(one(Role::Realised, ("realisasi", *value), (form, decimals)));
    }
    for (word, count) in [
        ("yang dihitung", Some(figure.numerator)),
        ("dari semua", figure.denominator),
        ("yang tidak dihitung", Some(figure.not_counted)),
    ] {
        found.extend(count.map(|count| one(Role::Part, (word, count.into()), (Form::Plain, 0))));
    }
    if let Some(raw) = figure.capaian.filter(|_| over) {
        found.push(one(Role::Achieved, ("capaian", raw), (Form::Percent, 2)));
        let capped = figure.capped(source.agreement.cap).filter(|capped| *capped != raw);
        found.extend(capped.map(|capped| one(Role::Achieved, ("capaian yang dibatasi", capped), (Form::Percent, 2))));
    }
    found
}

/// What earlier years came to, as they were signed.
fn of_past(line: &Line) -> Vec<Known> {
    let (form, decimals) = like(line);
    let mut found = Vec::new();
    for past in &line.past {
        let one = |role: Role, (word, value): (&str, Decimal), decimals: u32| Known {
            role,
            year: past.year,
            tw: 0,
            value,
            decimals,
            form,
            firm: true,
            what: format!("{word} {}", period(past.year, 0)),
            address: past.address.clone(),
        };
        if let Value::Number(value) = &past.value {
            found.push(one(Role::Realised, ("realisasi", *value), decimals));
        }
        let target = past.target.as_deref().and_then(|text| text.parse::<Decimal>().ok());
        found.extend(target.map(|target| one(Role::Target, ("target", target), places(target))));
    }
    found
}

/// What a report printed of earlier years that are not closed here: people repeat it, but it is counted nowhere and makes nothing wrong.
fn of_printed(source: &Source, line: &Line) -> Vec<Known> {
    let (form, decimals) = like(line);
    let mut found = Vec::new();
    for print in &line.printed {
        let one = |role: Role, (word, value): (&str, Decimal), decimals: u32| Known {
            role,
            year: print.year,
            tw: 0,
            value,
            decimals,
            form,
            firm: false,
            what: format!("{word} {} menurut laporan", period(print.year, 0)),
            address: format!("/indikator/{}/{}/penjelasan", source.agreement.code, line.item.no),
        };
        if let Value::Number(value) = print.value() {
            found.push(one(Role::Realised, ("realisasi", value), decimals));
        }
        let target = print.target.as_deref().and_then(|text| text.parse::<Decimal>().ok());
        found.extend(target.map(|target| one(Role::Target, ("target", target), places(target))));
    }
    found
}

/// What signed closings of quarters say otherwise than is counted now: both are figures of the record.
fn of_closings(source: &Source, line: &Line) -> Vec<Known> {
    let (form, decimals) = like(line);
    let one = |closed: &crate::sumber::Closed| {
        let Value::Number(value) = closed.value else { return None };
        Some(Known {
            role: Role::Realised,
            year: source.year,
            tw: closed.tw,
            value,
            decimals,
            form,
            firm: true,
            what: format!("realisasi menurut penutupan {}", closed.name),
            address: source.address(line.item.no, closed.tw),
        })
    };
    let printed = |tw: usize| line.figure(tw).rounded(decimals);
    let all = line.closed.iter().filter_map(one);
    all.filter(|known| printed(known.tw) != Some(figure::round(known.value, decimals))).collect()
}

/// What other agreements of the year have as targets.
fn of_others(source: &Source, line: &Line) -> Vec<Known> {
    let (form, _) = like(line);
    let here = source.targets.iter().filter(|other| other.indicator == line.indicator.id);
    let one = |other: &Agreed| {
        let own = line.figure(other.tw).target.as_deref().and_then(|text| text.parse::<Decimal>().ok());
        let value = other.target.parse::<Decimal>().ok().filter(|target| Some(*target) != own)?;
        Some(Known {
            role: Role::Target,
            year: source.year,
            tw: other.tw,
            value,
            decimals: places(value),
            form,
            firm: true,
            what: format!("target {} menurut {}", period(source.year, other.tw), other.agreement),
            address: source.address(line.item.no, other.tw),
        })
    };
    here.filter_map(one).collect()
}

/// What of the budget serves an item.
fn served(source: &Source, line: &Line) -> Vec<Known> {
    let of = |budget: &YearBudget| budget.items.iter().find(|item| item.indicator == line.indicator.id).cloned();
    let Some(item) = source.budget.as_ref().and_then(of) else { return Vec::new() };
    let sums = [
        ("pagu", item.ceiling.map(Decimal::from), Form::Rupiah),
        ("realisasi anggaran", item.spent.map(Decimal::from), Form::Rupiah),
        ("serapan", item.absorbed, Form::Percent),
    ];
    let one = |(word, value, form): (&str, Option<Decimal>, Form)| {
        let what = format!("{word} IKU {}", item.no);
        value.map(|value| money(source, Role::Part, (value, form), (what, item.address.as_str())))
    };
    sums.into_iter().filter_map(one).collect()
}

/// The budget of the year.
fn of_year(source: &Source, budget: &YearBudget) -> Vec<Known> {
    let sums = [
        (Role::Ceiling, "pagu", Some(Decimal::from(budget.ceiling)), Form::Rupiah),
        (Role::Spent, "realisasi anggaran", Some(Decimal::from(budget.spent)), Form::Rupiah),
        (Role::Absorbed, "serapan", budget.absorbed, Form::Percent),
    ];
    let one = |(role, word, value, form): (Role, &str, Option<Decimal>, Form)| {
        let what = format!("{word} tahun {}", source.year);
        value.map(|value| money(source, role, (value, form), (what, budget.address.as_str())))
    };
    sums.into_iter().filter_map(one).collect()
}

/// The decimals with which a target is agreed.
fn places(target: Decimal) -> u32 {
    target.normalize().scale()
}

fn money(source: &Source, role: Role, (value, form): (Decimal, Form), (what, address): (String, &str)) -> Known {
    let over = source.course() == Course::Over;
    let decimals = if form == Form::Percent { 2 } else { 0 };
    Known { role, year: source.year, tw: 0, value, decimals, form, firm: over, what, address: address.to_owned() }
}
