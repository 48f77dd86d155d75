//! People. Identity numbers and contact are sealed with a key of the person's own; exact search goes by blind index.

pub fn up() -> String {
    "
    CREATE TABLE orang (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        nama text NOT NULL CHECK (length(nama) BETWEEN 1 AND 200),
        nama_baku text NOT NULL,
        kunci BYTES,
        nik_sandi BYTES,
        nik_indeks text,
        jenis_dokumen text,
        dokumen_sandi BYTES,
        dokumen_indeks text,
        tanggal_lahir DAY,
        jenis_kelamin text CHECK (jenis_kelamin IN ('L', 'P')),
        daerah_asal text,
        alamat_sandi BYTES,
        telepon_sandi BYTES,
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        CHECK ((nik_sandi IS NULL) = (nik_indeks IS NULL)),
        CHECK ((dokumen_sandi IS NULL) = (dokumen_indeks IS NULL)),
        CHECK (kunci IS NOT NULL OR (nik_sandi IS NULL AND dokumen_sandi IS NULL
            AND alamat_sandi IS NULL AND telepon_sandi IS NULL))
    );
    CREATE UNIQUE INDEX uq_orang_nik ON orang (nik_indeks) WHERE nik_indeks IS NOT NULL;
    CREATE INDEX ix_orang_dokumen ON orang (dokumen_indeks) WHERE dokumen_indeks IS NOT NULL;
    CREATE INDEX ix_orang_nama ON orang (nama_baku);

    CREATE TABLE orang_kantor (
        orang_id UUID NOT NULL REFERENCES orang (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        PRIMARY KEY (kantor_id, orang_id)
    );
    "
    .to_owned()
}
