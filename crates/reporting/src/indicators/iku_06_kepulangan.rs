//! Fasilitasi kepulangan.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, each};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "kepulangan",
    title: "Fasilitasi kepulangan",
    unit: "fasilitasi",
    date_role: "tiba",
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Kepulangan yang difasilitasi, menurut tanggal tiba. Satu orang yang pulang dua kali dihitung dua fasilitasi.",
        left_out: "Habis kontrak, cuti dan anak yang menyertai tidak dihitung, menurut aturan yang berlaku pada tanggal tiba.",
        formula: Formula::Count(&[each("kepulangan")]),
    }],
};
