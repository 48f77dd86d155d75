//! What a manifest changes: lines that are new, the same, different, or no longer there. Pure.

use std::collections::BTreeMap;

use super::check::Person;
use super::line::{Line, Said};
use pemulangan::baris::Status;

/// What becomes of a row of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nobody like that is expected yet.
    New,
    /// It stands already, by its place among the lines held.
    Same(usize),
    /// It stands with other content.
    Changed(usize, Vec<Difference>),
}

/// A difference: what it is called, before, after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Key of the field, or head of the column.
    pub what: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// What a manifest changes.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Of each person of the manifest, in order.
    pub fates: Vec<Fate>,
    /// Places of the lines held that the manifest does not name, and that nobody was met for.
    pub gone: Vec<usize>,
}

/// Compares people with the lines held. The same person is found by document, else by NIK, else by name and birth date; each
/// line is found once.
pub(super) fn plan(people: &[Person], held: &[Line]) -> Plan {
    let mut of: Vec<Option<usize>> = vec![None; people.len()];
    let mut used = vec![false; held.len()];
    let passes: [fn(&Person, &Line) -> bool; 3] = [
        |p, l| p.document.is_some() && p.document == l.row.dokumen_indeks,
        |p, l| p.nik.is_some() && p.nik == l.row.nik_indeks,
        alike,
    ];
    for same in passes {
        for (person, place) in people.iter().zip(of.iter_mut()).filter(|(_, place)| place.is_none()) {
            let position = held.iter().zip(&used).position(|(line, used)| !used && same(person, line));
            if let Some(mark) = position.and_then(|at| used.get_mut(at)) {
                *mark = true;
                *place = position;
            }
        }
    }
    let fate = |(person, place): (&Person, Option<usize>)| match place.and_then(|at| Some((at, held.get(at)?))) {
        None => Fate::New,
        Some((at, line)) => {
            let differ = differences(&line.said, &person.said);
            let back = line.row.status == Status::Ditarik;
            if differ.is_empty() && !back { Fate::Same(at) } else { Fate::Changed(at, differ) }
        }
    };
    let fates = people.iter().zip(of).map(fate).collect();
    let open = |line: &Line| matches!(line.row.status, Status::Diharapkan | Status::TidakDatang);
    let gone = held.iter().zip(used).enumerate().filter(|(_, (line, used))| !used && open(line)).map(|(at, _)| at);
    Plan { fates, gone: gone.collect() }
}

/// Whether name and birth date are the same, and no number says otherwise.
fn alike(person: &Person, line: &Line) -> bool {
    let apart = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
    person.name == line.row.nama_baku
        && person.born == line.row.tanggal_lahir
        && !apart(&person.nik, &line.row.nik_indeks)
        // A mended passport number: the birth date must then be known.
        && (person.born.is_some() || !apart(&person.document, &line.row.dokumen_indeks))
}

/// What two manifests say differently of somebody.
pub(super) fn differences(old: &Said, new: &Said) -> Vec<Difference> {
    let mut all = of_maps(&old.isi, &new.isi);
    all.extend(of_maps(&old.lain, &new.lain));
    all
}

fn of_maps(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Difference> {
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text = |map: &BTreeMap<String, String>, key: &String| map.get(key).cloned().unwrap_or_default();
    let pairs = keys.into_iter().map(|key| Difference { what: key.clone(), old: text(old, key), new: text(new, key) });
    pairs.filter(|one| one.old != one.new).collect()
}
