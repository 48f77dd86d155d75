//! The steps of a placement company as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Perpanjang.code(),
        title: "Catat izin atau perpanjangannya",
        hint: "SIP3MI terbit atau diperpanjang. Nomor dan masa berlaku yang lama tetap ada di riwayat.",
        fields: &[
            DAY,
            Field::new(KEY.nomor_izin, "Nomor SIP3MI", FieldKind::Outside(60)).required(),
            Field::new(KEY.izin_sampai, "Berlaku sampai", FieldKind::DayAhead).required(),
        ],
        reason: REMARK,
        done: "Izin dicatat.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Skors.code(),
        title: "Diskors",
        hint: "Kementerian menskors SIP3MI-nya. Skorsing yang diteruskan dicatat lagi dengan suratnya yang baru.",
        fields: &[
            DAY,
            Field::new(KEY.dasar_skors, "Dasar skorsing", FieldKind::Text(500)).required(),
            Field::new(KEY.surat_skors, "Nomor surat", FieldKind::Text(80)).required(),
            Field::new(KEY.skors_sampai, "Sampai", FieldKind::DayAhead).help("Kosongkan bila tidak ditentukan."),
        ],
        reason: REMARK,
        done: "Diskors.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Cabut.code(),
        title: "Izin dicabut",
        hint: "Kementerian mencabut SIP3MI-nya.",
        fields: &[
            DAY,
            Field::new(KEY.dasar_cabut, "Dasar pencabutan", FieldKind::Text(500)).required(),
            Field::new(KEY.surat_cabut, "Nomor surat", FieldKind::Text(80)).required(),
        ],
        reason: REMARK,
        done: "Izin dicabut.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::PulihkanIzin.code(),
        title: "Pulihkan izin",
        hint: "Skorsing berakhir, atau pencabutan dibatalkan. Sebut suratnya di alasan.",
        fields: &[DAY],
        reason: REASON,
        done: "Izin dipulihkan.",
        right: None,
        weight: Weight::Onward,
    },
    Step::note(Verb::Catatan.code()),
];
