//! The steps of a brafaks as they are offered.

use kernel::Permission;
use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Disposisi.code(),
        title: "Disposisi",
        hint: "Kepala memberi instruksi, tenggat, dan petugas yang menjalankannya.",
        fields: &[
            DAY,
            Field::new(KEY.instruksi, "Instruksi", FieldKind::Text(500)).required(),
            Field::new(KEY.petugas, "Kepada petugas", FieldKind::Officer).required().help("Nama penggunanya."),
            Field::new(KEY.tenggat, "Tenggat", FieldKind::DayAhead).required(),
        ],
        reason: REMARK,
        done: "Didisposisikan.",
        right: Some(Permission::Disposition),
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Jawab.code(),
        title: "Jawab",
        hint: "Jawaban kepada Perwakilan atau pusat sudah dikirim.",
        fields: &[DAY, Field::new(KEY.nomor_jawaban, "Nomor jawaban", FieldKind::Text(80)).required()],
        reason: REMARK,
        done: "Dijawab.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Arsipkan.code(),
        title: "Arsipkan",
        hint: "Berkasnya disimpan menurut klasifikasi arsip.",
        fields: &[DAY, Field::new(KEY.kode_arsip, "Kode klasifikasi arsip", FieldKind::Text(40)).required()],
        reason: REMARK,
        done: "Diarsipkan.",
        right: None,
        weight: Weight::Onward,
    },
    Step::note(Verb::Catatan.code()),
];
