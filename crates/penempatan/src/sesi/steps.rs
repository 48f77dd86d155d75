//! The steps of a session as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Tutup.code(),
        title: "Tutup sesi",
        hint: "Kehadiran dan hasil semua peserta sudah diisi.",
        fields: &[DAY],
        reason: REMARK,
        done: "Ditutup.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::BatalkanSesi.code(),
        title: "Batalkan sesi",
        hint: "Sesinya tidak jadi. Pesertanya tetap tercatat; jadwalkan ulang dari daftar hadir.",
        fields: &[DAY],
        reason: REASON,
        done: "Sesi dibatalkan.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::BukaKembali.code(),
        title: "Buka kembali",
        hint: "Ada hasil yang tertinggal, atau sesinya jadi diadakan.",
        fields: &[],
        reason: REASON,
        done: "Dibuka kembali.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        hint: "Siapa yang memimpin sesi dan mengisi hasilnya.",
        fields: &[Field::new(KEY.petugas, "Petugas", FieldKind::Officer).required().help("Nama penggunanya.")],
        ..Step::assign(Verb::Tugaskan.code())
    },
    Step::note(Verb::Catatan.code()),
];
