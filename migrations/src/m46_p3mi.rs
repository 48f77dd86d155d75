//! The register of placement companies, and what the office recommends about them.

use crate::sql::{About, kind};

pub fn up() -> String {
    let more = "
        CREATE INDEX ix_rekomendasi_p3mi_p3mi ON rekomendasi_p3mi (p3mi_id);
        CREATE INDEX ix_p3mi_status ON p3mi (kantor_id, status, id);
        CREATE INDEX ix_rekomendasi_p3mi_status ON rekomendasi_p3mi (kantor_id, status, id);";
    [companies(), recommendations(), more.to_owned()].concat()
}

fn companies() -> String {
    kind(
        "p3mi",
        About::Nobody,
        &["terdaftar", "berizin", "diskors", "dicabut"],
        "nama text NOT NULL,
        ejaan_lain text,
        nomor_izin text,
        izin_terbit_pada DAY,
        izin_sampai DAY,
        alamat text,
        daerah text,
        telepon text,
        surel text,
        penanggung_jawab text,
        keterangan text,
        tercatat_pada DAY NOT NULL,
        diskors_pada DAY,
        dasar_skors text,
        surat_skors text,
        skors_sampai DAY,
        dicabut_pada DAY,
        dasar_cabut text,
        surat_cabut text,
        CHECK (izin_terbit_pada IS NULL OR nomor_izin IS NOT NULL),
        CHECK (izin_sampai IS NULL OR nomor_izin IS NOT NULL),
        CHECK (izin_sampai IS NULL OR izin_terbit_pada IS NULL OR izin_sampai >= izin_terbit_pada),
        CHECK ((diskors_pada IS NULL) = (dasar_skors IS NULL)),
        CHECK (skors_sampai IS NULL OR (diskors_pada IS NOT NULL AND skors_sampai >= diskors_pada)),
        CHECK ((dicabut_pada IS NULL) = (dasar_cabut IS NULL)),
        CHECK (dicabut_pada IS NULL OR diskors_pada IS NULL OR dicabut_pada >= diskors_pada),
        CHECK (status <> 'berizin' OR nomor_izin IS NOT NULL),
        CHECK (status <> 'diskors' OR diskors_pada IS NOT NULL),
        CHECK (status <> 'dicabut' OR dicabut_pada IS NOT NULL)",
    )
}

fn recommendations() -> String {
    kind(
        "rekomendasi_p3mi",
        About::Nobody,
        &["diusulkan", "dikirim", "dijawab", "ditutup"],
        "p3mi_id UUID NOT NULL REFERENCES p3mi (id),
        jenis text NOT NULL,
        bentuk_sanksi text,
        dasar text NOT NULL,
        diusulkan_pada DAY NOT NULL,
        nomor_surat text,
        dikirim_pada DAY,
        jawaban text,
        dijawab_pada DAY,
        isi_jawaban text,
        ditutup_pada DAY,
        alasan_tutup text,
        petugas text,
        CHECK ((jenis = 'sanksi') = (bentuk_sanksi IS NOT NULL)),
        CHECK (dikirim_pada IS NULL OR (nomor_surat IS NOT NULL AND dikirim_pada >= diusulkan_pada)),
        CHECK ((dijawab_pada IS NULL) = (jawaban IS NULL)),
        CHECK (dijawab_pada IS NULL OR (dikirim_pada IS NOT NULL AND dijawab_pada >= dikirim_pada)),
        CHECK (ditutup_pada IS NULL OR (alasan_tutup IS NOT NULL AND ditutup_pada >= diusulkan_pada)),
        CHECK (status <> 'dikirim' OR dikirim_pada IS NOT NULL),
        CHECK (status <> 'dijawab' OR dijawab_pada IS NOT NULL),
        CHECK (status <> 'ditutup' OR ditutup_pada IS NOT NULL)",
    )
}
