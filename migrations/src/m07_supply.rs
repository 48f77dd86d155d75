//! Job seekers and document verification.

use crate::sql::{About, record};

pub fn up() -> String {
    let pencari_kerja = record(
        "pencari_kerja",
        About::Person,
        &["tercatat"],
        "dicatat_pada DAY NOT NULL,
        sumber text NOT NULL,
        berminat boolean NOT NULL,
        negara_minat text,
        pendidikan text,
        keterampilan text,
        keterangan text",
    );
    let verifikasi = record(
        "verifikasi",
        About::Person,
        &["terjadwal", "tidak_hadir", "diperiksa", "terverifikasi"],
        "skema text NOT NULL,
        nomor_pendaftaran text,
        dijadwalkan_pada DAY NOT NULL,
        hadir boolean,
        diperiksa_pada DAY,
        hasil text CHECK (hasil IN ('lengkap', 'kurang', 'tidak_sah')),
        kekurangan text,
        CHECK (diperiksa_pada IS NULL OR hadir),
        CHECK (status <> 'tidak_hadir' OR NOT hadir),
        CHECK (status NOT IN ('diperiksa', 'terverifikasi') OR diperiksa_pada IS NOT NULL),
        CHECK (status <> 'terverifikasi' OR hasil = 'lengkap')",
    );
    [pencari_kerja, verifikasi].concat()
}
