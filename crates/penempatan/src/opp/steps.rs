//! The steps of a participant as they are offered.

use kernel::form::{Field, FieldKind};
use records::{REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Hadir.code(),
        title: "Catat hadir",
        hint: "Mengikuti OPP pada hari sesinya.",
        fields: &[],
        reason: REMARK,
        done: "Hadir.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Nilai.code(),
        title: "Isi nilai",
        hint: "Nilai tes sebelum dan sesudah OPP.",
        fields: &[
            Field::new(KEY.nilai_awal, "Nilai awal", FieldKind::Score),
            Field::new(KEY.nilai_akhir, "Nilai akhir", FieldKind::Score).required(),
        ],
        reason: REMARK,
        done: "Nilai diisi.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::TidakHadir.code(),
        title: "Catat tidak hadir",
        hint: "Tidak datang pada hari sesinya.",
        fields: &[Field::new(KEY.alasan_absen, "Alasan tidak hadir", FieldKind::Text(200))],
        reason: REMARK,
        done: "Tidak hadir.",
        right: None,
        weight: Weight::Other,
    },
    Step::note(Verb::Catatan.code()),
];
