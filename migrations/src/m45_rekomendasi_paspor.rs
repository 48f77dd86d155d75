//! Requests for a passport recommendation, and the answer they get.

use crate::sql::{About, kind};

/// All states of a request.
const STATES: [&str; 5] = ["diminta", "dijelaskan", "diterbitkan", "ditolak", "selesai"];

pub fn up() -> String {
    let table = kind(
        "rekomendasi_paspor",
        About::Person,
        &STATES,
        "diminta_pada DAY NOT NULL,
        melalui text NOT NULL,
        asal_surat text,
        nomor_surat text,
        keperluan text,
        negara text,
        skema text,
        kantor_imigrasi text,
        petugas text,
        jawaban text,
        dijawab_pada DAY,
        dasar_jawaban text,
        penjelasan text,
        nomor_jawaban text,
        alasan_tolak text,
        hasil text,
        hasil_pada DAY,
        CHECK ((jawaban IS NULL) = (dijawab_pada IS NULL)),
        CHECK ((hasil IS NULL) = (hasil_pada IS NULL)),
        CHECK (hasil_pada IS NULL OR dijawab_pada IS NOT NULL),
        CHECK (dijawab_pada IS NULL OR dijawab_pada >= diminta_pada),
        CHECK (hasil_pada IS NULL OR hasil_pada >= dijawab_pada),
        CHECK (jawaban <> 'tidak_diperlukan' OR dasar_jawaban IS NOT NULL),
        CHECK (jawaban <> 'diterbitkan' OR nomor_jawaban IS NOT NULL),
        CHECK (jawaban <> 'ditolak' OR alasan_tolak IS NOT NULL),
        CHECK (status <> 'dijelaskan' OR dijawab_pada IS NOT NULL),
        CHECK (status <> 'diterbitkan' OR dijawab_pada IS NOT NULL),
        CHECK (status <> 'ditolak' OR dijawab_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR hasil_pada IS NOT NULL)",
    );
    let index = "
    CREATE INDEX ix_rekomendasi_paspor_status ON rekomendasi_paspor (kantor_id, status, id);";
    [&table, index].concat()
}
