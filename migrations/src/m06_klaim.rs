//! Claims at BPJS Ketenagakerjaan.

use crate::sql::{About, record};

pub fn up() -> String {
    let klaim = record(
        "klaim",
        About::Person,
        &["diajukan", "dilimpahkan", "dibayar", "ditolak"],
        "jenis_klaim text NOT NULL,
        diajukan_pada DAY NOT NULL,
        cabang text NOT NULL,
        nomor_klaim text,
        negara text,
        rekening_sandi BYTES,
        dilimpahkan_pada DAY,
        dibayar_pada DAY,
        jumlah_rp WHOLE CHECK (jumlah_rp >= 0),
        ditolak_pada DAY,
        alasan_tolak text,
        CHECK (dilimpahkan_pada IS NULL OR dilimpahkan_pada >= diajukan_pada),
        CHECK (dibayar_pada IS NULL OR dibayar_pada >= diajukan_pada),
        CHECK (ditolak_pada IS NULL OR ditolak_pada >= diajukan_pada),
        CHECK (status <> 'dilimpahkan' OR dilimpahkan_pada IS NOT NULL),
        CHECK (status <> 'dibayar' OR (dibayar_pada IS NOT NULL AND jumlah_rp IS NOT NULL)),
        CHECK (status <> 'ditolak' OR (ditolak_pada IS NOT NULL AND alasan_tolak IS NOT NULL))",
    );
    format!(
        "{klaim}
        CREATE UNIQUE INDEX uq_klaim_nomor_klaim ON klaim (kantor_id, nomor_klaim) WHERE nomor_klaim IS NOT NULL;"
    )
}
