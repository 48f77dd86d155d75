//! Pemenuhan syarat WBK/WBBM.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemenuhan-zi",
    title: "Pemenuhan syarat WBK/WBBM",
    unit: "persen",
    date_role: "penilaian",
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Bagian syarat lembar kerja ZI yang terpenuhi, menurut penilaian terakhir yang ada buktinya.",
        left_out: "Tanpa penilaian tidak ada angka.",
        formula: Formula::Last("nilai-zi"),
    }],
};
