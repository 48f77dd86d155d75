//! Persediaan CPMI terdata.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "persediaan-cpmi",
    title: "Persediaan CPMI terdata",
    what: "Pencari kerja yang menyatakan minat dan terdata, menurut tanggal dicatat. Satu orang dihitung satu kali setahun.",
    left_out: "Yang tidak menyatakan minat tidak dihitung.",
    unit: "orang",
    date_role: "dicatat",
    formula: Formula::Count(&[person("data-supply")]),
    rollup: Rollup::DistinctOverYear,
    polarity: Polarity::Higher,
    decimals: 0,
    versions: FIRST,
};
