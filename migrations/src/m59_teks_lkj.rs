//! What people write in the annual report: a row for each version of a section, never changed. It holds no personal data.

pub fn up() -> String {
    "CREATE TABLE teks_lkj (
        nomor WHOLE NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        tahun WHOLE NOT NULL CHECK (tahun BETWEEN 2000 AND 2200),
        bagian text NOT NULL CHECK (bagian <> ''),
        versi WHOLE NOT NULL CHECK (versi > 0),
        isi text NOT NULL,
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        pada INSTANT NOT NULL,
        UNIQUE (kantor_id, tahun, bagian, versi)
    );"
    .to_owned()
}
