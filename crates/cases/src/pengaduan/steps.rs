//! The steps of a complaint as they are offered: what each asks for.

use kernel::form::{Field, FieldKind};
use records::{DAY, NOTE, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;
use super::upaya;

/// All steps, in the order in which they are offered.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Verifikasi.code(),
        title: "Verifikasi",
        hint: "Data dan dokumen sudah diperiksa dan cukup untuk ditangani.",
        fields: &[
            DAY,
            Field::new(KEY.nomor_siskop2mi, "Nomor SISKOP2MI", FieldKind::Outside(60))
                .help("Kosongkan bila belum ada."),
            Field::new(KEY.surat_kuasa, "Nomor surat kuasa", FieldKind::Text(80))
                .help("Wajib bila pelapor kuasa hukum atau LSM."),
        ],
        reason: REMARK,
        done: "Diverifikasi.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::MintaDokumen.code(),
        title: "Minta dokumen",
        hint: "Dokumen belum lengkap dan pengadu sudah diberi tahu. Batas waktunya berjalan dari hari ini.",
        fields: &[
            DAY,
            Field::new(KEY.dokumen_kurang, "Dokumen yang kurang", FieldKind::Text(500))
                .required()
                .help("Misalnya: perjanjian kerja, surat kuasa."),
        ],
        reason: REMARK,
        done: "Dokumen diminta.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Klarifikasi.code(),
        title: "Klarifikasi",
        hint: "Pihak yang diadukan sudah didengar: yang pertama, lalu yang kedua.",
        fields: &[
            DAY,
            Field::new(KEY.komitmen_sampai, "Komitmen dipenuhi paling lambat", FieldKind::DayAhead)
                .help("Sesudah klarifikasi kedua paling lama 7 hari (Permen P2MI 23/2025 pasal 18)."),
        ],
        reason: REASON,
        done: "Klarifikasi dilakukan.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Mediasi.code(),
        title: "Mediasi",
        hint: "Kedua pihak dipertemukan, sesudah klarifikasi kedua.",
        fields: &[DAY],
        reason: REASON,
        done: "Mediasi dilakukan.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Limpahkan.code(),
        title: "Limpahkan",
        hint: "Minta pihak lain menanganinya. Pengaduan tetap milik kantor ini sampai yang dituju menerima.",
        fields: &[
            DAY,
            Field::new(KEY.dilimpahkan_ke, "Dilimpahkan ke", FieldKind::Term("tujuan_limpah")).required(),
            Field::new(KEY.limpah_kantor, "Kantor tujuan", FieldKind::Office)
                .help("Wajib bila tujuannya BP3MI lain atau P4MI; kosongkan untuk yang lain."),
            Field::new(KEY.surat_limpah, "Nomor surat pelimpahan", FieldKind::Text(80)).required(),
        ],
        reason: REMARK,
        done: "Dilimpahkan.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Kembali.code(),
        title: "Tarik kembali",
        hint: "Pelimpahannya tidak jadi, atau sudah kembali: ditangani lagi di kantor ini dari tahap sebelumnya.",
        fields: &[DAY],
        reason: REASON,
        done: "Ditarik kembali.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Selesaikan.code(),
        title: "Selesaikan",
        hint: "Masalahnya selesai: hak terpenuhi atau para pihak sepakat.",
        fields: &[DAY, Field::new(KEY.hasil, "Hasil", FieldKind::Text(500)).required()],
        reason: REMARK,
        done: "Selesai.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tutup.code(),
        title: "Tutup",
        hint: "Ditutup tanpa selesai, selalu dengan dasarnya. Tutup tidak sama dengan selesai.",
        fields: &[
            DAY,
            Field::new(KEY.dasar_penutupan, "Dasar penutupan", FieldKind::Term("dasar_penutupan")).required(),
        ],
        reason: REASON,
        done: "Ditutup.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Cabut.code(),
        title: "Dicabut pengadu",
        hint: "Pengadu menarik kembali pengaduannya.",
        fields: &[DAY],
        reason: REASON,
        done: "Dicabut.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::BukaKembali.code(),
        title: "Buka kembali",
        hint: "Ditangani lagi dari tahap terakhirnya. Akhir yang pertama tetap tersimpan.",
        fields: &[DAY],
        reason: REASON,
        done: "Dibuka kembali.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Hubungi.code(),
        title: "Catat kontak",
        hint: "Pengadu dihubungi. Bila tersambung, hitungan hari tanpa kontak mulai lagi dari hari itu; bila tidak, \
               tercatat sebagai upaya dan hitungannya berjalan terus.",
        fields: &[
            DAY,
            Field::asked("cara_kontak", "Melalui", FieldKind::Term("kanal_pengaduan")).required(),
            Field::new(upaya::HASIL_KONTAK, "Hasil kontak", FieldKind::Term("hasil_kontak"))
                .help("Kosong berarti tersambung."),
        ],
        reason: NOTE,
        done: "Kontak dicatat.",
        right: None,
        weight: Weight::Beside,
    },
    Step {
        fields: &[Field::new(KEY.petugas, "Petugas", FieldKind::Officer).required().help("Nama penggunanya.")],
        ..Step::assign(Verb::Tugaskan.code())
    },
    Step::note(Verb::Catatan.code()),
    Step {
        name: Verb::NomorSiskop2mi.code(),
        title: "Nomor SISKOP2MI",
        hint: "Pengaduan ini sudah masuk SISKOP2MI.",
        fields: &[DAY, Field::new(KEY.nomor_siskop2mi, "Nomor SISKOP2MI", FieldKind::Outside(60)).required()],
        reason: REMARK,
        done: "Nomor SISKOP2MI dicatat.",
        right: None,
        weight: Weight::Beside,
    },
];
