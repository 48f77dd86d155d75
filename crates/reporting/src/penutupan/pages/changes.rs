//! What has changed since a closing, line by line with its causes.

use std::collections::HashMap;

use kernel::ledger::Member;
use kernel::{CatatanId, Ctx, figure};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::super::changes::{Cause, Direction, FigureChanges, Line};
use super::super::words;
use super::show::{View, crumb};
use super::{marks, next};
use crate::named::Named;
use crate::pages::list;

/// What was found.
pub(super) struct Found {
    pub changed: Vec<FigureChanges>,
    pub labels: HashMap<CatatanId, Named>,
}

/// So many lines of a group stand on the page; the files hold all.
const SHOWN: usize = 100;

pub(super) fn page(app: &App, ctx: &Ctx, view: &View, changes: &Found) -> Markup {
    let closing = &view.shown.closing;
    let (mut moved, still): (Vec<_>, Vec<_>) = changes.changed.iter().partition(|one| !one.lines.is_empty());
    // Where the count moved comes first, whatever its number.
    moved.sort_by_key(|one| one.lines.iter().all(|line| line.direction == Direction::Berubah));
    let lines: usize = moved.iter().map(|one| one.lines.len()).sum();
    let title = format!("Perubahan sejak {}", marks::title(closing).to_lowercase());
    let file = |format: &str| format!("{}/perubahan.{format}", marks::address(closing));
    let body = html! {
        (crumb(closing, &view.agreement, Some("Perubahan")))
        div.head {
            div {
                h1 { (title) }
                p.lead {
                    "Yang dicatat atau diubah setelah " b { (parts::instant(closing.pada)) }
                    ". Angka yang ditutup tetap."
                }
            }
            @if lines > 0 {
                p.acts {
                    a.btn href=(file("csv")) { "Unduh CSV" }
                    a.btn href=(file("xlsx")) { "Unduh XLSX" }
                }
            }
        }
        @if moved.is_empty() {
            p.empty { "Tidak ada yang berubah sejak penutupan ini." }
        }
        @for one in &moved { (figure(app, one, &changes.labels)) }
        @if !moved.is_empty() && !still.is_empty() {
            p.note.ok {
                "Tidak berubah: " (still.len()) " angka lain (no "
                (still.iter().map(|one| one.closed.no.to_string()).collect::<Vec<_>>().join(", ")) ")."
            }
        }
        @if lines > 0 { (next::revise(app, ctx, view)) }
        @if let Some(newer) = view.newer() {
            p.note.warn { "Perubahan ini sudah masuk ke " a href=(marks::address(newer)) { (marks::title(newer)) } ", sejauh terjadi sebelum itu." }
        }
    };
    layout::page(app, ctx, &title, "/penutupan", &body)
}

fn figure(app: &App, one: &FigureChanges, labels: &HashMap<CatatanId, Named>) -> Markup {
    let row = &one.closed;
    let (was, is) = (words::figure_text(row, &words::value(row)), words::figure_text(row, &one.now.value));
    let made = |numerator, denominator| words::made_of(row, numerator, denominator);
    let (was_of, is_of) = (made(row.pembilang, row.penyebut), made(one.now.numerator, one.now.denominator));
    html! {
        section.box aria-labelledby={ "no-" (row.no) } {
            div.head.shift {
                h2 id={ "no-" (row.no) } { span.muted { (row.no) } " " (row.judul) }
                p {
                    span { small { "ditutup" } b.fig { (was) } @if let Some(of) = &was_of { span.of { (of) } } }
                    span aria-hidden="true" { "→" }
                    span { small { "kini" } b.fig { (is) } @if let Some(of) = &is_of { span.of { (of) } } }
                }
            }
            div.scroll.bare {
                table.list.moved {
                    thead {
                        tr {
                            th scope="col" { "Catatan" }
                            th scope="col" { "Dari → ke" }
                            th scope="col" { "Tanggal" }
                            th scope="col" { "Sebab" }
                        }
                    }
                    @for (direction, heading) in GROUPS { (group(app, one, (direction, heading), labels)) }
                }
            }
        }
    }
}

const GROUPS: [(Direction, &str); 5] = [
    (Direction::Masuk, "Masuk hitungan"),
    (Direction::Keluar, "Keluar dari hitungan"),
    (Direction::MasukPenyebut, "Masuk penyebut, belum masuk pembilang"),
    (Direction::KeluarPenyebut, "Keluar dari penyebut"),
    (Direction::Berubah, "Berubah, tidak masuk dan tidak keluar"),
];

fn many(count: usize) -> String {
    figure::whole(count.try_into().unwrap_or(i64::MAX))
}

/// The lines that stand on the page: only of their records anything is looked up.
pub(super) fn shown(changed: &[FigureChanges]) -> impl Iterator<Item = &Line> {
    changed.iter().flat_map(|one| GROUPS.map(|(direction, _)| of(one, direction).take(SHOWN)).into_iter().flatten())
}

fn of(one: &FigureChanges, direction: Direction) -> impl Iterator<Item = &Line> {
    one.lines.iter().filter(move |line| line.direction == direction)
}

fn group(
    app: &App,
    one: &FigureChanges,
    (direction, heading): (Direction, &str),
    labels: &HashMap<CatatanId, Named>,
) -> Markup {
    let lines: Vec<&Line> = of(one, direction).collect();
    html! {
        @if !lines.is_empty() {
            tbody {
                tr.group { th scope="rowgroup" colspan="4" { (heading) " " b { (many(lines.len())) } } }
                @for line in lines.iter().take(SHOWN) { (row(app, line, labels.get(&line.record))) }
                @if lines.len() > SHOWN {
                    tr { td.muted colspan="4" { "Dan " (many(lines.len() - SHOWN)) " catatan lain: unduh CSV atau XLSX." } }
                }
            }
        }
    }
}

fn row(app: &App, line: &Line, label: Option<&Named>) -> Markup {
    let day = |member: &Option<Member>| member.as_ref().map(|member| parts::day(member.hari));
    let (was, is) = (day(&line.before), day(&line.after));
    html! {
        tr {
            td {
                (list::number(label, &line.kind, line.record))
                span.muted { " " (app.directory.title(&line.kind)) }
            }
            td {
                @if line.places.0 == line.places.1 { "tetap " (line.places.1.words()) }
                @else { (line.places.0.words()) " → " b { (line.places.1.words()) } }
            }
            td.one {
                @match (was, is) {
                    (Some(was), Some(is)) if was != is => { (was) " → " b { (is) } }
                    (Some(day), _) | (None, Some(day)) => (day),
                    (None, None) => "—",
                }
            }
            td.why {
                @for cause in &line.causes { (why(app, line, cause)) }
                @if line.causes.is_empty() { span.muted { "Tidak ada suntingan yang tercatat." } }
            }
        }
    }
}

/// An edit: why, by whom, when, and in which fields.
fn why(app: &App, line: &Line, cause: &Cause) -> Markup {
    let edit = &cause.line;
    let label = |key: &String| app.directory.field(&edit.jenis, key).map_or_else(|| parts::words(key), str::to_owned);
    let fields: Vec<String> = match (&edit.dari, edit.perubahan.as_object()) {
        (Some(_), Some(changes)) => changes.keys().map(label).collect(),
        _ => Vec::new(),
    };
    html! {
        p {
            (edit.alasan)
            small {
                (edit.pelaku) ", " (parts::instant(edit.dicatat_pada))
                @if !fields.is_empty() { ". Isian: " (fields.join(", ")) }
                @if edit.catatan_id != line.record { ". Lewat catatan lain orang itu" }
            }
        }
    }
}
