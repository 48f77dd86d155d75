//! Nilai Kinerja Anggaran.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "nilai-nka",
    title: "Nilai Kinerja Anggaran",
    unit: "nilai",
    date_role: "penilaian",
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "NKA yang diberikan penilai, menurut penilaian terakhir yang ada buktinya.",
        left_out: "Penyerapan anggaran bukan NKA dan tidak pernah menggantikannya.",
        formula: Formula::Last("nilai-nka"),
    }],
};
