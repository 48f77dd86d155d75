//! Indicators across tables: the rows that speak of the same indicator of the same year.

use crate::names::Name;
use crate::recognise::{Row, Table};

/// How alike names must be that no number supports.
const SURE: f64 = 0.75;

/// A row with its table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub table: &'a Table,
    pub row: &'a Row,
}

impl Place<'_> {
    pub(crate) fn at(&self) -> String {
        self.table.at(self.row)
    }
}

/// An indicator: all rows that speak of it.
#[derive(Clone, Debug)]
pub(crate) struct Indicator<'a> {
    pub rows: Vec<Place<'a>>,
}

impl<'a> Indicator<'a> {
    /// Its name, as the row with the most words says it.
    pub(crate) fn name(&self) -> &'a str {
        self.rows.iter().map(|p| p.row.name.as_str()).max_by_key(|name| name.len()).unwrap_or_default()
    }

    /// Its rows without their tables.
    pub(crate) fn plain(&self) -> Vec<&'a Row> {
        self.rows.iter().map(|p| p.row).collect()
    }

    /// What findings about it have in common.
    pub(crate) fn key(&self) -> String {
        let first = self.rows.first();
        format!("{:?} {}", first.and_then(|p| p.table.year), self.name())
    }
}

/// Tables about the same set of indicators of one year.
#[derive(Clone, Debug)]
pub(crate) struct Family<'a> {
    pub year: Option<i32>,
    pub office: Option<String>,
    pub tables: Vec<&'a Table>,
    pub indicators: Vec<Indicator<'a>>,
}

/// Sorts the performance tables into families. A table joins where most of its rows are known.
pub(crate) fn families(tables: &[Table]) -> Vec<Family<'_>> {
    let mut ordered: Vec<&Table> = tables.iter().filter(|t| t.is_performance() && !t.rows.is_empty()).collect();
    ordered.sort_by_key(|t| std::cmp::Reverse(t.rows.len()));
    let mut families: Vec<Family<'_>> = Vec::new();
    for table in ordered {
        let fits =
            families.iter().enumerate().filter(|(_, f)| compatible(f, table)).map(|(at, f)| (at, pairs(f, table)));
        let fits = fits.collect::<Vec<_>>().into_iter();
        // Where several fit equally, the surest, and then the largest and earliest family.
        let sure = |at: usize, pairs: &Vec<(usize, usize, f64)>| {
            let size = families.get(at).map_or(0, |f| f.indicators.len());
            (pairs.iter().map(|(_, _, likeness)| likeness).sum::<f64>(), size)
        };
        let best = fits
            .rev()
            .max_by(|(a, first), (b, second)| {
                let (a, b) = (sure(*a, first), sure(*b, second));
                a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
            })
            .filter(|(_, pairs)| pairs.len() * 10 >= table.rows.len() * 6);
        match best {
            Some((at, pairs)) => {
                if let Some(family) = families.get_mut(at) {
                    join(family, table, &pairs);
                }
            }
            None => families.push(Family {
                year: table.year,
                office: table.office.clone(),
                tables: vec![table],
                indicators: table.rows.iter().map(|row| Indicator { rows: vec![Place { table, row }] }).collect(),
            }),
        }
    }
    families
}

fn compatible(family: &Family<'_>, table: &Table) -> bool {
    let same_year = family.year == table.year || family.year.is_none() || table.year.is_none();
    let same_office = family.office == table.office || family.office.is_none() || table.office.is_none();
    // Two tables of one place are two years of it.
    same_year && same_office && !family.tables.iter().any(|known| known.place == table.place)
}

/// Which row of a table is which indicator of a family: each at most once, the surest first.
fn pairs(family: &Family<'_>, table: &Table) -> Vec<(usize, usize, f64)> {
    let known: Vec<(Vec<Name>, Vec<&str>)> = family
        .indicators
        .iter()
        .map(|indicator| {
            let names = indicator.rows.iter().map(|p| Name::of(&p.row.name)).collect();
            (names, indicator.rows.iter().filter_map(|p| p.row.no.as_deref()).collect())
        })
        .collect();
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let name = Name::of(&row.name);
        for (indicator, (names, numbers)) in known.iter().enumerate() {
            let numbered = row.no.as_deref().is_some_and(|no| numbers.contains(&no));
            let likeness = names.iter().map(|known| likeness(&name, known, numbered)).fold(0.0, f64::max);
            if likeness >= SURE {
                all.push((likeness + if numbered { 0.01 } else { 0.0 }, at, indicator));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut taken: Vec<(usize, usize, f64)> = Vec::new();
    for (likeness, row, indicator) in all {
        if !taken.iter().any(|(r, i, _)| *r == row || *i == indicator) {
            taken.push((row, indicator, likeness));
        }
    }
    taken
}

/// With the same number a short form of the name is enough.
pub(crate) fn likeness(name: &Name, known: &Name, numbered: bool) -> f64 {
    let plain = name.likeness(known);
    if !numbered || plain >= SURE {
        return plain;
    }
    if name.is_empty() {
        return SURE;
    }
    let (short, long) = if name.len() <= known.len() { (name, known) } else { (known, name) };
    if short.len() >= 2 && short.covered_by(long) >= SURE { SURE } else { 0.0 }
}

fn join<'a>(family: &mut Family<'a>, table: &'a Table, pairs: &[(usize, usize, f64)]) {
    family.year = family.year.or(table.year);
    family.office = family.office.take().or_else(|| table.office.clone());
    family.tables.push(table);
    for (at, row) in table.rows.iter().enumerate() {
        let place = Place { table, row };
        let known = pairs.iter().find(|(r, _, _)| *r == at).and_then(|(_, i, _)| family.indicators.get_mut(*i));
        match known {
            Some(indicator) => indicator.rows.push(place),
            None => family.indicators.push(Indicator { rows: vec![place] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::document;
    use crate::recognise;

    #[test]
    fn tables_about_the_same_indicators_are_a_family_and_others_are_not() {
        let files = [
            (
                "iku-2031.csv",
                "no,indikator,target,realisasi\n1,Jumlah kunjungan desa,4,4\n2,Persentase aduan selesai,80,90\n",
            ),
            ("pk-2031.csv", "indikator,target\n% Aduan selesai,80\nKunjungan desa di lingkungan BP3MI,4\n"),
            ("lain-2031.csv", "no,indikator,target\n1,Jumlah pelatihan guru,4\n2,Nilai kearsipan,80\n"),
            ("iku-2030.csv", "no,indikator,target,realisasi\n1,Jumlah kunjungan desa,9,9\n"),
        ];
        let tables: Vec<_> = files
            .iter()
            .flat_map(|(n, t)| {
                recognise::tables(&document(n, t.as_bytes(), &mut crate::read::Room::default()).unwrap())
            })
            .collect();
        let families = families(&tables);
        let sizes: Vec<_> = families.iter().map(|f| (f.year, f.tables.len(), f.indicators.len())).collect();
        assert_eq!(sizes, [(Some(2031), 2, 2), (Some(2031), 1, 2), (Some(2030), 1, 1)]);
    }
}
