//! The steps of a request for a passport recommendation as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Jelaskan.code(),
        title: "Jelaskan tidak diperlukan",
        hint: "Pemohon diberi tahu bahwa paspor diurus langsung di kantor imigrasi, tanpa rekomendasi.",
        fields: &[
            DAY,
            Field::new(KEY.dasar_jawaban, "Dasar yang dijelaskan", FieldKind::Term("dasar_tanpa_rekomendasi"))
                .required(),
            Field::new(KEY.penjelasan, "Cara menjelaskan", FieldKind::Text(300))
                .required()
                .help("Misalnya: lisan di loket, salinan surat edaran diberikan."),
        ],
        reason: REMARK,
        done: "Dijelaskan bahwa rekomendasi tidak diperlukan.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Terbitkan.code(),
        title: "Terbitkan",
        hint: "Surat rekomendasinya tetap diterbitkan, misalnya karena kantor imigrasi memintanya.",
        fields: &[
            DAY,
            Field::new(KEY.nomor_jawaban, "Nomor surat rekomendasi", FieldKind::Text(80))
                .required()
                .help("Suratnya dapat dilampirkan di bawah."),
        ],
        reason: REMARK,
        done: "Rekomendasi diterbitkan.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Tolak.code(),
        title: "Tolak",
        hint: "Permintaan tidak dipenuhi karena alasan lain.",
        fields: &[
            DAY,
            Field::new(KEY.alasan_tolak, "Alasan penolakan", FieldKind::Text(300)).required(),
            Field::new(KEY.nomor_jawaban, "Nomor surat penolakan", FieldKind::Text(80))
                .help("Kosongkan bila dijawab tanpa surat."),
        ],
        reason: REMARK,
        done: "Ditolak.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::CatatHasil.code(),
        title: "Catat hasil",
        hint: "Apa yang terjadi di kantor imigrasi sesudah dijawab, atau pemohon tidak kembali.",
        fields: &[
            DAY,
            Field::new(KEY.hasil, "Hasil di kantor imigrasi", FieldKind::Term("hasil_rekomendasi_paspor")).required(),
        ],
        reason: REMARK,
        done: "Hasilnya dicatat.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::BukaKembali.code(),
        title: "Buka kembali",
        hint: "Yang selesai kembali ke jawabannya; yang sudah dijawab menunggu jawaban lagi.",
        fields: &[DAY],
        reason: REASON,
        done: "Dibuka kembali.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        fields: &[Field::new(KEY.petugas, "Petugas", FieldKind::Officer).required().help("Nama penggunanya.")],
        ..Step::assign(Verb::Tugaskan.code())
    },
    Step::note(Verb::Catatan.code()),
];
