//! What was done to each account, numbered without gaps; when its user last logged in and how often that failed since; and from where and
//! with what a session began, so that its user knows it again.

pub fn up() -> String {
    "CREATE TABLE peristiwa_akun (
        id UUID NOT NULL PRIMARY KEY,
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        nomor WHOLE NOT NULL CHECK (nomor >= 1),
        tindakan text NOT NULL CHECK (tindakan <> ''),
        rincian text NOT NULL,
        alasan text NOT NULL,
        pelaku text NOT NULL CHECK (pelaku <> ''),
        pelaku_id UUID REFERENCES pengguna (id),
        pada INSTANT NOT NULL,
        meterai BYTES,
        UNIQUE (pengguna_id, nomor)
    );

    CREATE TABLE masuk_pengguna (
        pengguna_id UUID NOT NULL PRIMARY KEY REFERENCES pengguna (id),
        terakhir_pada INSTANT,
        gagal WHOLE NOT NULL CHECK (gagal >= 0)
    );
    INSERT INTO masuk_pengguna (pengguna_id, gagal) SELECT id, 0 FROM pengguna;

    ALTER TABLE sesi_masuk ADD COLUMN alamat text;
    ALTER TABLE sesi_masuk ADD COLUMN perangkat text;"
        .to_owned()
}
