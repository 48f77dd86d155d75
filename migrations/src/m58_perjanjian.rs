//! Agreements that offices make in the console: each row is a version, drafted, signed and replaced by the next. The nights' figures are
//! looked for by their day.

pub fn up() -> String {
    "CREATE TABLE perjanjian (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        kode text NOT NULL CHECK (kode <> ''),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        tahun WHOLE NOT NULL CHECK (tahun BETWEEN 2000 AND 2200),
        judul text NOT NULL,
        berlaku_sejak DAY NOT NULL,
        batas_capaian WHOLE CHECK (batas_capaian >= 100),
        butir JSON NOT NULL,
        status text NOT NULL CHECK (status IN ('rancangan', 'ditandatangani', 'digantikan', 'dibuang')),
        langkah WHOLE NOT NULL CHECK (langkah >= 1),
        alasan text,
        disusun_id UUID,
        disusun_oleh text NOT NULL,
        disusun_pada INSTANT NOT NULL,
        ditandatangani_id UUID,
        ditandatangani_oleh text,
        ditandatangani_pada INSTANT,
        urutan WHOLE CHECK (urutan >= 1),
        CHECK ((status IN ('ditandatangani', 'digantikan')) = (ditandatangani_oleh IS NOT NULL)),
        CHECK ((status IN ('ditandatangani', 'digantikan')) = (ditandatangani_pada IS NOT NULL)),
        CHECK ((status IN ('ditandatangani', 'digantikan')) = (urutan IS NOT NULL))
    );
    CREATE UNIQUE INDEX uq_perjanjian_versi ON perjanjian (kode, versi) WHERE status <> 'dibuang';
    CREATE UNIQUE INDEX uq_perjanjian_urutan ON perjanjian (urutan) WHERE urutan IS NOT NULL;
    CREATE INDEX ix_perjanjian_kantor ON perjanjian (kantor_id, tahun);
    CREATE INDEX ix_cuplikan_tanggal ON cuplikan (tanggal);"
        .to_owned()
}
