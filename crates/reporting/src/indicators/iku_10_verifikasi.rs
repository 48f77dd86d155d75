//! Verifikasi dokumen.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup, each};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "verifikasi-dokumen",
    title: "Verifikasi dokumen",
    unit: "orang-verifikasi",
    date_role: "diperiksa",
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Calon PMI yang hadir dan diperiksa dokumennya untuk skema G to G, SSW dan SP2T, menurut tanggal diperiksa. Setiap pemeriksaan dihitung.",
        left_out: "Yang tidak hadir dan skema lain tidak dihitung.",
        formula: Formula::Count(&[each("verifikasi-dokumen")]),
    }],
};
