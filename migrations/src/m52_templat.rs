//! The templates of letters that offices keep themselves: every change is a row, with who and why. They hold no personal data.

pub fn up() -> String {
    "CREATE TABLE templat (
        nomor WHOLE NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        surat text NOT NULL CHECK (surat <> ''),
        nama text NOT NULL CHECK (nama <> ''),
        isi BYTES NOT NULL,
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        pada INSTANT NOT NULL
    );
    CREATE INDEX ix_templat_surat ON templat (kantor_id, surat, nomor);"
        .to_owned()
}
