//! Rehabilitasi dan reintegrasi.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "rehabilitasi",
    title: "Rehabilitasi dan reintegrasi",
    unit: "orang",
    date_role: "pelaksanaan",
    rollup: Rollup::DistinctOverYear,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "PMI purna bermasalah yang rehabilitasinya sampai tahap pelaksanaan dalam masa itu. Satu orang dihitung satu kali setahun.",
        left_out: "Yang masih didata atau menolak belum dihitung; yang bukan PMI bermasalah tidak dihitung.",
        formula: Formula::Count(&[person("rehabilitasi")]),
    }],
};
