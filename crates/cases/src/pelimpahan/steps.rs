//! The steps of a referral as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Terima.code(),
        title: "Diterima",
        hint: "Yang dituju menerima. Bila kantor BP3MI atau P4MI, pengaduannya pindah ke kantor itu.",
        fields: &[DAY, Field::new(KEY.nomor_terima, "Nomor di pihak penerima", FieldKind::Text(80))],
        reason: REMARK,
        done: "Diterima.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tolak.code(),
        title: "Ditolak",
        hint: "Yang dituju menolak. Pengaduan ditangani lagi di kantor ini dari tahap sebelumnya.",
        fields: &[DAY],
        reason: REASON,
        done: "Ditolak.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Kembalikan.code(),
        title: "Dikembalikan",
        hint: "Yang dituju mengembalikannya. Pengaduan ditangani lagi di kantor pengirim.",
        fields: &[DAY],
        reason: REASON,
        done: "Dikembalikan.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Selesaikan.code(),
        title: "Selesai di penerima",
        hint: "Pihak penerima selesai dengan bagiannya. Pengaduannya sendiri diselesaikan atau ditutup pada pengaduan itu.",
        fields: &[DAY, Field::new(KEY.hasil, "Hasil", FieldKind::Text(500)).required()],
        reason: REMARK,
        done: "Selesai.",
        right: None,
        weight: Weight::Onward,
    },
];
