//! Pengawasan kearsipan internal.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "nilai-kearsipan",
    title: "Pengawasan kearsipan internal",
    unit: "nilai",
    date_role: "penilaian",
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Nilai pengawasan kearsipan, menurut surat penilai terakhir.",
        left_out: "Tanpa surat penilai tidak ada angka.",
        formula: Formula::Last("nilai-kearsipan"),
    }],
};
