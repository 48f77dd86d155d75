//! Pemahaman materi OPP.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemahaman-opp",
    title: "Pemahaman materi OPP",
    what: "Rata-rata nilai akhir peserta OPP yang hadir, menurut tanggal OPP.",
    left_out: "Peserta tanpa nilai akhir belum dihitung.",
    unit: "nilai",
    date_role: "OPP",
    formula: Formula::Average("opp-pemahaman"),
    rollup: Rollup::RatioOverYear,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
