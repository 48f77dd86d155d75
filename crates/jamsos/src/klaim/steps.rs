//! The steps of a claim as they are offered: what each asks for.

use kernel::form::{Field, FieldKind};
use records::{DAY, NOTE, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::papers;
use super::table::Verb;

/// All steps, in the order in which they are offered.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Lengkapi.code(),
        title: "Catat dokumen",
        hint: "Dokumen yang sudah diterima. Bila tidak ada lagi yang kurang, klaim siap diajukan.",
        fields: &[
            DAY,
            Field::new(KEY.dokumen, "Dokumen yang diterima", FieldKind::Terms(papers::ALL))
                .help("Yang sudah dicatat sebelumnya tetap tercatat. Berkasnya dilampirkan di halaman klaim."),
        ],
        reason: REMARK,
        done: "Dokumen dicatat.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::MintaDokumen.code(),
        title: "Minta dokumen",
        hint: "Keluarga atau pekerja sudah diberi tahu apa yang masih kurang.",
        fields: &[
            DAY,
            Field::new(KEY.dokumen_diminta, "Dokumen yang diminta", FieldKind::Terms(papers::ALL)).required(),
        ],
        reason: REMARK,
        done: "Dokumen diminta.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Ajukan.code(),
        title: "Ajukan ke BPJS",
        hint: "Klaim masuk di kantor cabang. Untuk kecelakaan kerja, ini laporan tahap kedua.",
        fields: &[
            DAY,
            Field::new(KEY.cabang, "Cabang BPJS Ketenagakerjaan", FieldKind::Named("cabang_bpjs", 80))
                .required()
                .help("Misalnya Serang atau Tangerang."),
            Field::new(KEY.nomor_klaim, "Nomor klaim", FieldKind::Outside(60)).help("Kosongkan bila belum ada."),
            Field::new(KEY.akibat, "Akibat kecelakaan", FieldKind::Term("akibat_kecelakaan"))
                .help("Wajib untuk klaim kecelakaan kerja."),
            Field::new(KEY.ahli_waris, "Nama ahli waris", FieldKind::Text(200))
                .help("Wajib untuk klaim meninggal dunia."),
            Field::new(KEY.hubungan_ahli_waris, "Hubungan ahli waris", FieldKind::Term("ahli_waris"))
                .help("Menurut urutannya: yang lebih dahulu menutup yang sesudahnya."),
        ],
        reason: REMARK,
        done: "Diajukan.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::MintaLengkapi.code(),
        title: "BPJS meminta kelengkapan",
        hint: "Cabang atau pusat meminta dokumen atau keterangan lagi sesudah klaim diajukan.",
        fields: &[DAY, Field::new(KEY.diminta_lagi, "Yang diminta", FieldKind::Text(500)).required()],
        reason: REMARK,
        done: "BPJS meminta kelengkapan.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Limpahkan.code(),
        title: "Dilimpahkan ke pusat",
        hint: "Cabang meneruskan klaim ke kantor pusat, dengan alasan dan suratnya.",
        fields: &[
            DAY,
            Field::new(KEY.alasan_limpah, "Alasan dilimpahkan", FieldKind::Term("alasan_limpah_klaim")).required(),
            Field::new(KEY.surat_limpah, "Nomor surat pelimpahan", FieldKind::Text(80)).required(),
        ],
        reason: REMARK,
        done: "Dilimpahkan ke pusat.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Setujui.code(),
        title: "Disetujui",
        hint: "BPJS menyetujui klaim; dananya belum cair.",
        fields: &[DAY],
        reason: REMARK,
        done: "Disetujui.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Bayar.code(),
        title: "Dibayar",
        hint: "Dana sudah cair ke rekening penerima.",
        fields: &[
            DAY,
            Field::new(KEY.jumlah_rp, "Jumlah dibayar (Rp)", FieldKind::Money).required(),
            Field::new(KEY.bukti_bayar, "Nomor bukti bayar", FieldKind::Text(80))
                .required()
                .help("Nomor pada bukti transfer atau surat pemberitahuan pembayaran."),
        ],
        reason: REMARK,
        done: "Dibayar.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tolak.code(),
        title: "Ditolak",
        hint: "BPJS menolak klaim.",
        fields: &[DAY, Field::new(KEY.alasan_tolak, "Alasan penolakan", FieldKind::Text(300)).required()],
        reason: REMARK,
        done: "Ditolak.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Keberatan.code(),
        title: "Ajukan keberatan",
        hint: "Penolakan tidak diterima, dan BPJS diminta memeriksa lagi.",
        fields: &[DAY, Field::new(KEY.alasan_keberatan, "Dasar keberatan", FieldKind::Text(500)).required()],
        reason: REMARK,
        done: "Keberatan diajukan.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::Tutup.code(),
        title: "Tutup berkas",
        hint: "Sesudah dibayar: berkas lengkap dan disimpan. Sebelum dibayar: tidak diteruskan, dengan alasannya.",
        fields: &[
            DAY,
            Field::new(KEY.alasan_tutup, "Alasan ditutup tanpa dibayar", FieldKind::Term("alasan_tutup_klaim"))
                .help("Kosongkan bila sudah dibayar."),
        ],
        reason: REMARK,
        done: "Berkas ditutup.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::BukaKembali.code(),
        title: "Buka kembali",
        hint: "Diteruskan lagi dari tahap terakhirnya.",
        fields: &[DAY],
        reason: REASON,
        done: "Dibuka kembali.",
        right: None,
        weight: Weight::Other,
    },
    Step {
        name: Verb::Hubungi.code(),
        title: "Catat kontak",
        hint: "Keluarga, pekerja atau BPJS dihubungi.",
        fields: &[DAY, Field::asked("cara_kontak", "Melalui", FieldKind::Term("kanal_pengaduan")).required()],
        reason: NOTE,
        done: "Dihubungi.",
        right: None,
        weight: Weight::Beside,
    },
    Step {
        fields: &[Field::new(KEY.petugas, "Petugas", FieldKind::Officer).required().help("Nama penggunanya.")],
        ..Step::assign(Verb::Tugaskan.code())
    },
    Step::note(Verb::Catatan.code()),
];
