//! The dashboard: all indicators of an agreement at a glance.

use std::ops::RangeInclusive;

use kernel::{Ctx, figure};
use maud::{Markup, html};
use web::{App, layout};

use super::charts;
use super::moved::{Moved, mark};
use crate::agreement::{Agreement, Agreements};
use crate::compute::{Known, Value};
use crate::render;
use crate::table::{self, IkuTable, Line};

/// The part of an address that keeps the day of a question.
pub(super) fn per(known: Known) -> String {
    match known {
        Known::Now | Known::At(_) => String::new(),
        Known::AtEndOf(day) => format!("per={day}"),
    }
}

/// What stands beside the figures.
pub(super) struct Marks {
    /// The years that can be looked at.
    pub years: RangeInclusive<i32>,
    /// Of a year that cannot be shown, of the room on the server's disks, and of the audit.
    pub alarm: Markup,
    /// Of years without an agreement.
    pub agreed: Markup,
    /// Of the tasks that are due.
    pub due: Markup,
    /// Of the closings.
    pub closed: Markup,
    /// Of signed figures that have changed since.
    pub moved: Moved,
}

pub(super) fn page(app: &App, ctx: &Ctx, all: &Agreements, iku: &IkuTable, marks: &Marks) -> Markup {
    let agreement = &iku.agreement;
    let title = format!("Indikator kinerja {}", agreement.year);
    let near = |other: &&Agreement| other.office == agreement.office || table::scope(ctx, other).whole;
    let tabs: Vec<&Agreement> = all.counted_by(agreement.year).into_iter().filter(near).collect();
    let body = html! {
        (marks.alarm) (marks.agreed) (marks.due)
        div.head {
            div { h1 { (title) } p.lead { (iku.scope.name) ". " (render::known(iku.known)) } }
            (chooser(iku, &marks.years))
        }
        @if iku.scope.whole {
            (summary(iku))
        } @else if !agreement.is_bare() {
            p.note.warn {
                "Hanya catatan " (iku.scope.name) ". Target dan LKj tercetak milik " (agreement.office) " tidak ditampilkan."
            }
        }
        (marks.closed)
        div.head.tight {
            nav.tabs aria-label="Perjanjian kinerja" {
                @for other in &tabs {
                    a href={ "/?tahun=" (other.year) "&perjanjian=" (other.code) "&" (per(iku.known)) }
                        aria-current=[(other.code == agreement.code).then_some("page")] {
                        (other.title) " " b { (other.items.len()) }
                    }
                }
            }
            @if tabs.len() > 1 {
                p.acts { a href={ "/perbandingan?tahun=" (agreement.year) "&" (per(iku.known)) } { "Mengapa angkanya berbeda?" } }
            }
        }
        div.scroll {
            table.iku {
                thead {
                    tr {
                        th.no scope="col" { "No" }
                        th.what scope="col" { "Indikator" }
                        th.num scope="col" { "Target" }
                        th.num scope="col" { "Realisasi" }
                        th.cap scope="col" { "Capaian" }
                        th.chart scope="col" { "TW1 – TW4" }
                        th.print scope="col" { "LKj tercetak" }
                    }
                }
                tbody { @for line in &iku.lines { (row(iku, line, &marks.moved)) } }
            }
        }
        (downloads(iku))
    };
    layout::page(app, ctx, &title, "/", &body)
}

/// Another year, or the same as it was known on a day.
fn chooser(iku: &IkuTable, years: &RangeInclusive<i32>) -> Markup {
    let agreement = &iku.agreement;
    let day = if let Known::AtEndOf(day) = iku.known { kernel::period::written(day) } else { String::new() };
    html! {
        form.filter method="get" action="/" {
            input type="hidden" name="perjanjian" value=(agreement.code);
            label { "Tahun "
                select name="tahun" {
                    @for year in years.clone().rev() { option value=(year) selected[year == agreement.year] { (year) } }
                }
            }
            label { "Data per tanggal " input name="per" value=(day) placeholder="hari ini" inputmode="numeric" size="11"; }
            button.btn { "Tampilkan" }
        }
    }
}

/// The table as a workbook, and the quarterly reports in the form of the POK.
fn downloads(iku: &IkuTable) -> Markup {
    let agreement = &iku.agreement;
    html! {
        p.acts {
            a.btn href={ "/dasbor.xlsx?perjanjian=" (agreement.code) "&" (per(iku.known)) } { "Unduh XLSX" }
            @if iku.scope.whole && !agreement.is_bare() {
                @for tw in 1..=4 {
                    " " a.btn href={ "/laporan-pok.xlsx?perjanjian=" (agreement.code) "&tw=" (tw) } { "Laporan POK TW" (tw) }
                }
            }
        }
    }
}

