//! Pengawasan kearsipan internal.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "nilai-kearsipan",
    title: "Pengawasan kearsipan internal",
    what: "Nilai pengawasan kearsipan, menurut surat penilai terakhir.",
    left_out: "Tanpa surat penilai tidak ada angka.",
    unit: "nilai",
    date_role: "penilaian",
    formula: Formula::Last("nilai-kearsipan"),
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
