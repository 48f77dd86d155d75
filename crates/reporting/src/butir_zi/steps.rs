//! The steps of an item as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

const SHARE: Field = Field::new(KEY.terpenuhi, "Terpenuhi (%)", FieldKind::Score)
    .required()
    .help("0 sampai 100: bagian butir yang terpenuhi.");

const ANSWER: Field =
    Field::new(KEY.jawaban, "Jawaban", FieldKind::Text(40)).help("Seperti di lembar kerja, misalnya Ya atau B.");

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Nilai.code(),
        title: "Nilai",
        hint: "Butir ini dinilai kantor untuk pertama kali tahun ini.",
        fields: &[DAY, SHARE, ANSWER],
        reason: REMARK,
        done: "Dinilai.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Verifikasi.code(),
        title: "Verifikasi",
        hint: "Penilaian butir ini diperiksa dan dibenarkan penilai.",
        fields: &[DAY, Field::new(KEY.verifikator, "Diverifikasi oleh", FieldKind::Text(160)).required()],
        reason: REMARK,
        done: "Diverifikasi.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::NilaiUlang.code(),
        title: "Nilai ulang",
        hint: "Butir ini dinilai lagi. Angka triwulan sebelum hari ini tetap menurut penilaian yang lama.",
        fields: &[DAY, SHARE, ANSWER],
        reason: REMARK,
        done: "Dinilai ulang.",
        right: None,
        weight: Weight::Other,
    },
];
