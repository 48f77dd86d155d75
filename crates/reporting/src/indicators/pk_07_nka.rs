//! Nilai Kinerja Anggaran.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "nilai-nka",
    title: "Nilai Kinerja Anggaran",
    what: "NKA yang diberikan penilai, menurut penilaian terakhir yang ada buktinya.",
    left_out: "Penyerapan anggaran bukan NKA dan tidak pernah menggantikannya.",
    unit: "nilai",
    date_role: "penilaian",
    formula: Formula::Last("nilai-nka"),
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
