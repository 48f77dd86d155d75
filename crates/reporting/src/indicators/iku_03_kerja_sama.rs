//! Implementasi kerja sama.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "implementasi-kerja-sama",
    title: "Implementasi kerja sama",
    unit: "butir",
    date_role: "jatuh tempo",
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Butir rencana aksi kerja sama yang jatuh tempo dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah dilaksanakan dan ada buktinya.",
        left_out: "Butir tanpa bukti tidak dianggap dilaksanakan.",
        formula: Formula::Share("rencana-aksi"),
    }],
};
