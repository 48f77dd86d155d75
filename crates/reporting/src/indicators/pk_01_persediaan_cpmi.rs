//! Persediaan CPMI terdata.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "persediaan-cpmi",
    title: "Persediaan CPMI terdata",
    unit: "orang",
    date_role: "dicatat",
    rollup: Rollup::DistinctOverYear,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Pencari kerja yang menyatakan minat dan terdata, menurut tanggal dicatat. Satu orang dihitung satu kali setahun.",
        left_out: "Yang tidak menyatakan minat tidak dihitung.",
        formula: Formula::Count(&[person("data-supply")]),
    }],
};
