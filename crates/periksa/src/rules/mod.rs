//! The rules, one file each: pure functions from what was recognised to what contradicts.

mod bagian;
mod capaian;
mod dibatasi;
mod dua_cara;
mod jumlah;
mod kategori;
mod money;
mod narasi;
mod perjanjian;
mod persentase;
mod rerata;
mod sisa;
mod skala;
mod target;
mod terbaca;
mod total;
mod triwulan;

use crate::group::Family;
use crate::number::Figure;
use crate::read::Document;
use crate::recognise::{Role, Table, When};
use crate::temuan::Temuan;

/// Everything that rules look at.
pub(crate) struct Material<'a> {
    pub tables: &'a [Table],
    pub families: &'a [Family<'a>],
    pub documents: &'a [Document],
}

/// What all rules find, in the order in which a reader mends.
pub(crate) fn all(material: &Material<'_>) -> Vec<Temuan> {
    const RULES: [fn(&Material<'_>) -> Vec<Temuan>; 16] = [
        triwulan::check,
        capaian::check,
        dibatasi::check,
        dua_cara::check,
        target::check,
        kategori::check,
        skala::check,
        rerata::check,
        narasi::check,
        bagian::check,
        perjanjian::check,
        terbaca::check,
        persentase::check,
        sisa::check,
        jumlah::check,
        total::check,
    ];
    RULES.iter().flat_map(|rule| rule(material)).collect()
}

/// What a figure of an indicator is called.
pub(crate) fn what(role: Role) -> String {
    let time = |when| match when {
        When::Year => "tahun".to_owned(),
        When::Quarter(n) => format!("TW{n}"),
        When::ToQuarter(n) => format!("s.d. TW{n}"),
    };
    match role {
        Role::Target(when) => format!("target {}", time(when)),
        Role::Realised(when) => format!("realisasi {}", time(when)),
        Role::Capaian(When::Year) => "capaian".to_owned(),
        Role::Capaian(when) => format!("capaian {}", time(when)),
        Role::Capped(When::Year) => "capaian dibatasi".to_owned(),
        Role::Capped(when) => format!("capaian {} dibatasi", time(when)),
        _ => String::new(),
    }
}

/// A print of a figure and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Print<'a> {
    pub figure: &'a Figure,
    /// The table, and the place that the cell names.
    pub place: String,
    /// The line in the file.
    pub line: usize,
}

/// All prints of one figure of an indicator, also those that a cell names in brackets.
pub(crate) fn prints<'a>(indicator: &crate::group::Indicator<'a>, role: Role) -> Vec<Print<'a>> {
    let mut figures = Vec::new();
    for place in &indicator.rows {
        let Some(cell) = place.row.cell(role) else { continue };
        if let Some(figure) = cell.figure() {
            let inside = cell.place.as_deref().map(|p| format!(" ({p})")).unwrap_or_default();
            figures.push(Print { figure, place: format!("{}{inside}", place.table.place), line: place.row.line });
        }
        for (label, figure) in &cell.others {
            figures.push(Print { figure, place: format!("{} ({label})", place.table.place), line: place.row.line });
        }
    }
    figures
}

/// The prints by what they can mean together; more than one group is a contradiction.
pub(crate) fn differing<'a>(prints: Vec<Print<'a>>) -> Vec<Vec<Print<'a>>> {
    let mut groups: Vec<Vec<Print<'a>>> = Vec::new();
    for print in prints {
        match groups.iter_mut().find(|g| g.first().is_some_and(|first| first.figure.same(print.figure))) {
            Some(group) => group.push(print),
            None => groups.push(vec![print]),
        }
    }
    groups
}

/// The differing prints with their places, for a finding: `91 (a.csv), 1904 (b.csv dan 2 tempat lain)`.
pub(crate) fn listed(groups: &[Vec<Print<'_>>]) -> String {
    let one = |group: &Vec<Print<'_>>| {
        let mut places: Vec<&str> = group.iter().map(|p| p.place.as_str()).collect();
        places.dedup();
        let more = places.len().saturating_sub(2);
        let shown = places.into_iter().take(2).collect::<Vec<_>>().join("; ");
        let rest = if more > 0 { format!(" dan {more} tempat lain") } else { String::new() };
        let text = group.first().map_or("", |p| p.figure.text.as_str());
        format!("{text} ({shown}{rest})")
    };
    groups.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
pub(crate) mod testing {
    use crate::Laporan;

    /// The findings of files, as `rule: printed → computed`.
    pub(crate) fn found(files: &[(&str, &str)]) -> Vec<String> {
        let report = Laporan::read(files.iter().map(|(name, text)| (*name, text.as_bytes()))).unwrap();
        report.check().iter().map(|t| format!("{}: {} → {}", t.aturan, t.tercetak, t.dihitung)).collect()
    }

    /// The findings of one CSV file.
    pub(crate) fn of(csv: &str) -> Vec<String> {
        found(&[("contoh-2031.csv", csv)])
    }
}
