//! Kategori Nilai Kinerja Anggaran.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "kategori-nka",
    title: "Kategori Nilai Kinerja Anggaran",
    unit: "kategori",
    date_role: "penilaian",
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[Definition {
        number: 1,
        since: "2025-01-01",
        note: FIRST,
        what: "Kategori NKA yang diberikan penilai, menurut penilaian terakhir yang ada buktinya.",
        left_out: "Penyerapan anggaran bukan NKA dan tidak pernah menggantikannya.",
        formula: Formula::Category("nilai-nka"),
    }],
};
