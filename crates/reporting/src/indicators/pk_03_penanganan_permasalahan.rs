//! Penanganan permasalahan PMI.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "penanganan-permasalahan",
    title: "Penanganan permasalahan PMI",
    what: "Pengaduan yang diterima dalam masa itu. Masuk pembilang bila pada akhir masa itu sudah diverifikasi, dilimpahkan, selesai atau ditutup.",
    left_out: "Tidak ada yang dikeluarkan.",
    unit: "kasus",
    date_role: "diterima",
    formula: Formula::Share("pengaduan-penanganan"),
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
