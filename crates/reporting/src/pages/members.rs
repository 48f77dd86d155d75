//! The records behind a number, page by page.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, figure};
use maud::{Markup, html};
use web::{App, layout, paging};

use super::dashboard::per;
use super::list::{self, Listed};
use super::meaning;
use crate::agreement::Agreement;
use crate::compute::Value;
use crate::indicator::Definition;
use crate::named::Named;
use crate::printed::Comparison;
use crate::query::{AskedMembers, MemberPage, known};
use crate::render;
use crate::table::{Figure, Line};

/// What the page shows.
pub(super) struct View<'a> {
    pub agreement: &'a Agreement,
    pub line: &'a Line,
    pub asked: &'a AskedMembers,
    pub page: &'a MemberPage,
    pub labels: HashMap<CatatanId, Named>,
}

impl View<'_> {
    fn tw(&self) -> u8 {
        self.asked.tw.unwrap_or(0)
    }

    fn figure(&self) -> &Figure {
        let quarter = usize::from(self.tw()).checked_sub(1);
        quarter.and_then(|at| self.line.quarters.get(at)).unwrap_or(&self.line.year)
    }

    fn definition(&self) -> &'static Definition {
        let number = self.figure().definition;
        self.line.indicator.version(number).unwrap_or_else(|| self.line.indicator.newest())
    }

    fn role(&self) -> &str {
        self.asked.peran.as_deref().filter(|r| !r.is_empty()).unwrap_or("pembilang")
    }

    fn href(&self, tw: u8, role: &str, after: Option<&str>) -> String {
        let mut href = format!("/indikator/{}/{}?tw={tw}&peran={role}", self.agreement.code, self.line.item.no);
        if let Some(day) = self.asked.per.as_deref().and_then(|per_day| known(Some(per_day)).ok()) {
            let day = per(day);
            if !day.is_empty() {
                href.push('&');
                href.push_str(&day);
            }
        }
        if let Some(after) = after {
            href.extend(["&", paging::MARK, "="]);
            href.push_str(after);
        }
        href
    }
}

pub(super) fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Markup {
    let line = view.line;
    let listed = Listed {
        date_role: line.indicator.date_role,
        end: view.definition().end(),
        status: "Status",
        reasons: view.role() == "tidak-dihitung",
        page: view.page,
        labels: &view.labels,
        next: view.page.next.as_ref().map(|next| view.href(view.tw(), view.role(), Some(next))),
    };
    let body = html! {
        ol.crumb {
            li { a href={ "/?perjanjian=" (view.agreement.code) } { "Dasbor" } }
            li { (view.agreement.title) }
            li { "No " (line.item.no) }
        }
        div.head {
            div { h1 { (line.item.title) } (headline(view)) }
            nav aria-label="Masa" {
                ul.seg {
                    @for (tw, name) in [(1, "TW1"), (2, "TW2"), (3, "TW3"), (4, "TW4"), (0, "Setahun")] {
                        li {
                            a href=(view.href(tw, view.role(), None)) aria-current=[(tw == view.tw()).then_some("page")] { (name) }
                        }
                    }
                }
            }
        }
        (explanation(app, view))
        (tabs(view))
        p.acts {
            a.btn href=(view.href(view.tw(), view.role(), None).replacen('?', "/anggota.xlsx?", 1)) { "Unduh XLSX" }
        }
        (list::list(app, &listed))
    };
    layout::page(app, ctx, &line.item.title, "/", &body)
}

fn headline(view: &View<'_>) -> Markup {
    let (line, figure) = (view.line, view.figure());
    html! {
        p.figure {
            @if figure.value == Value::NoData {
                b.fig.nil { "belum ada data" }
            } @else {
                b.fig { (render::text(&figure.value, line.indicator.decimals)) (render::sign(line)) }
            }
            @if let Some(all) = figure.denominator {
                span { (figure::whole(figure.numerator)) " dari " (figure::whole(all)) " " (line.indicator.unit) }
            } @else if !view.definition().is_score() {
                span { (line.indicator.unit) }
            }
            @if let Some(target) = &figure.target {
                span.muted {
                    "target " (render::target(target)) (render::sign(line))
                    @if let Some(capaian) = figure.achieved(view.agreement.cap) { ", capaian " (capaian.words()) }
                }
            }
        }
    }
}

fn explanation(app: &App, view: &View<'_>) -> Markup {
    let (line, figure) = (view.line, view.figure());
    let known = known(view.asked.per.as_deref()).map(render::known).unwrap_or_default();
    html! {
        section.box aria-labelledby="hitung" {
            h2 id="hitung" { "Yang dihitung" }
            p { (view.definition().what) " " (view.definition().left_out) }
            dl.fields.line {
                div { dt { "Satuan" } dd { (line.indicator.unit) } }
                div { dt { "Tanggal yang dipakai" } dd { (line.indicator.date_role) } }
                div { dt { "Definisi" } dd { "versi " (figure.definition) } }
                div { dt { "Data" } dd { (known) } }
            }
            (meaning::how(app, view.agreement, line.indicator, view.definition()))
            p {
                a href=(view.href(view.tw(), view.role(), None).replacen('?', "/penjelasan?", 1)) {
                    "Dari sisi lain: menurut jenis kelamin, umur, negara, asal; dan orang yang dihitung dua kali"
                }
            }
            @if let Some(differences) = line.differences.as_ref().filter(|d| !d.is_empty()) {
                (printed(line, differences))
            }
        }
    }
}

/// The values of a list without repetition, in their order.
fn distinct<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    all.fold(Vec::new(), |mut seen, text| {
        if !seen.contains(&text) {
            seen.push(text);
        }
        seen
    })
}

/// Where print and records disagree: a column for each figure, a row for each place of the report.
fn printed(line: &Line, differences: &[Comparison]) -> Markup {
    let whats = distinct(differences.iter().map(|d| d.what));
    let places = distinct(differences.iter().map(|d| d.place.as_str()));
    let sign = |d: &Comparison| {
        let number = d.counted.starts_with(|c: char| c.is_ascii_digit());
        if !number {
            ""
        } else if d.what == "capaian" {
            "\u{a0}%"
        } else {
            render::sign(line)
        }
    };
    html! {
        div.scroll.bare {
            table.diffs {
                thead { tr { th scope="col" { "Beda dari LKj tercetak" } @for what in &whats { th scope="col" { (what) } } } }
                tbody {
                    tr {
                        th scope="row" { "Menurut catatan" }
                        @for what in &whats {
                            td { @if let Some(d) = differences.iter().find(|d| d.what == *what) { (d.counted) (sign(d)) } }
                        }
                    }
                    @for place in &places {
                        tr {
                            th scope="row" { (place) }
                            @for what in &whats {
                                td {
                                    @for d in differences.iter().filter(|d| d.what == *what && d.place == *place) {
                                        mark.diff { (d.printed) } " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn tabs(view: &View<'_>) -> Markup {
    let figure = view.figure();
    let main = if figure.denominator.is_some() { "Pembilang" } else { "Dihitung" };
    let mut roles = vec![("pembilang", main, figure.numerator)];
    roles.extend(figure.denominator.map(|all| ("penyebut", "Penyebut", all)));
    roles.push(("tidak-dihitung", "Tidak dihitung", figure.not_counted));
    html! {
        div.head.tight {
            nav.tabs aria-label="Peran" {
                @for (role, name, count) in roles {
                    a href=(view.href(view.tw(), role, None)) aria-current=[(role == view.role()).then_some("page")] {
                        (name) " " b { (figure::whole(count)) }
                    }
                }
            }
        }
    }
}
