//! Evaluasi AKIP internal.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "nilai-akip",
    title: "Evaluasi AKIP internal",
    what: "Nilai evaluasi AKIP internal, menurut penilaian terakhir yang ada buktinya.",
    left_out: "Tanpa penilaian tidak ada angka.",
    unit: "nilai",
    date_role: "penilaian",
    formula: Formula::Last("nilai-akip"),
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
