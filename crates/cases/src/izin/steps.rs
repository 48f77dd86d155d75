//! The steps of a request as they are offered.

use records::{DAY, REASON, REMARK, Step, Weight};

use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Setujui.code(),
        title: "Setujui",
        hint: "Kantor yang meminta dapat membaca data orang ini, dan membuka isian terlindunginya bila perannya berwenang. \
               Catatan kantor ini tetap tertutup baginya.",
        fields: &[DAY],
        reason: REASON,
        done: "Disetujui.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tolak.code(),
        title: "Tolak",
        hint: "Kantor yang meminta tidak mendapat apa-apa. Alasannya dibacanya.",
        fields: &[DAY],
        reason: REASON,
        done: "Ditolak.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Cabut.code(),
        title: "Cabut",
        hint: "Permintaan ini tidak jadi.",
        fields: &[DAY],
        reason: REMARK,
        done: "Dicabut oleh yang meminta.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Akhiri.code(),
        title: "Akhiri izin",
        hint: "Kantor yang meminta tidak lagi dapat membaca data orang ini.",
        fields: &[DAY],
        reason: REASON,
        done: "Izin diakhiri.",
        right: None,
        weight: Weight::Other,
    },
];
