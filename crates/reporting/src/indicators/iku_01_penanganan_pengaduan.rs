//! Penanganan pengaduan.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "penanganan-pengaduan",
    title: "Penanganan pengaduan",
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
        left_out: "Tidak ada yang dikeluarkan: setiap pengaduan dihitung satu kali di kantor penerima.",
        formula: Formula::Share("pengaduan-penanganan"),
    }],
};
