//! Pemenuhan syarat WBK/WBBM.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemenuhan-zi",
    title: "Pemenuhan syarat WBK/WBBM",
    what: "Bagian syarat lembar kerja ZI yang terpenuhi, menurut penilaian terakhir yang ada buktinya.",
    left_out: "Tanpa penilaian tidak ada angka.",
    unit: "persen",
    date_role: "penilaian",
    formula: Formula::Last("nilai-zi"),
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
