//! Penempatan nonpemerintah.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, each};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "penempatan-nonpemerintah",
    title: "Penempatan nonpemerintah",
    unit: "orang",
    date_role: "E-PMI terbit",
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Penempatan oleh P3MI, UKPS dan perseorangan, menurut tanggal terbit E-PMI.",
        left_out: "Skema pemerintah (G to G, G to P, SP2T) dan penempatan yang dibatalkan tidak dihitung.",
        formula: Formula::Count(&[each("penempatan")]),
    }],
};
