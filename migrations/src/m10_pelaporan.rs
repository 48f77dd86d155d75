//! Scores, budget, and the nightly snapshots of the figures.

use crate::sql::{About, record};

pub fn up() -> String {
    let nilai = record(
        "nilai",
        About::Nobody,
        &["tercatat"],
        "jenis_nilai text NOT NULL,
        tanggal DAY NOT NULL,
        nilai WHOLE NOT NULL CHECK (nilai >= 0),
        terpenuhi WHOLE CHECK (terpenuhi >= 0),
        syarat WHOLE CHECK (syarat > 0),
        kategori text,
        penilai text NOT NULL,
        bukti text NOT NULL,
        CHECK ((terpenuhi IS NULL) = (syarat IS NULL)),
        CHECK (terpenuhi IS NULL OR terpenuhi <= syarat)",
    );
    let anggaran = record(
        "anggaran",
        About::Nobody,
        &["tercatat"],
        "tahun WHOLE NOT NULL CHECK (tahun BETWEEN 2000 AND 2200),
        kegiatan text NOT NULL,
        jenis text NOT NULL CHECK (jenis IN ('pagu', 'realisasi')),
        revisi WHOLE CHECK (revisi >= 0),
        tanggal DAY NOT NULL,
        jumlah_rp WHOLE NOT NULL CHECK (jumlah_rp >= 0),
        bukti text,
        CHECK ((jenis = 'pagu') = (revisi IS NOT NULL))",
    );
    let cuplikan = "
    CREATE TABLE cuplikan (
        id UUID NOT NULL PRIMARY KEY,
        tanggal DAY NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        perjanjian text NOT NULL,
        perjanjian_versi WHOLE NOT NULL,
        indikator text NOT NULL,
        definisi_versi WHOLE NOT NULL,
        tahun WHOLE NOT NULL,
        tw WHOLE NOT NULL CHECK (tw BETWEEN 0 AND 4),
        pembilang WHOLE,
        penyebut WHOLE,
        nilai text,
        capaian text,
        dihitung_pada INSTANT NOT NULL
    );
    CREATE UNIQUE INDEX uq_cuplikan ON cuplikan (kantor_id, perjanjian, tahun, tanggal, indikator, tw);";
    [nilai, anggaran, cuplikan.to_owned()].concat()
}
