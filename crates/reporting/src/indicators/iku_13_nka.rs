//! Kategori Nilai Kinerja Anggaran.

use crate::indicator::{FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "kategori-nka",
    title: "Kategori Nilai Kinerja Anggaran",
    what: "Kategori NKA yang diberikan penilai, menurut penilaian terakhir yang ada buktinya.",
    left_out: "Penyerapan anggaran bukan NKA dan tidak pernah menggantikannya.",
    unit: "kategori",
    date_role: "penilaian",
    formula: Formula::Category("nilai-nka"),
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    versions: FIRST,
};
