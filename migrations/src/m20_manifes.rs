//! What each office last chose a column of a manifest to hold.

const SQL: &str = "
    CREATE TABLE manifes_kolom (
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        kepala text NOT NULL,
        isian text NOT NULL,
        PRIMARY KEY (kantor_id, kepala)
    );";

pub fn up() -> String {
    SQL.to_owned()
}