fn summary(iku: &IkuTable) -> Markup {
    let met = iku.lines.iter().filter(|l| l.year.met == Some(true)).count();
    let unmet = iku.lines.iter().filter(|l| l.year.met == Some(false)).count();
    let unknown = iku.lines.len() - met - unmet;
    let differing = iku.lines.iter().filter(|l| l.differs()).count();
    html! {
        div.sum {
            dl {
                div { dt { "target tercapai" } dd { (met) " " small { "dari " (iku.lines.len()) } } }
                div { dt { "belum tercapai" } dd { (unmet) } }
                div { dt { "belum ada data" } dd { (unknown) } }
                div { dt { "beda dari LKj tercetak" } dd { (differing) } }
            }
            div {
                ol.strip aria-label="Ringkas per indikator" {
                    @for line in &iku.lines {
                        @let (shape, words) = match line.year.met {
                            Some(true) => ("hit", "tercapai"),
                            Some(false) => ("miss", "belum tercapai"),
                            None => ("none", "belum ada data"),
                        };
                        li {
                            a class={ (shape) @if line.differs() { " x" } } href={ "#iku-" (line.item.no) }
                                aria-label={ "Indikator " (line.item.no) ": " (words) @if line.differs() { ", beda dari LKj tercetak" } } {
                                (line.item.no)
                            }
                        }
                    }
                }
                p.legend { "Penuh: tercapai. Garis tepi: belum. Titik-titik: belum ada data. Garis kuning: beda dari LKj tercetak." }
            }
        }
    }
}

fn row(iku: &IkuTable, line: &Line, moved: &Moved) -> Markup {
    let href = format!("/indikator/{}/{}?{}", iku.agreement.code, line.item.no, per(iku.known));
    html! {
        tr id={ "iku-" (line.item.no) } {
            td.no { (line.item.no) }
            th.what scope="row" { a href=(href) { (line.item.title) } (redefined(line)) (mark(moved, line.item.no)) }
            td.target.num data-l="Target" {
                @match &line.year.target { Some(target) => { (render::target(target)) (render::sign(line)) } None => "—" }
            }
            td.real.num data-l="Realisasi" { (realisation(line, &href)) }
            td.cap data-l="Capaian" { (capaian(line, iku.agreement.cap)) }
            td.chart data-l="TW1 – TW4" { (charts::quarters(line)) }
            td.print data-l="LKj tercetak" { (printed(line)) }
        }
    }
}

/// Says of a line whose quarters were not all counted alike since when that is so.
fn redefined(line: &Line) -> Markup {
    html! {
        @for definition in line.changed().into_iter().skip(1) {
            small.redefined { "Definisi berubah sejak " (render::since(definition)) ": " (definition.note) }
        }
    }
}

fn realisation(line: &Line, href: &str) -> Markup {
    html! {
        @if line.year.value == Value::NoData {
            span.fig.nil { "belum ada data" }
        } @else {
            a.fig href=(href) { (render::text(&line.year.value, line.indicator.decimals)) (render::sign(line)) }
        }
        @if let Some(all) = line.year.denominator {
            span.of { (figure::whole(line.year.numerator)) " dari " (figure::whole(all)) " " (line.indicator.unit) }
        }
    }
}

fn capaian(line: &Line, cap: Option<u32>) -> Markup {
    html! {
        @match line.year.achieved(cap) {
            Some(capaian) => {
                (capaian.markup(line.year.met == Some(false)))
                (charts::bar(capaian.shown))
            }
            None if line.item.target(0).is_none() => span.fig.nil { "belum ada target" },
            None => span.fig.nil { "—" },
        }
    }
}

fn printed(line: &Line) -> Markup {
    let Some(differences) = &line.differences else {
        return html! { span.muted { "tidak dicetak" } };
    };
    let main = differences.iter().find(|d| d.what == "realisasi" || d.what == "capaian");
    html! {
        @if let Some(first) = main.or(differences.first()) {
            mark.diff { (first.printed) }
            small { (first.what) ", " (first.place) @if differences.len() > 1 { "; " (differences.len() - 1) " beda lain" } }
        } @else {
            span.same { "sama" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Item;
    use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};
    use crate::table::Figure;

    const fn version(number: u32, since: &'static str, note: &'static str) -> Definition {
        Definition { number, since, note, what: "", left_out: "", formula: Formula::Count(&[]) }
    }

    const REDEFINED: Indicator = Indicator {
        id: "uji",
        title: "Uji",
        unit: "kasus",
        date_role: "diterima",
        rollup: Rollup::Sum,
        polarity: Polarity::Higher,
        decimals: 0,
        definitions: &[version(1, "2025-01-01", FIRST), version(2, "2025-10-08", "yang dicegah tidak ikut")],
    };

    fn figure(definition: u32) -> Figure {
        let (target, capaian, met) = (None, None, None);
        Figure {
            definition,
            numerator: 0,
            denominator: None,
            not_counted: 0,
            value: Value::NoData,
            target,
            capaian,
            met,
        }
    }

    fn line(quarters: [u32; 4]) -> Line {
        let item = Item {
            no: 1,
            indicator: "uji".to_owned(),
            goal: String::new(),
            title: "Uji".to_owned(),
            unit: "kasus".to_owned(),
            target_year: "1".to_owned(),
            target_quarters: None,
        };
        let (year, quarters) = (figure(quarters[3]), quarters.map(figure).to_vec());
        Line { item, indicator: &REDEFINED, quarters, year, differences: None, printed: None }
    }

    #[test]
    fn a_definition_that_changed_within_the_year_says_since_when() {
        assert_eq!(redefined(&line([1, 1, 1, 1])).into_string(), "");
        let text = redefined(&line([1, 1, 1, 2])).into_string();
        assert!(text.contains("Definisi berubah sejak 8 Okt 2025: yang dicegah tidak ikut"), "{text}");
    }
}
