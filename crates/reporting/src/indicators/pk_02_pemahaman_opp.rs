//! Pemahaman materi OPP.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemahaman-opp",
    title: "Pemahaman materi OPP",
    unit: "nilai",
    date_role: "OPP",
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Rata-rata nilai akhir peserta OPP yang hadir, menurut tanggal OPP.",
        left_out: "Peserta tanpa nilai akhir belum dihitung.",
        formula: Formula::Average("opp-pemahaman"),
    }],
};
