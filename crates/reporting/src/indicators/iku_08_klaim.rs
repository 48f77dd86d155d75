//! Klaim jaminan sosial.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "klaim-jamsos",
    title: "Klaim jaminan sosial",
    what: "Klaim yang diajukan dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah dibayar.",
    left_out: "Tidak ada yang dikeluarkan: klaim yang ditolak tetap ada di penyebut.",
    unit: "klaim",
    date_role: "diajukan",
    formula: Formula::Share("klaim"),
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
