//! Pengaduan berbasis SISKOP2MI.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pengaduan-siskop2mi",
    title: "Pengaduan berbasis SISKOP2MI",
    unit: "kasus",
    date_role: "diterima",
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Pengaduan yang diterima dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah bernomor SISKOP2MI.",
        left_out: "Tidak ada yang dikeluarkan: penyebutnya sama dengan IKU 1.",
        formula: Formula::Share("pengaduan-siskop2mi"),
    }],
};
