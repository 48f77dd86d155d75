//! The steps of a rehabilitation as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

const fn plain(verb: Verb, title: &'static str, hint: &'static str) -> Step {
    Step {
        name: verb.code(),
        title,
        hint,
        fields: &[DAY],
        reason: REMARK,
        done: title,
        right: None,
        weight: Weight::Onward,
    }
}

pub(super) const STEPS: &[Step] = &[
    plain(
        Verb::Identifikasi,
        "Identifikasi kebutuhan",
        "Kebutuhannya sudah diperiksa; isinya diisi dengan Ubah, terlindungi.",
    ),
    Step {
        fields: &[DAY, Field::new(KEY.tempat, "Tempat", FieldKind::Text(200))],
        ..plain(Verb::Laksanakan, "Pelaksanaan", "Rehabilitasi dimulai; sejak hari ini dihitung di IKU 4.")
    },
    plain(Verb::Pantau, "Pemantauan dan evaluasi", "Perkembangannya dipantau."),
    Step {
        fields: &[DAY, Field::new(KEY.nomor_laporan, "Nomor laporan", FieldKind::Text(80)).required()],
        ..plain(Verb::Laporkan, "Pelaporan", "Laporannya sudah dibuat.")
    },
    Step {
        fields: &[DAY, Field::new(KEY.tindak_lanjut, "Tindak lanjut", FieldKind::Text(500)).required()],
        ..plain(Verb::TindakLanjuti, "Tindak lanjut", "Rehabilitasi selesai dengan tindak lanjut ini.")
    },
    Step {
        fields: &[
            DAY,
            Field::new(KEY.nomor_penolakan, "Nomor surat pernyataan penolakan", FieldKind::Text(80)).required(),
            Field::new(KEY.penanda_tangan, "Ditandatangani oleh", FieldKind::Term("penanda_tangan_penolakan"))
                .required(),
        ],
        weight: Weight::Other,
        ..plain(Verb::Tolak, "Menolak", "Orang ini menolak rehabilitasi dengan surat pernyataan yang ditandatangani.")
    },
    Step::note(Verb::Catatan.code()),
];
