//! The two ways to decide a difference.

use records::{DAY, REMARK, Step, Weight};

/// Takes what the other side says.
pub(super) const TAKE: &str = "pakai-diajukan";
/// Keeps what stands in the return.
pub(super) const KEEP: &str = "pertahankan";

pub(super) const STEPS: &[Step] = &[
    Step {
        name: TAKE,
        title: "Pakai yang diajukan",
        hint: "Isian kepulangan diubah menjadi yang diajukan dari meja.",
        fields: &[DAY],
        reason: REMARK,
        done: "Yang diajukan dari meja dipakai.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: KEEP,
        title: "Pertahankan yang tersimpan",
        hint: "Isian kepulangan tetap seperti sekarang.",
        fields: &[DAY],
        reason: REMARK,
        done: "Yang tersimpan dipertahankan.",
        right: None,
        weight: Weight::Onward,
    },
];
