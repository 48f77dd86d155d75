//! Placements and OPP rosters.

use crate::sql::{About, record};

pub fn up() -> String {
    let penempatan = record(
        "penempatan",
        About::Person,
        &["proses", "terbit", "batal"],
        "skema text NOT NULL,
        negara text NOT NULL,
        jabatan text,
        p3mi text,
        nomor_epmi text,
        epmi_terbit_pada DAY,
        batal_pada DAY,
        CHECK ((epmi_terbit_pada IS NULL) = (nomor_epmi IS NULL)),
        CHECK (status <> 'terbit' OR epmi_terbit_pada IS NOT NULL),
        CHECK (status <> 'batal' OR batal_pada IS NOT NULL)",
    );
    let opp = record(
        "opp",
        About::Person,
        &["terjadwal", "hadir", "tidak_hadir"],
        "p3mi text,
        dijadwalkan_pada DAY NOT NULL,
        hadir boolean,
        nilai_awal WHOLE CHECK (nilai_awal >= 0),
        nilai_akhir WHOLE CHECK (nilai_akhir >= 0),
        alasan_absen text,
        CHECK (nilai_akhir IS NULL OR hadir),
        CHECK (status <> 'hadir' OR hadir)",
    );
    format!(
        "{opp}
        {penempatan}
        CREATE UNIQUE INDEX uq_penempatan_nomor_epmi ON penempatan (kantor_id, nomor_epmi)
            WHERE nomor_epmi IS NOT NULL;"
    )
}
