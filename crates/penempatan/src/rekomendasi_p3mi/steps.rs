//! The steps of a recommendation as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Kirim.code(),
        title: "Kirim",
        hint: "Suratnya sudah dikirim ke kementerian.",
        fields: &[DAY, Field::new(KEY.nomor_surat, "Nomor surat", FieldKind::Text(80)).required()],
        reason: REMARK,
        done: "Dikirim.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::CatatJawaban.code(),
        title: "Catat jawaban",
        hint: "Kementerian menjawab. Akibatnya (izin, skorsing, pencabutan) dicatat di P3MI-nya.",
        fields: &[
            DAY,
            Field::new(KEY.jawaban, "Jawaban", FieldKind::Term("jawaban_rekomendasi_p3mi")).required(),
            Field::new(KEY.isi_jawaban, "Isi jawaban", FieldKind::Text(500)).help("Nomor suratnya dan pokok isinya."),
        ],
        reason: REMARK,
        done: "Dijawab.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tutup.code(),
        title: "Tutup",
        hint: "Sesudah dijawab: berkasnya disimpan. Sebelum itu: tidak diteruskan. Selalu dengan alasannya.",
        fields: &[
            DAY,
            Field::new(KEY.alasan_tutup, "Alasan ditutup", FieldKind::Text(300))
                .required()
                .help("Misalnya: skorsing sudah dicatat; P3MI sudah memenuhi kewajibannya."),
        ],
        reason: REMARK,
        done: "Ditutup.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        fields: &[Field::new(KEY.petugas, "Petugas", FieldKind::Officer).required().help("Nama penggunanya.")],
        ..Step::assign(Verb::Tugaskan.code())
    },
    Step::note(Verb::Catatan.code()),
];
