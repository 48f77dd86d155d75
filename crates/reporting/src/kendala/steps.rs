//! The steps of a problem as they are offered: what each asks for.

use kernel::form::{Field, FieldKind, Key};
use records::{DAY, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

/// What was done about a problem on a day. It becomes a line of `tindak_lanjut`.
pub(super) const ISI: Key<String> = Key::new("isi");

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::TindakLanjut.code(),
        title: "Catat tindak lanjut",
        hint: "Apa yang sudah dilakukan untuk memecahkannya. Yang sudah tercatat tetap ada; ini menjadi baris berikutnya.",
        fields: &[
            DAY,
            Field::new(ISI, "Yang dilakukan", FieldKind::Text(500))
                .required()
                .help("Misalnya: menghubungi helpdesk Pusdatin. Tanpa nama atau nomor orang yang dilayani."),
        ],
        reason: REMARK,
        done: "Tindak lanjut dicatat.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Selesaikan.code(),
        title: "Selesaikan",
        hint: "Masalahnya tidak ada lagi.",
        fields: &[
            DAY,
            Field::new(KEY.hasil, "Hasil", FieldKind::Text(500))
                .required()
                .help("Apa yang berubah, seperti dicetak di laporan."),
        ],
        reason: REMARK,
        done: "Selesai.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Teruskan.code(),
        title: "Teruskan",
        hint: "Belum selesai, dan dikerjakan terus dengan tenggat baru. Kendala yang terbuka tampil lagi di laporan tahun berikutnya.",
        fields: &[DAY, Field::new(KEY.tenggat, "Tenggat baru", FieldKind::DayAhead).required()],
        reason: REASON,
        done: "Diteruskan.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::BukaKembali.code(),
        title: "Buka kembali",
        hint: "Masalahnya timbul lagi.",
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
