//! The grid of a manifest before it is accepted. Only bad cells and rows that were opened are inputs: of 150 rows of twelve columns
//! few are, so that the page stays light and Tab goes from one bad cell to the next. The first button looks again, so Enter never
//! accepts what is half made. Of a corrected manifest only what differs is shown.

use kernel::form::{Field, FieldKind};
use maud::{Markup, html};
use records::OTHER;
use records::import::carry;
use web::{App, parts};

use super::super::accept::Seen;
use super::super::check::{Note, Person};
use super::super::columns::{Holds, choices, fields};
use super::super::plan::{Difference, Fate};
use super::preview::Carried;
use super::{path, tanya, tercatat};
use pemulangan::kedatangan::entity::Model as Arrival;

pub(super) fn page(app: &App, arrival: &Arrival, seen: &Seen, carried: &Carried, message: Option<&str>) -> Markup {
    let here = path(arrival.id);
    let shown: Vec<usize> = (0..seen.people.len()).filter(|at| is_shown(seen, carried, *at)).collect();
    let hidden = seen.people.len() - shown.len();
    html! {
        div.head { div {
            h1 { "Periksa manifes " (arrival.penerbangan) }
            p.lead { "Judul kolom terbaca di baris " (seen.sheet.head + 1) ". Belum ada yang disimpan." }
        } }
        @if let Some(message) = message { p.note.ok role="status" { (message) } }
        @if let Some(warning) = &seen.warning { p.note.warn role="status" { (warning) } }
        (tally(seen))
        @for remark in &seen.sheet.remarks { p.hint { (remark) } }
        form.manifes method="post" action={ (here) "/periksa" } {
            @for (name, text) in carry(&seen.sheet.grid) { input type="hidden" name=(name) value=(text); }
            input type="hidden" name="ingat" value="1";
            @if carried.all { input type="hidden" name="lihat" value="1"; }
            div.acts.first { button.btn.main[seen.bad() > 0] accesskey="p" { "Periksa lagi " kbd { "Alt+P" } } }
            (tanya::all(app, seen, carried))
            (tercatat::asked(arrival, seen, &carried.sent.stood))
            (given(app, seen, carried))
            (tanya::reds(seen))
            (tanya::by_number())
            @if hidden > 0 {
                p.note { (hidden) " baris sama dengan yang sudah ada dan tidak ditampilkan. "
                    button.plain name="lihat" value="1" { "Tampilkan semuanya" } }
            }
            div.scroll { table.list {
                (heads(seen))
                tbody { @for at in &shown { @if let Some(person) = seen.people.get(*at) { (row(app, seen, carried, (*at, person))) } } }
            } }
            (gone(seen, carried))
            (bottom(seen, &here))
        }
    }
}

fn tally(seen: &Seen) -> Markup {
    let (new, changed, same) = seen.tally();
    let (bad, skipped) = (seen.bad(), seen.skipped());
    html! {
        p.note.bad[bad > 0] role="status" {
            b { (seen.people.len()) " orang" } ": " (new) " baru, " (changed) " berubah, " (same) " sama"
            @if skipped > 0 { ", " (skipped) " dilewati" }
            @if bad > 0 { ", " b { (bad) " baris perlu dibetulkan" } }
            "."
        }
    }
}

/// Whether a row is shown: of a corrected manifest those that differ, are bad, left out or opened.
fn is_shown(seen: &Seen, carried: &Carried, at: usize) -> bool {
    let same = matches!(seen.plan.fates.get(at), Some(Fate::Same(_)));
    let looked_at = |person: &Person| person.bad() || person.skipped.is_some() || carried.opened.contains(&person.at);
    carried.all || !same || seen.people.get(at).is_none_or(looked_at)
}

fn bottom(seen: &Seen, here: &str) -> Markup {
    let bad = seen.bad();
    html! {
        div.bottom {
            @if bad == 0 {
                button.btn.main formaction={ (here) "/terima" } accesskey="s" autofocus { "Terima manifes " kbd { "Alt+S" } }
            } @else if bad < seen.people.len() {
                button.btn formaction={ (here) "/terima" } name="sisihkan" value="1" { "Terima yang benar, sisihkan " (bad) " baris merah" }
            }
            a.btn.quiet href=(here) { "Batal" }
        }
    }
}

