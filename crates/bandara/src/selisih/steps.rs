//! The two ways to decide a difference.

use records::{DAY, REMARK, Step, Weight};

use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::PakaiDiajukan.code(),
        title: "Pakai yang diajukan",
        hint: "Isian kepulangan diubah menjadi yang diajukan dari meja.",
        fields: &[DAY],
        reason: REMARK,
        done: "Yang diajukan dari meja dipakai.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Pertahankan.code(),
        title: "Pertahankan yang tersimpan",
        hint: "Isian kepulangan tetap seperti sekarang.",
        fields: &[DAY],
        reason: REMARK,
        done: "Yang tersimpan dipertahankan.",
        right: None,
        weight: Weight::Onward,
    },
];
