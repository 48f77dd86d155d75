//! The steps of a verification as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Lengkap.code(),
        title: "Lengkap dan sah",
        hint: "Diperiksa: dokumennya lengkap dan asli.",
        fields: &[DAY],
        reason: REMARK,
        done: "Diperiksa: lengkap dan sah.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Kurang.code(),
        title: "Kurang atau tidak sah",
        hint: "Diperiksa: ada yang kurang atau tidak asli.",
        fields: &[
            DAY,
            Field::new(KEY.hasil, "Hasil", FieldKind::Term("hasil_kekurangan")).required(),
            Field::new(KEY.kekurangan, "Kekurangan", FieldKind::Text(300)).required(),
        ],
        reason: REMARK,
        done: "Diperiksa: belum lengkap.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Perbaiki.code(),
        title: "Catat perbaikan",
        hint: "Yang kurang sudah dilengkapi dan dilihat.",
        fields: &[DAY],
        reason: REMARK,
        done: "Dilengkapi.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Hadir.code(),
        title: "Catat hadir",
        hint: "Datang; dokumennya belum diperiksa.",
        fields: &[],
        reason: REMARK,
        done: "Hadir.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::TidakHadir.code(),
        title: "Catat tidak hadir",
        hint: "Tidak datang pada jadwalnya.",
        fields: &[Field::new(KEY.alasan_absen, "Alasan tidak hadir", FieldKind::Text(200))],
        reason: REMARK,
        done: "Tidak hadir.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::UnggahVisa.code(),
        title: "Visa diunggah",
        hint: "Visa kerja SSW sudah diunggah ke SISKOP2MI.",
        fields: &[DAY],
        reason: REMARK,
        done: "Visa diunggah.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::CatatKontak.code(),
        title: "Catat kontak",
        hint: "Sudah dihubungi, tersambung atau tidak.",
        fields: &[DAY, Field::new(KEY.hasil_kontak, "Hasil kontak", FieldKind::Term("hasil_kontak")).required()],
        reason: REMARK,
        done: "Kontak dicatat.",
        right: None,
        weight: Weight::Beside,
    },
    Step::note(Verb::Catatan.code()),
];
