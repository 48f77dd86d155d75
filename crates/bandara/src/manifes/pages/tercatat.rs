//! Who of a manifest was recorded on its day already: one answer for all of them, or one for each.

use maud::{Markup, html};

use super::super::accept::Seen;
use super::super::tercatat::{Answer, Answers, Standing, kind_of};
use pemulangan::kedatangan::entity::Model as Arrival;

/// How the fields begin that hold answers; the rest is the row, or [`ALL`].
pub(super) const PREFIX: &str = "t";
/// The rest of the field that holds for all.
pub(super) const ALL: &str = "semua";

/// Where the answer of a row stands.
pub(super) fn place(row: usize) -> String {
    format!("{PREFIX}.{row}")
}

/// Puts a typed answer where it belongs.
pub(super) fn typed(answers: &mut Answers, rest: Option<&str>, text: &str) {
    let Some((rest, answer)) = rest.zip(Answer::parse(text)) else { return };
    if rest == ALL {
        answers.all = Some(answer);
    } else if let Ok(row) = rest.parse() {
        answers.rows.insert(row, answer);
    }
}

/// The question, and what was answered.
pub(super) fn asked(arrival: &Arrival, seen: &Seen, answers: &Answers) -> Markup {
    let all = format!("{PREFIX}.{ALL}");
    let left = seen.stood.iter().filter(|one| one.answer.is_none()).count();
    html! {
        @if !seen.stood.is_empty() {
            fieldset.part.tercatat {
                legend {
                    (seen.stood.len()) " orang sudah dicatat pada hari yang sama"
                    @if left > 0 { "; " (left) " belum dijawab" }
                }
                p.hint { "Jawab sekali untuk semuanya, atau sendiri-sendiri; yang dijawab sendiri didahulukan." }
                div.field.wide {
                    label for=(all) { "Untuk semua yang sudah dicatat" }
                    select id=(all) name=(all) autofocus[seen.questions.is_empty() && left > 0] { (options(answers.all, true)) }
                }
                div.scroll { table.list {
                    thead { tr { @for title in ["Baris", "Nama", "Sudah dicatat", "Jawaban"] { th scope="col" { (title) } } } }
                    tbody { @for one in &seen.stood { (row(arrival, seen, one, answers)) } }
                } }
            }
        }
    }
}

fn row(arrival: &Arrival, seen: &Seen, one: &Standing, answers: &Answers) -> Markup {
    let person = seen.people.iter().find(|person| person.at == one.row);
    let name = person.and_then(|person| person.said.isi.get("nama")).map_or("tanpa nama", String::as_str);
    let here = place(one.row);
    html! {
        tr {
            td.num { (one.row + 1) }
            td { (name) }
            td {
                (one.before.number) ": "
                a href={ "/" (kind_of(arrival).info().name) "/" (one.before.id) } target="_blank" rel="noopener" { "buka catatan itu" }
                @if !one.free { small { "Milik baris, penerbangan atau kantor lain." } }
            }
            td {
                select id=(here) name=(here) aria-label={ "Jawaban untuk baris " (one.row + 1) ", " (name) } {
                    (options(answers.rows.get(&one.row).copied(), one.free))
                }
            }
        }
    }
}

fn options(chosen: Option<Answer>, free: bool) -> Markup {
    html! {
        option value="" { "— jawab —" }
        @for answer in Answer::ALL.into_iter().filter(|answer| free || *answer == Answer::Other) {
            option value=(answer.code()) selected[chosen == Some(answer)] { (answer.title()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_for_all_or_for_a_row() {
        let mut answers = Answers::default();
        for (rest, text) in [("semua", "lain"), ("7", "sama"), ("8", ""), ("x", "lain")] {
            typed(&mut answers, Some(rest), text);
        }
        assert_eq!((answers.all, answers.rows.len()), (Some(Answer::Other), 1));
        assert_eq!(answers.rows.get(&7), Some(&Answer::Same));
    }
}
