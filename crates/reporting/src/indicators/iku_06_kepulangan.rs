//! Fasilitasi kepulangan.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup, each};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "kepulangan",
    title: "Fasilitasi kepulangan",
    what: "Kepulangan yang difasilitasi, menurut tanggal tiba. Satu orang yang pulang dua kali dihitung dua fasilitasi.",
    left_out: "Habis kontrak, cuti dan anak yang menyertai tidak dihitung, menurut aturan yang berlaku pada tanggal tiba.",
    unit: "fasilitasi",
    date_role: "tiba",
    formula: Formula::Count(&[each("kepulangan")]),
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    versions: FIRST,
};
