//! Penempatan nonpemerintah.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup, each};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "penempatan-nonpemerintah",
    title: "Penempatan nonpemerintah",
    what: "Penempatan oleh P3MI, UKPS dan perseorangan, menurut tanggal terbit E-PMI.",
    left_out: "Skema pemerintah (G to G, G to P, SP2T) dan penempatan yang dibatalkan tidak dihitung.",
    unit: "orang",
    date_role: "E-PMI terbit",
    formula: Formula::Count(&[each("penempatan")]),
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    versions: FIRST,
};
