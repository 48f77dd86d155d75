//! Who took over what a colleague's desk had left unsent, and why.

pub fn up() -> String {
    "CREATE TABLE ambil_alih_meja (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        dari_id UUID NOT NULL REFERENCES pengguna (id),
        oleh_id UUID NOT NULL REFERENCES pengguna (id),
        alasan text NOT NULL CHECK (alasan <> ''),
        pada INSTANT NOT NULL,
        CHECK (dari_id <> oleh_id)
    );
    CREATE INDEX ix_ambil_alih_meja_oleh ON ambil_alih_meja (oleh_id, dari_id);"
        .to_owned()
}
