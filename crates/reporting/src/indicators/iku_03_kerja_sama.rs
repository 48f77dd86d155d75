//! Implementasi kerja sama.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "implementasi-kerja-sama",
    title: "Implementasi kerja sama",
    what: "Butir rencana aksi kerja sama yang jatuh tempo dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah dilaksanakan dan ada buktinya.",
    left_out: "Butir tanpa bukti tidak dianggap dilaksanakan.",
    unit: "butir",
    date_role: "jatuh tempo",
    formula: Formula::Share("rencana-aksi"),
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
