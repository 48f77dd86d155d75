//! Klaim jaminan sosial.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "klaim-jamsos",
    title: "Klaim jaminan sosial",
    unit: "klaim",
    date_role: "diajukan",
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Klaim yang diajukan dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah dibayar.",
        left_out: "Tidak ada yang dikeluarkan: klaim yang ditolak tetap ada di penyebut.",
        formula: Formula::Share("klaim"),
    }],
};
