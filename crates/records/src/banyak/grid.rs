//! The rows of a table before it is saved. Only cells that are wrong and rows that were opened are inputs: of thousands of rows few are, so
//! that the page stays light and Tab goes from one wrong cell to the next.

use maud::{Markup, html};

use super::sent::{Table, UNUSED};
use super::table::Seen;
use crate::AnyKind;
use crate::import::{CellError, Fate};

/// The most rows that are shown; of a longer table those that somebody has to look at.
const SHOWN: usize = 200;
/// How many rows are shown of a table that could not be read.
const SOME: usize = 10;

pub(super) fn heads(kind: &dyn AnyKind, seen: &Seen) -> Markup {
    html! {
        thead { tr {
            th.num scope="col" { "Baris" }
            th scope="col" { "Hasil" }
            @for (column, (head, key)) in seen.columns().iter().enumerate() {
                th scope="col" {
                    (head)
                    @if key.is_none_or(|key| kind.fields().iter().any(|field| field.key == key)) { (holds(kind, seen, (column, head), *key)) }
                }
            }
        } }
    }
}

/// What a column holds, to be chosen. A column that is no field's, such as the number of a record, has no choice.
fn holds(kind: &dyn AnyKind, seen: &Seen, (column, head): (usize, &str), key: Option<&'static str>) -> Markup {
    html! {
        select name={ "k." (column) } aria-label={ "Kolom " (head) " berisi" } tabindex=[(!seen.unnamed).then_some("-1")] {
            @if key.is_none() { option value="" selected { "— tidak dikenal —" } }
            option value=(UNUSED) { "Tidak dipakai" }
            @for field in kind.fields() { option value=(field.key) selected[key == Some(field.key)] { (field.label) } }
        }
    }
}

pub(super) fn rows(sent: &Table, seen: &Seen) -> Markup {
    let report = &seen.report;
    let places: Vec<usize> = if sent.keyed || seen.error.is_some() {
        let most = if sent.keyed { usize::MAX } else { SOME };
        (seen.head() + 1..sent.grid.rows.len()).take(most).collect()
    } else {
        let all = report.told.iter().filter(|(_, fate)| report.told.len() <= SHOWN || told(fate));
        all.map(|(place, _)| place.row - 1).take(SHOWN).collect()
    };
    let first = report.errors.first().map(|error| error.row);
    html! {
        @for at in &places { (row(sent, seen, *at, first == Some(at + 1))) }
        @if places.len() < report.told.len() {
            tr { td colspan=(seen.columns().len() + 2) { (places.len()) " baris ditampilkan dari " (report.told.len()) ": yang perlu dilihat dahulu." } }
        }
    }
}

/// Whether somebody should look at a row.
fn told(fate: &Fate) -> bool {
    matches!(fate, Fate::Wrong | Fate::Changed(_))
}

fn row(sent: &Table, seen: &Seen, at: usize, first: bool) -> Markup {
    let of = |all: &'_ [CellError]| all.iter().filter(|one| one.row == at + 1).cloned().collect::<Vec<_>>();
    let (errors, warnings) = (of(&seen.report.errors), of(&seen.report.warnings));
    let opened = sent.opened.contains(&at) || sent.keyed;
    let has = |key: &str| seen.columns().iter().any(|(_, field)| *field == Some(key));
    let loose: Vec<&CellError> = errors.iter().filter(|error| !has(&error.column)).collect();
    let start = errors.iter().find(|error| has(&error.column)).map(|error| error.column.as_str());
    let cells = sent.grid.rows.get(at);
    html! {
        tr.bad[!errors.is_empty()] {
            td.num { (at + 1) }
            td {
                (fate(seen, at))
                @for error in &loose { (without_column(at, error)) }
                @if !errors.is_empty() {
                    label.drop { input type="checkbox" name={ "b." (at) } value="1"; "Buang baris" }
                }
                @if !opened { button.plain name="ubah" value=(at) tabindex="-1" { "Ubah" } }
            }
            @for (column, (head, key)) in seen.columns().iter().enumerate() {
                @let text = cells.and_then(|row| row.get(column)).map_or("", String::as_str);
                @let wrong = errors.iter().find(|error| key.is_some_and(|key| error.column == key));
                @let odd = warnings.iter().find(|error| key.is_some_and(|key| error.column == key));
                @let focus = first && wrong.is_some() && start == *key;
                (cell((at, column), (head, text), (wrong, odd), (opened, focus)))
            }
        }
    }
}

/// What is wrong with a row in a field that has no column, with a place to say it.
fn without_column(at: usize, error: &CellError) -> Markup {
    let id = format!("t.{at}.{}", error.column);
    html! {
        p.err id={ (id) "-e" } { (error.detail) }
        @if !error.column.is_empty() {
            label { (error.column) " " input name=(id) autocomplete="off" aria-describedby={ (id) "-e" }; }
        }
    }
}

fn cell(
    (row, column): (usize, usize),
    (head, text): (&str, &str),
    (wrong, odd): (Option<&CellError>, Option<&CellError>),
    (opened, focus): (bool, bool),
) -> Markup {
    let id = format!("e.{row}.{column}");
    let described = (wrong.is_some() || odd.is_some()).then_some(id.as_str());
    html! {
        td.wrong[wrong.is_some()].odd[wrong.is_none() && odd.is_some()] {
            @if wrong.is_some() || opened {
                input name={ "s." (row) "." (column) } value=(text) autocomplete="off" autofocus[focus]
                    aria-label={ (head) ", baris " (row + 1) } aria-invalid=[wrong.map(|_| "true")] aria-describedby=[described];
            } @else { (text) }
            @if described.is_some() {
                div id=(id) { @for one in wrong.iter().chain(&odd) { p.err.soft[wrong.is_none()] { (one.detail) } } }
            }
        }
    }
}

fn fate(seen: &Seen, at: usize) -> Markup {
    let report = &seen.report;
    html! {
        @match seen.fate(at) {
            Some(Fate::Wrong) => { span.badge.late { "Belum benar" } }
            Some(Fate::Same(number)) => { span.badge.off { "Sudah ada" } " " small { (number) } }
            Some(Fate::Repeats) => { span.badge.off { "Berulang" } }
            Some(Fate::New) => { span.badge.new { "Baru" } }
            Some(Fate::Changed(number)) => {
                span.badge.run { "Isinya lain" } " " small { (number) }
                @for change in report.changed.iter().filter(|change| change.place.row == at + 1) {
                    @for field in &change.fields { small { (field.label) ": " (shown(&field.was)) " → " (shown(&field.is)) } }
                }
            }
            None => {}
        }
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "kosong" } else { text }
}
