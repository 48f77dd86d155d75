//! Rows of one file that are the same happening and say otherwise. They are named, not guessed.

use std::collections::HashMap;

use people::{Choice, alike_rows};

use super::{Done, Found, Row, Verdict, judge};
use crate::Info;
use crate::enter::Draft;

/// Names the rows that lead to one record.
pub(super) fn same_record(rows: &[Row], found: &[Found], done: &mut Done) {
    let mut first: HashMap<_, usize> = done.entered.iter().map(|(at, id)| (*id, *at)).collect();
    for one in found.iter().filter(|one| !one.entered) {
        let earlier = *first.entry(one.held.head.id).or_insert(one.at);
        if earlier == one.at {
            continue;
        }
        let said = |at: usize| rows.get(at).map(|row| (&row.form, &row.names));
        if said(earlier) == said(one.at) {
            done.set(one.at, Verdict::Repeats);
        } else {
            clash(done, (earlier, one.at), true);
        }
    }
}

/// Names the rows that would become two records of one happening; `places` are those of their people among the people of the file.
pub(super) fn same_happening(info: &Info, fresh: &[Draft], places: &[Option<usize>], done: &mut Done) {
    let mut outside: HashMap<String, usize> = HashMap::new();
    // A row meets those with the same key and person, and those with the same key and name.
    let mut seen: HashMap<(String, Person), Vec<&Draft>> = HashMap::new();
    for (draft, place) in fresh.iter().zip(places.iter().copied()) {
        if let Some(number) = info.unique.and_then(|unique| draft.values.get(unique)) {
            let earlier = *outside.entry(number).or_insert(draft.at);
            if earlier != draft.at {
                clash(done, (earlier, draft.at), true);
                continue;
            }
        }
        let key = judge::key_text(info, &draft.values);
        let name = draft.values.get(people::key::NAMA).filter(|_| info.person);
        let who = [Some(Person::Place(place)), name.map(|name| Person::Name(people::normalise(&name)))];
        let mut met = None;
        for who in who.into_iter().flatten() {
            let sure = matches!(who, Person::Place(_));
            let before = seen.entry((key.clone(), who)).or_default();
            let earlier = before.iter().find(|earlier| same(info, earlier, draft, sure));
            met = met.or(earlier.map(|earlier| (earlier.at, sure)));
            before.push(draft);
        }
        if let Some((earlier, sure)) = met {
            clash(done, (earlier, draft.at), sure);
        }
    }
}

/// By what two rows may be about the same person.
#[derive(PartialEq, Eq, Hash)]
enum Person {
    /// The place of their person among the people of the file; the same for all where the kind is about nobody.
    Place(Option<usize>),
    /// Their name as it is compared.
    Name(String),
}

/// Whether two rows with the same key are about the same happening; `sure` where their person is the same.
fn same(info: &Info, one: &Draft, other: &Draft, sure: bool) -> bool {
    if let Some(unique) = info.unique
        && let (Some(one), Some(other)) = (one.values.get(unique), other.values.get(unique))
        && one != other
    {
        return false;
    }
    let apart = one.person == Choice::New && other.person == Choice::New;
    sure || (!apart && alike_rows(&one.values, &other.values))
}

fn clash(done: &mut Done, (one, other): (usize, usize), sure: bool) {
    done.set(one, Verdict::Clashes { with: other, sure });
    done.set(other, Verdict::Clashes { with: one, sure });
}
