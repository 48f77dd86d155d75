//! Compares record and ledger with the fingerprints in the history. Data from before there were fingerprints is skipped.

use std::collections::{HashMap, HashSet};

use kernel::{history, ledger};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{Stored, fits};

/// Something that was changed outside Lindung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub measure: Option<String>,
    pub detail: &'static str,
    /// Whether a changed rule or measure may be the cause, rather than tampering.
    pub derived: bool,
}

impl Wrong {
    pub(crate) fn fact(measure: &str, detail: &'static str) -> Self {
        Self { measure: Some(measure.to_owned()), detail, derived: false }
    }

    pub(crate) fn derived(measure: &str, detail: &'static str) -> Self {
        Self { derived: true, ..Self::fact(measure, detail) }
    }

    pub(crate) fn record(detail: &'static str) -> Self {
        Self { measure: None, detail, derived: false }
    }
}

/// What a line of history contains about facts, see [`ledger::Plan::trace`], and about the row before the change.
#[derive(Deserialize)]
struct Trace {
    buka: Vec<Opened>,
    tutup: Vec<Uuid>,
    /// The fingerprint of the row before the change, if it differs from the one that the previous change left.
    #[serde(default)]
    asing: Option<String>,
}

/// Adds the fingerprint of a row that was altered before this change, so that a later edit does not hide the alteration.
#[must_use]
pub(crate) fn with_stray(mut trace: Value, stray: Option<String>) -> Value {
    if let (Some(members), Some(stray)) = (trace.as_object_mut(), stray) {
        members.insert("asing".to_owned(), stray.into());
    }
    trace
}

#[derive(Deserialize)]
struct Opened {
    id: Uuid,
    ukuran: String,
    sidik: String,
}

/// Whether the row is still as this line of history left it. Lines from before there were fingerprints cannot tell.
pub(crate) fn left(line: &history::Model, record: &dyn Stored) -> bool {
    line.sidik.as_deref().is_none_or(|kept| fits(record, kept))
}

/// Compares the row of a record with its newest line of history, and checks that every version has a line; `lines` are ordered
/// by version.
pub(crate) fn row(lines: &[history::Model], record: &dyn Stored) -> Vec<Wrong> {
    let Some(newest) = lines.last() else {
        return vec![Wrong::record("catatan ini tidak punya riwayat: ditambahkan di luar Lindung")];
    };
    let mut wrong = Vec::new();
    if (1..).zip(lines).any(|(version, line)| line.versi != version) {
        wrong.push(Wrong::record("baris riwayat catatan ini hilang: dihapus di luar Lindung"));
    }
    if newest.versi != record.head().version {
        wrong.push(Wrong::record("versi catatan tidak sama dengan riwayatnya"));
    } else if !left(newest, record) {
        wrong.push(Wrong::record("isi catatan diubah di luar Lindung"));
    }
    wrong
}

/// Compares the facts of a record with the lines of history that opened and ended them.
pub(crate) fn facts(lines: &[history::Model], rows: &[ledger::Model]) -> Vec<Wrong> {
    let held: HashMap<Uuid, &ledger::Model> = rows.iter().map(|row| (row.id, row)).collect();
    let mut wrong = Vec::new();
    let (mut opened, mut ended, mut traced) = (HashSet::new(), HashSet::new(), HashSet::new());
    for line in lines {
        let Some(json) = &line.fakta else { continue };
        let Ok(trace) = serde_json::from_value::<Trace>(json.clone()) else {
            wrong.push(Wrong::record("riwayat catatan ini diubah di luar Lindung"));
            continue;
        };
        traced.insert(line.id);
        if trace.asing.is_some() {
            wrong.push(Wrong::record("isi catatan pernah diubah di luar Lindung, lalu disunting lagi"));
        }
        for fact in trace.buka {
            opened.insert(fact.id);
            match held.get(&fact.id) {
                None => wrong.push(Wrong::fact(&fact.ukuran, "fakta hilang dari buku fakta")),
                Some(row) if !row.fits(&fact.sidik) => {
                    wrong.push(Wrong::fact(&fact.ukuran, "fakta diubah di luar Lindung"));
                }
                Some(_) => {}
            }
        }
        for id in trace.tutup {
            ended.insert((id, line.id));
            let Some(row) = held.get(&id) else { continue };
            if (row.riwayat_akhir_id, row.dicatat_sampai) != (Some(line.id), Some(line.dicatat_pada)) {
                wrong.push(Wrong::fact(&row.ukuran, "akhir fakta diubah di luar Lindung"));
            }
        }
    }
    let known: HashSet<Uuid> = lines.iter().map(|line| line.id).collect();
    for row in rows {
        let added = !known.contains(&row.riwayat_id) || (traced.contains(&row.riwayat_id) && !opened.contains(&row.id));
        let cut = row.riwayat_akhir_id.filter(|id| !known.contains(id) || traced.contains(id));
        if added {
            wrong.push(Wrong::fact(&row.ukuran, "fakta ditambahkan di luar Lindung"));
        } else if cut.is_some_and(|id| !ended.contains(&(row.id, id))) {
            wrong.push(Wrong::fact(&row.ukuran, "akhir fakta diubah di luar Lindung"));
        }
    }
    wrong
}
