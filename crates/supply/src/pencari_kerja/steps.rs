//! The steps of a job seeker as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::DaftarSiapkerja.code(),
        title: "Terdaftar di SIAPkerja",
        hint: "Akunnya di SIAPkerja sudah ada; hari pendaftarannya boleh sebelum dicatat di sini.",
        fields: &[DAY],
        reason: REMARK,
        done: "Terdaftar di SIAPkerja.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::DaftarGtog.code(),
        title: "Terdaftar G to G",
        hint: "Pendaftaran program G to G sudah dilihat.",
        fields: &[DAY],
        reason: REMARK,
        done: "Terdaftar G to G.",
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
