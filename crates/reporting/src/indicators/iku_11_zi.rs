//! Pemenuhan syarat WBK/WBBM.

use crate::indicator::{Definition, FIRST, Formula, Indicator, Polarity, Rollup};

/// The declaration.
pub const INDICATOR: Indicator = Indicator {
    id: "pemenuhan-zi",
    title: "Pemenuhan syarat WBK/WBBM",
    unit: "persen",
    date_role: "penilaian",
    rollup: Rollup::Last,
    polarity: Polarity::Higher,
    decimals: 2,
    definitions: &[
        Definition {
            number: 1,
            since: "2025-01-01",
            note: FIRST,
            what: "Bagian syarat lembar kerja ZI yang terpenuhi, menurut penilaian terakhir yang ada buktinya.",
            left_out: "Tanpa penilaian tidak ada angka.",
            formula: Formula::Last("nilai-zi"),
        },
        Definition {
            number: 2,
            since: "2026-01-01",
            note: "Dihitung dari butir lembar kerja (asumsi sampai kantor memastikan).",
            what: "Jumlah bobot kali bagian yang terpenuhi dari butir lembar kerja ZI yang sudah dinilai, menurut keadaan pada akhir masa. Selama belum ada butir yang dinilai: penilaian terakhir tahun itu yang ada buktinya.",
            left_out: "Butir yang belum dinilai tidak ikut, dan tetap terlihat dengan sebabnya. Begitu ada butir yang dinilai, nilai yang dicatat sekaligus tidak dipakai. Masa yang belum sampai memperlihatkan keadaan yang diketahui sekarang.",
            formula: Formula::Worksheet { items: "butir-zi", score: "nilai-zi" },
        },
    ],
};
