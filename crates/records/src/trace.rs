//! Record and ledger against the fingerprints in the history. What was recorded before fingerprints were kept is passed
//! over.

use std::collections::{HashMap, HashSet};

use kernel::{history, ledger};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{Stored, fits};

/// Something that is not as Lindung left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub measure: Option<String>,
    pub detail: &'static str,
    /// Whether a rule or measure that changed may be the cause, rather than somebody's hand.
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

/// What a line of history says of facts, see [`ledger::Plan::trace`], and of the row that it found.
#[derive(Deserialize)]
struct Trace {
    buka: Vec<Opened>,
    tutup: Vec<Uuid>,
    /// The fingerprint of the row as the change found it, where that was not the one that was left.
    #[serde(default)]
    asing: Option<String>,
}

/// The trace of a change that found a row otherwise than it was left: a later edit does not hide what was done to it.
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

/// Whether a line of history left a row as it is. Lines from before fingerprints were kept do not say.
pub(crate) fn left(line: &history::Model, record: &dyn Stored) -> bool {
    line.sidik.as_deref().is_none_or(|kept| fits(record, kept))
}

/// The row of a record against its newest line of history, and whether there is a line of every version; `lines` are ordered by
/// version.
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

/// The facts of a record against the lines of history that opened and ended them.
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
