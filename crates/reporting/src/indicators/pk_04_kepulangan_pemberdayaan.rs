//! Kepulangan, pemberdayaan dan rehabilitasi.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, each, person};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "kepulangan-pemberdayaan",
    title: "Kepulangan, pemberdayaan dan rehabilitasi",
    unit: "fasilitasi",
    date_role: "tiba, hadir, pelaksanaan",
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Jumlah IKU 6, IKU 5 dan IKU 4: kepulangan yang difasilitasi, ditambah peserta pemberdayaan dan rehabilitasi.",
        left_out: "Yang tidak dihitung di ketiga IKU itu.",
        formula: Formula::Count(&[each("kepulangan"), person("pemberdayaan"), person("rehabilitasi")]),
    }],
};
