//! Pemberdayaan ekonomi dan sosial.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemberdayaan",
    title: "Pemberdayaan ekonomi dan sosial",
    unit: "orang",
    date_role: "hadir",
    rollup: Rollup::DistinctOverYear,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "PMI purna dan keluarga yang hadir pada kegiatan pemberdayaan dalam masa itu. Satu orang dihitung satu kali setahun.",
        left_out: "Yang terdaftar tetapi tidak hadir tidak dihitung.",
        formula: Formula::Count(&[person("pemberdayaan")]),
    }],
};
