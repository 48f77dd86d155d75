//! The steps of a request about somebody's data as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Kerjakan.code(),
        title: "Kerjakan",
        hint: "Identitas pemohon sudah diperiksa, dan permintaannya mulai dikerjakan.",
        fields: &[
            DAY,
            Field::new(KEY.identitas, "Identitas diperiksa dengan", FieldKind::Text(200))
                .required()
                .help("Misalnya: paspor asli, dibandingkan dengan orangnya."),
        ],
        reason: REMARK,
        done: "Mulai dikerjakan.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Jawab.code(),
        title: "Jawab",
        hint: "Permintaan dipenuhi dan pemohon diberi tahu. Salinan data dibuat dari halaman orangnya.",
        fields: &[
            DAY,
            Field::new(KEY.jawaban, "Jawaban", FieldKind::Text(500))
                .required()
                .help("Apa yang diserahkan, dibetulkan atau dihentikan, dan bagaimana pemohon diberi tahu."),
        ],
        reason: REMARK,
        done: "Dijawab.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tolak.code(),
        title: "Tolak",
        hint: "Permintaan tidak dapat dipenuhi, seluruhnya atau sebagian; pemohon diberi tahu alasannya.",
        fields: &[
            DAY,
            Field::new(KEY.alasan_tolak, "Alasan penolakan", FieldKind::Text(500))
                .required()
                .help("Misalnya: membahayakan keselamatan orang lain, atau mengungkap data orang lain."),
        ],
        reason: REMARK,
        done: "Ditolak.",
        right: None,
        weight: Weight::Other,
    },
    Step::note(Verb::Catatan.code()),
];
