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
    // Who is left out takes nobody's line.
    for (skipped, same) in [false, true].into_iter().flat_map(|skipped| passes.map(|same| (skipped, same))) {
        let here = |person: &Person| person.skipped.is_some() == skipped;
        for (person, place) in people.iter().zip(of.iter_mut()).filter(|(one, place)| place.is_none() && here(one)) {
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
            let differ = differences(&line.said, &laid(&line.said, person));
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

/// What is said of somebody after a manifest: what it leaves empty or has no column for stays as it was, and what holds for all rows
/// fills only what nobody had said.
pub(super) fn laid(old: &Said, person: &Person) -> Said {
    let mut all = old.clone();
    let said = |key: &String| !person.filled.contains(key) || !old.isi.contains_key(key);
    let own = person.said.isi.iter().filter(|(key, _)| said(key));
    all.isi.extend(own.map(|(key, text)| (key.clone(), text.clone())));
    all.lain.extend(person.said.lain.iter().map(|(head, text)| (head.clone(), text.clone())));
    all
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> Said {
        let isi = pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        Said { isi, ..Said::default() }
    }

    #[test]
    fn what_a_manifest_does_not_carry_is_not_emptied() {
        let old = said(&[("nama", "Siti Contoh"), ("nik", "3603994101900001"), ("kategori", "sakit")]);
        let given =
            [("nama", "Siti Contoh"), ("nomor_dokumen", "X7000001"), ("kategori", "deportasi"), ("negara", "MY")];
        let filled = ["kategori", "negara"].map(str::to_owned).into();
        let person = Person { said: said(&given), filled, ..Person::default() };
        let differ: Vec<String> = differences(&old, &laid(&old, &person))
            .into_iter()
            .map(|one| format!("{}: {}", one.what, one.new))
            .collect();
        assert_eq!(differ, ["negara: MY", "nomor_dokumen: X7000001"]);
    }
}
