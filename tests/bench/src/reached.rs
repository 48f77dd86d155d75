//! What was reached: the ratios of an earlier run, against which another may be held.
//!
//! Only ratios are kept, since they say the same on another machine. `--keep` writes those of this run into `reached.toml`; `--check`
//! fails where one of this run is worse than was reached, by more than runs differ.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

/// How much worse than what was reached a ratio may be: runs on a machine that others use differ by so much.
const SLACK: f64 = 1.5;

/// Ratios by backend and by what was measured.
type Ratios = BTreeMap<String, BTreeMap<String, f64>>;

static MEASURED: Mutex<(String, Ratios)> = Mutex::new((String::new(), BTreeMap::new()));

/// Says which database is measured from here on.
pub(crate) fn on(backend: &str) {
    backend.clone_into(&mut MEASURED.lock().unwrap().0);
}

/// Keeps a ratio.
pub(crate) fn note(what: &str, ratio: f64) {
    let mut measured = MEASURED.lock().unwrap();
    let backend = measured.0.clone();
    measured.1.entry(backend).or_default().insert(what.to_owned(), ratio);
}

fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/reached.toml"))
}

fn read() -> Ratios {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    toml::from_str(&text).unwrap()
}

/// Writes the ratios of this run over those that were reached; others stay.
pub(crate) fn keep() {
    let mut all = read();
    for (backend, ratios) in MEASURED.lock().unwrap().1.clone() {
        let rounded = ratios.into_iter().map(|(what, ratio)| (what, (ratio * 100.0).round() / 100.0));
        all.entry(backend).or_default().extend(rounded);
    }
    std::fs::write(path(), toml::to_string(&all).unwrap()).unwrap();
}

/// What is worse than was reached, or was not measured before; empty if nothing is.
pub(crate) fn worse() -> Vec<String> {
    let reached = read();
    let measured = MEASURED.lock().unwrap();
    let all =
        measured.1.iter().flat_map(|(backend, ratios)| ratios.iter().map(move |(what, now)| (backend, what, now)));
    all.filter_map(|(backend, what, now)| match reached.get(backend).and_then(|ratios| ratios.get(what)) {
        Some(then) if *now > then * SLACK => Some(format!("{backend}: {what}: ratio {now:.2}, {then:.2} was reached")),
        Some(_) => None,
        None => Some(format!("{backend}: {what}: not measured before; `--keep` writes it down")),
    })
    .collect()
}