/// What fills in rows that leave it empty.
fn given(app: &App, seen: &Seen, carried: &Carried) -> Markup {
    let wanted = |field: &&Field| ["kategori", "negara", "alasan"].contains(&field.key);
    let all = fields().filter(wanted).filter(|field| {
        seen.people
            .iter()
            .any(|p| !p.said.isi.contains_key(field.key) || carried.sent.choices.semua.contains_key(field.key))
    });
    html! {
        fieldset.part.semua {
            legend { "Untuk semua baris yang kosong" }
            div.row {
                @for field in all {
                    @let typed = carried.sent.choices.semua.get(field.key).map_or("", String::as_str);
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
                th.who[is_name(*holds)] scope="col" {
                    (head)
                    select name={ "k." (column) } aria-label={ "Kolom " (head) " berisi" } tabindex="-1" {
                        @for (code, label) in choices() { option value=(code) selected[code == holds.code()] { (label) } }
                    }
                }
            }
        } }
    }
}

/// Whether a column has the names, which stay in view.
fn is_name(holds: Holds) -> bool {
    holds.code() == "nama"
}

fn row(app: &App, seen: &Seen, carried: &Carried, (at, person): (usize, &Person)) -> Markup {
    let cells = seen.sheet.grid.rows.get(person.at);
    let opened = carried.opened.contains(&person.at);
    let bad = seen.people.iter().position(Person::bad) == Some(at);
    let first = seen.questions.is_empty() && carried.opened.is_empty() && bad;
    let wanted = carried.opened.iter().min() == Some(&person.at);
    let start = person.notes.iter().find(|note| note.bad).and_then(|note| note.column);
    let loose = person.notes.iter().filter(|note| note.column.is_none());
    html! {
        tr.bad[person.bad()].skipped[person.skipped.is_some()] {
            td.num { (person.at + 1) }
            td {
                (fate(app, seen, at, person))
                @for note in loose { p.err[note.bad].hint[!note.bad] { (note.detail) } }
                @if person.bad() || person.skipped.is_some() || opened { (skip(person)) }
                @if !opened { button.plain name="ubah" value=(person.at) tabindex="-1" { "Ubah" } }
            }
            @for (column, holds) in seen.sheet.holds.iter().enumerate() {
                @let text = cells.and_then(|row| row.get(column)).map_or("", String::as_str);
                @let notes: Vec<&Note> = person.notes.iter().filter(|note| note.column == Some(column)).collect();
                @let focus = (first && start == Some(column)) || (wanted && is_name(*holds));
                (cell(seen, (person, column), (text, is_name(*holds)), &notes, (opened, focus)))
            }
        }
    }
}

/// Leaving a row out, with why.
fn skip(person: &Person) -> Markup {
    let reason = person.skipped.as_deref().unwrap_or_default();
    html! {
        label.drop {
            input type="checkbox" id={ "b." (person.at) } name={ "b." (person.at) } value="1" checked[person.skipped.is_some()];
            "Lewati baris ini"
        }
        label.why { "Alasan " input name={ "r." (person.at) } value=(reason) maxlength="200" autocomplete="off"; }
    }
}

fn cell(
    seen: &Seen,
    (person, column): (&Person, usize),
    (text, name): (&str, bool),
    notes: &[&Note],
    (opened, focus): (bool, bool),
) -> Markup {
    let row = person.at;
    let wrong = notes.iter().any(|note| note.bad) && person.skipped.is_none();
    // One question for all such cells stands above.
    let question = (wrong && !opened).then(|| tanya::of(seen, row, column)).flatten();
    let head = seen.sheet.heads.get(column).map_or("", String::as_str);
    let place = format!("s.{row}.{column}");
    let notes_id = format!("e.{row}.{column}");
    let described = (!notes.is_empty()).then_some(notes_id.as_str());
    html! {
        td.wrong[wrong].odd[!wrong && !notes.is_empty()].who[name] {
            @if let Some(question) = question {
                (text) " " a href={ "#" (question) } tabindex="-1" aria-describedby=[described] { "jawab di atas" }
            } @else if wrong || opened {
                input id=(place) name=(place) value=(text) autocomplete="off" autofocus[focus] aria-label={ (head) ", baris " (row + 1) }
                    aria-invalid=[wrong.then_some("true")] aria-describedby=[described];
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
            _ if person.skipped.is_some() => { span.badge.off { "Dilewati" } }
            _ if person.bad() => { span.badge.late { "Belum benar" } }
            _ if seen.joined(person.at) => { span.badge.run { "Sudah dicatat" } }
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
    let label = if one.what == OTHER { "Kedatangan lain selain" } else { one.what.as_str() };
    html! { (field.map_or(label, |field| field.label)) ": " (words(&one.old)) " → " (words(&one.new)) }
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
