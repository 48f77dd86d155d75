//! Pemberdayaan ekonomi dan sosial.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemberdayaan",
    title: "Pemberdayaan ekonomi dan sosial",
    what: "PMI purna dan keluarga yang hadir pada kegiatan pemberdayaan dalam masa itu. Satu orang dihitung satu kali setahun.",
    left_out: "Yang terdaftar tetapi tidak hadir tidak dihitung.",
    unit: "orang",
    date_role: "hadir",
    formula: Formula::Count(&[person("pemberdayaan")]),
    rollup: Rollup::DistinctOverYear,
    polarity: Polarity::Higher,
    decimals: 0,
    versions: FIRST,
};
