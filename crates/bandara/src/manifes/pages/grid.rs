//! The grid of a manifest before it is accepted. Only bad cells and rows that were opened are inputs: of 150 rows of twelve columns
//! few are, so that the page stays light and Tab goes from one bad cell to the next.

use kernel::form::{Field, FieldKind};
use maud::{Markup, html};
use records::import::carry;
use web::{App, parts};

use super::super::accept::Seen;
use super::super::check::{Note, Person};
use super::super::columns::{choices, fields};
use super::super::plan::{Difference, Fate};
use super::path;
use super::preview::Carried;
use pemulangan::kedatangan::entity::Model as Arrival;

pub(super) fn page(app: &App, arrival: &Arrival, seen: &Seen, carried: &Carried, message: Option<&str>) -> Markup {
    let (new, changed, same) = seen.tally();
    let bad = seen.bad();
    let here = path(arrival.id);
    html! {
        div.head { div {
            h1 { "Periksa manifes " (arrival.penerbangan) }
            p.lead { "Judul kolom terbaca di baris " (seen.sheet.head + 1) ". Belum ada yang disimpan." }
        } }
        @if let Some(message) = message { p.note.ok role="status" { (message) } }
        @if let Some(warning) = &seen.warning { p.note.warn role="status" { (warning) } }
        p.note.bad[bad > 0] role="status" {
            b { (seen.people.len()) " orang" } ": " (new) " baru, " (changed) " berubah, " (same) " sama"
            @if bad > 0 { ", " b { (bad) " baris perlu dibetulkan" } }
            "."
        }
        @for remark in &seen.sheet.remarks { p.hint { (remark) } }
        form.manifes method="post" action={ (here) "/periksa" } {
            @for (name, text) in carry(&seen.sheet.grid) { input type="hidden" name=(name) value=(text); }
            (given(app, seen, carried))
            div.scroll { table.list {
                (heads(seen))
                tbody { @for (at, person) in seen.people.iter().enumerate() { (row(app, seen, carried, (at, person))) } }
            } }
            (gone(seen, carried))
            div.bottom {
                @if bad == 0 {
                    button.btn.main formaction={ (here) "/terima" } accesskey="s" autofocus { "Terima manifes " kbd { "Alt+S" } }
                    button.btn accesskey="p" { "Periksa lagi" }
                } @else {
                    button.btn.main accesskey="p" { "Periksa lagi " kbd { "Alt+P" } }
                    @if bad < seen.people.len() {
                        button.btn formaction={ (here) "/terima" } name="sisihkan" value="1" { "Terima yang benar, sisihkan " (bad) " baris merah" }
                    }
                }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
    }
}

/// What fills in rows that leave it empty.
fn given(app: &App, seen: &Seen, carried: &Carried) -> Markup {
    let wanted = |field: &&Field| ["kategori", "negara", "alasan"].contains(&field.key);
    let all = fields().filter(wanted).filter(|field| {
        seen.people.iter().any(|p| !p.said.isi.contains_key(field.key) || carried.sent.given.contains_key(field.key))
    });
    html! {
        fieldset.part.semua {
            legend { "Untuk semua baris yang kosong" }
            div.row {
                @for field in all {
                    @let typed = carried.sent.given.get(field.key).map_or("", String::as_str);
                    @let name = format!("isi.{}", field.key);
                    div.field {
                        label for=(name) { (field.label) }
                        @if let FieldKind::Term(vocabulary) = field.kind {
                            select id=(name) name=(name) {
                                option value="" { "— pilih —" }
                                @for term in app.house.reference.terms(vocabulary) {
                                    option value=(term.code) selected[term.code == typed] { (term.label) }
                                }
                            }
                        } @else { input id=(name) name=(name) value=(typed) autocomplete="off"; }
                    }
                }
            }
        }
    }
}

fn heads(seen: &Seen) -> Markup {
    html! {
        thead { tr {
            th.num scope="col" { "Baris" }
            th scope="col" { "Hasil" }
            @for (column, (head, holds)) in seen.sheet.heads.iter().zip(&seen.sheet.holds).enumerate() {
                th scope="col" {
                    (head)
                    select name={ "k." (column) } aria-label={ "Kolom " (head) " berisi" } tabindex="-1" {
                        @for (code, label) in choices() { option value=(code) selected[code == holds.code()] { (label) } }
                    }
                }
            }
        } }
    }
}

fn row(app: &App, seen: &Seen, carried: &Carried, (at, person): (usize, &Person)) -> Markup {
    let cells = seen.sheet.grid.rows.get(person.at);
    let opened = carried.opened.contains(&person.at);
    let first = seen.people.iter().position(Person::bad) == Some(at);
    let start = person.notes.iter().find(|note| note.bad).and_then(|note| note.column);
    let loose = person.notes.iter().filter(|note| note.column.is_none());
    html! {
        tr.bad[person.bad()] {
            td.num { (person.at + 1) }
            td {
                (fate(app, seen, at, person))
                @for note in loose { p.err[note.bad].hint[!note.bad] { (note.detail) } }
                @if person.bad() {
                    label.drop { input type="checkbox" name={ "b." (person.at) } value="1" tabindex="-1"; "Buang baris" }
                }
                @if !opened { button.plain name="ubah" value=(person.at) tabindex="-1" { "Ubah" } }
            }
            @for column in 0..seen.sheet.heads.len() {
                @let text = cells.and_then(|row| row.get(column)).map_or("", String::as_str);
                @let notes: Vec<&Note> = person.notes.iter().filter(|note| note.column == Some(column)).collect();
                (cell(seen, (person.at, column), text, &notes, (opened, first && start == Some(column))))
            }
        }
    }
}

fn cell(
    seen: &Seen,
    (row, column): (usize, usize),
    text: &str,
    notes: &[&Note],
    (opened, focus): (bool, bool),
) -> Markup {
    let bad = notes.iter().any(|note| note.bad);
    let head = seen.sheet.heads.get(column).map_or("", String::as_str);
    let name = format!("s.{row}.{column}");
    let notes_id = format!("e.{row}.{column}");
    let described = (!notes.is_empty()).then_some(notes_id.as_str());
    html! {
        td.wrong[bad].odd[!bad && !notes.is_empty()] {
            @if bad || opened {
                input name=(name) value=(text) autocomplete="off" autofocus[focus] aria-label={ (head) ", baris " (row + 1) }
                    aria-invalid=[bad.then_some("true")] aria-describedby=[described];
            } @else { (text) }
            @if !notes.is_empty() {
                div id=(notes_id) { @for note in notes { p.err.soft[!note.bad] { (note.detail) } } }
            }
        }
    }
}

fn fate(app: &App, seen: &Seen, at: usize, person: &Person) -> Markup {
    let line = |place: &usize| seen.held.get(*place);
    html! {
        @match seen.plan.fates.get(at) {
            _ if person.bad() => { span.badge.late { "Belum benar" } }
            Some(Fate::Same(_)) => { span.badge.off { "Sama" } }
            Some(Fate::Changed(place, differ)) => {
                span.badge.run { "Berubah" }
                @if line(place).is_some_and(|line| line.row.catatan_id.is_some()) {
                    small { "Sudah ditemui; catatannya tidak diubah:" }
                }
                @for one in differ { small { (difference(app, one)) } }
            }
            _ => { span.badge.new { "Baru" } }
        }
    }
}

/// A difference as people read it.
fn difference(app: &App, one: &Difference) -> Markup {
    let field = fields().find(|field| field.key == one.what);
    let words = |text: &str| match field {
        Some(field) if !text.is_empty() => parts::readable(&app.house.reference, field, text),
        _ if text.is_empty() => "kosong".to_owned(),
        _ => text.to_owned(),
    };
    html! { (field.map_or(one.what.as_str(), |field| field.label)) ": " (words(&one.old)) " → " (words(&one.new)) }
}

fn gone(seen: &Seen, carried: &Carried) -> Markup {
    html! {
        @if !seen.plan.gone.is_empty() {
            fieldset.part.choice {
                legend { "Tidak ada lagi di manifes ini. Centang yang ditarik." }
                @for line in seen.plan.gone.iter().filter_map(|at| seen.held.get(*at)) {
                    label {
                        input type="checkbox" name={ "tarik." (line.row.id) } value="1" checked[carried.sent.drawn.contains(&line.row.id)];
                        (line.row.baris) ". " (line.row.nama)
                    }
                }
            }
        }
    }
}
