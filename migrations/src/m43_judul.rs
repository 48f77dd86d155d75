//! What an office last chose a column of a table to hold, by its head.

pub fn up() -> String {
    "CREATE TABLE judul_kolom (
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        jenis text NOT NULL,
        kepala text NOT NULL,
        isian text NOT NULL,
        PRIMARY KEY (kantor_id, jenis, kepala)
    );"
    .to_owned()
}
