//! Other names of people: as they were typed where that differs from the person's name, each with the record in which it was typed.

const SQL: &str = "
    CREATE TABLE orang_nama (
        id UUID NOT NULL PRIMARY KEY,
        orang_id UUID NOT NULL REFERENCES orang (id),
        nama text NOT NULL CHECK (length(nama) BETWEEN 1 AND 200),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        jenis text,
        catatan_id UUID,
        pada INSTANT NOT NULL,
        CHECK ((jenis IS NULL) = (catatan_id IS NULL))
    );
    CREATE INDEX ix_orang_nama_orang ON orang_nama (orang_id);
    CREATE INDEX ix_orang_nama_catatan ON orang_nama (catatan_id) WHERE catatan_id IS NOT NULL;
    ";

pub fn up() -> String {
    SQL.to_owned()
}
