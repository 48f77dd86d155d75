//! Verifikasi dokumen.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup, each};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "verifikasi-dokumen",
    title: "Verifikasi dokumen",
    what: "Calon PMI yang hadir dan diperiksa dokumennya untuk skema G to G, SSW dan SP2T, menurut tanggal diperiksa. Setiap pemeriksaan dihitung.",
    left_out: "Yang tidak hadir dan skema lain tidak dihitung.",
    unit: "orang-verifikasi",
    date_role: "diperiksa",
    formula: Formula::Count(&[each("verifikasi-dokumen")]),
    rollup: Rollup::Sum,
    polarity: Polarity::Higher,
    decimals: 0,
    versions: FIRST,
};
