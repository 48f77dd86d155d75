//! Penanganan permasalahan PMI.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "penanganan-permasalahan",
    title: "Penanganan permasalahan PMI",
    unit: "kasus",
    date_role: "diterima",
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Pengaduan yang diterima dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah diverifikasi, dilimpahkan, selesai atau ditutup.",
        left_out: "Tidak ada yang dikeluarkan.",
        formula: Formula::Share("pengaduan-penanganan"),
    }],
};
