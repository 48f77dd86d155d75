//! How many attachments each user sent on each day, and how many bytes: what a day allows is counted here, and what is
//! removed is not given back.

const SQL: &str = "
    CREATE TABLE kiriman (
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        hari DAY NOT NULL,
        berkas WHOLE NOT NULL CHECK (berkas > 0),
        ukuran WHOLE NOT NULL CHECK (ukuran > 0),
        PRIMARY KEY (pengguna_id, hari)
    );
    ";

pub fn up() -> String {
    SQL.to_owned()
}
