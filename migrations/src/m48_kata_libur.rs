//! Words and holidays that the office keeps itself: every change is a row, with who and why.

pub fn up() -> String {
    "CREATE TABLE kata (
        nomor WHOLE NOT NULL PRIMARY KEY,
        kamus text NOT NULL,
        kode text NOT NULL,
        tindakan text NOT NULL CHECK (tindakan IN ('ditambah', 'diubah', 'diakhiri', 'dihidupkan')),
        label text NOT NULL CHECK (label <> ''),
        juga text NOT NULL,
        dasar text,
        berlaku_sejak DAY,
        berakhir_pada DAY CHECK (berakhir_pada IS NULL OR berlaku_sejak IS NULL OR berakhir_pada >= berlaku_sejak),
        pengganti text,
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        pada INSTANT NOT NULL
    );
    CREATE TABLE hari_libur (
        nomor WHOLE NOT NULL PRIMARY KEY,
        hari DAY NOT NULL,
        tindakan text NOT NULL CHECK (tindakan IN ('ditambah', 'dicabut')),
        nama text NOT NULL CHECK (nama <> ''),
        jenis text NOT NULL CHECK (jenis IN ('nasional', 'cuti_bersama')),
        dasar text NOT NULL CHECK (dasar <> ''),
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        pada INSTANT NOT NULL
    );"
    .to_owned()
}
