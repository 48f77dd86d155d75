//! Which photos stand in the annual report, in which order and under which words: a row for each version of the choice, never changed. It
//! holds no personal data.

pub fn up() -> String {
    "CREATE TABLE lkj_foto (
        nomor WHOLE NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        tahun WHOLE NOT NULL CHECK (tahun BETWEEN 2000 AND 2200),
        versi WHOLE NOT NULL CHECK (versi > 0),
        pilihan JSON NOT NULL,
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        pada INSTANT NOT NULL,
        UNIQUE (kantor_id, tahun, versi)
    );"
    .to_owned()
}
