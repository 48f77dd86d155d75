//! What is asked about many cells of a manifest at once, the list of what is red, and the rows that are opened or left out by number.

use maud::{Markup, html};
use records::OTHER;
use web::{App, parts};

use super::super::accept::Seen;
use super::super::ask::{Question, about};
use super::super::columns::fields;
use super::preview::Carried;
use super::tercatat;

/// How many rows a question names.
const NAMED: usize = 12;
/// The most red cells that are listed.
const LISTED: usize = 40;

/// The id of the question that a cell is one of, if there is one.
pub(super) fn of(seen: &Seen, row: usize, column: usize) -> Option<String> {
    let mine = |question: &Question| question.column == column && question.rows.contains(&row);
    seen.questions.iter().position(mine).map(id)
}

fn id(at: usize) -> String {
    format!("tanya-{}", at + 1)
}

/// The questions, and what was answered already.
pub(super) fn all(app: &App, seen: &Seen, carried: &Carried) -> Markup {
    html! {
        @if !seen.questions.is_empty() {
            fieldset.part.tanya {
                legend { "Satu jawaban untuk semua sel yang sama" }
                @for (at, question) in seen.questions.iter().enumerate() { (one(carried, at, question)) }
            }
            (parts::lists(&app.house.reference))
        }
        (answered(app, seen, carried))
    }
}

fn one(carried: &Carried, at: usize, question: &Question) -> Markup {
    let place = id(at);
    let answer = carried.sent.choices.answer(question.field, &question.key).unwrap_or_default();
    let listed = question.options.iter().any(|(code, _)| code == answer);
    let name = format!("{}.{}", question.field, question.key);
    let list = fields().find(|field| field.key == question.field).and_then(parts::list);
    // With one thing only to choose nobody chooses: then it is typed, or emptied with a dash.
    let chosen = question.options.len() > 1 || !question.free;
    let typed = if listed { "" } else { answer };
    let focus = at == 0 && carried.opened.is_empty();
    html! {
        div.field.wide {
            label for=(place) { (question.title) }
            p.hint id={ (place) "-h" } { (rows(question)) " " (question.hint) @if !chosen { " Tulis tanda - untuk mengosongkan." } }
            div.row {
                @if chosen {
                    select id=(place) name={ "j." (name) } autofocus[focus] aria-describedby={ (place) "-h" } {
                        option value="" { "— jawab —" }
                        @for (code, label) in &question.options { option value=(code) selected[code == answer] { (label) } }
                    }
                }
                @if question.free {
                    input id=[(!chosen).then_some(&place)] name={ "i." (name) } value=(typed) list=[list] autocomplete="off"
                        aria-label={ "Jawaban lain: " (question.title) } aria-describedby={ (place) "-h" } autofocus[focus && !chosen];
                }
            }
        }
    }
}

/// In which rows it is asked, as the file counts them.
fn rows(question: &Question) -> String {
    let named: Vec<String> = question.rows.iter().take(NAMED).map(|row| (row + 1).to_string()).collect();
    let more = if question.rows.len() > NAMED { " …" } else { "" };
    format!("Baris {}{more}.", named.join(", "))
}

/// What was answered, to be changed; what is emptied is asked again.
fn answered(app: &App, seen: &Seen, carried: &Carried) -> Markup {
    let open = |field: &str, key: &str| seen.questions.iter().any(|one| one.field == field && one.key == key);
    let all: Vec<(&String, &String, &String)> = carried
        .sent
        .choices
        .jawaban
        .iter()
        .flat_map(|(field, answers)| answers.iter().map(move |(key, answer)| (field, key, answer)))
        .filter(|(field, key, _)| !open(field, key))
        .collect();
    html! {
        @if !all.is_empty() {
            details.box.dijawab {
                summary { "Sudah dijawab: " (all.len()) }
                @for (field, key, answer) in all {
                    @let known = fields().find(|known| known.key == field.as_str());
                    label {
                        (known.map_or(field.as_str(), |known| known.label)) ": " (about(key)) " "
                        input name={ "i." (field) "." (key) } autocomplete="off"
                            value=(known.map_or_else(|| answer.clone(), |known| parts::typable(&app.house.reference, known, answer)));
                    }
                }
            }
        }
    }
}

/// What is red and asked by no question: each leads to its cell.
pub(super) fn reds(seen: &Seen) -> Markup {
    let mut all = Vec::new();
    for person in seen.people.iter().filter(|person| person.bad()) {
        for note in person.notes.iter().filter(|note| note.bad) {
            match note.column {
                Some(column) if of(seen, person.at, column).is_some() => {}
                Some(column) => all.push((format!("s.{}.{column}", person.at), person, &note.detail)),
                None if note.field == OTHER => all.push((tercatat::place(person.at), person, &note.detail)),
                None => all.push((format!("b.{}", person.at), person, &note.detail)),
            }
        }
    }
    html! {
        @if !all.is_empty() {
            nav.merah aria-label="Yang merah" {
                p { b { "Yang masih merah: " (all.len()) } " " kbd { "Alt+M" } " ke yang pertama, Tab ke yang berikutnya." }
                ol {
                    @for (at, (place, person, detail)) in all.iter().take(LISTED).enumerate() {
                        li {
                            a href={ "#" (place) } accesskey=[(at == 0).then_some("m")] tabindex=[(at > 0).then_some("-1")] {
                                "Baris " (person.at + 1) ", " (person.said.isi.get("nama").map_or("tanpa nama", String::as_str))
                            }
                            ": " (detail)
                        }
                    }
                }
                @if all.len() > LISTED { p { "Dan " (all.len() - LISTED) " lagi di tabel." } }
            }
        }
    }
}

/// Rows that are opened, or left out, by their numbers.
pub(super) fn by_number() -> Markup {
    html! {
        div.row.nomor {
            label for="nomor" { "Baris nomor " kbd { "Alt+B" } }
            input id="nomor" name="nomor" accesskey="b" autocomplete="off" placeholder="14, 20-22";
            button.btn name="buka" value="1" { "Ubah barisnya" }
            button.btn name="lewat" value="1" { "Lewati barisnya" }
        }
    }
}
