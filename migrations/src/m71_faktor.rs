//! The second factor: its secret in the stamped row of the account, the newest step that was used, the words for who lost the telephone, and
//! which offices ask for it since when.

pub fn up() -> String {
    "ALTER TABLE pengguna ADD COLUMN faktor_sandi BYTES;

    CREATE TABLE faktor_kedua (
        pengguna_id UUID NOT NULL PRIMARY KEY REFERENCES pengguna (id),
        langkah WHOLE NOT NULL CHECK (langkah >= 0),
        dipasang_pada INSTANT NOT NULL
    );

    CREATE TABLE kata_pemulihan (
        sidik text NOT NULL PRIMARY KEY,
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        dipakai_pada INSTANT
    );
    CREATE INDEX ix_kata_pemulihan_pengguna ON kata_pemulihan (pengguna_id);

    CREATE TABLE faktor_wajib (
        nomor WHOLE NOT NULL PRIMARY KEY CHECK (nomor >= 1),
        tentang_id UUID NOT NULL REFERENCES kantor (id),
        wajib boolean NOT NULL,
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL CHECK (pelaku <> ''),
        pelaku_id UUID REFERENCES pengguna (id),
        pada INSTANT NOT NULL
    );"
    .to_owned()
}
