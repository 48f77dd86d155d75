//! Rehabilitasi dan reintegrasi.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "rehabilitasi",
    title: "Rehabilitasi dan reintegrasi",
    what: "PMI purna bermasalah yang rehabilitasinya sampai tahap pelaksanaan dalam masa itu. Satu orang dihitung satu kali setahun.",
    left_out: "Yang masih didata atau menolak belum dihitung; yang bukan PMI bermasalah tidak dihitung.",
    unit: "orang",
    date_role: "pelaksanaan",
    formula: Formula::Count(&[person("rehabilitasi")]),
    rollup: Rollup::DistinctOverYear,
    polarity: Polarity::Higher,
    decimals: 0,
    versions: FIRST,
};
