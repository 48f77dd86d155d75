//! What was chosen for the rows of a flight's manifest: what holds for all, what was answered, who was left out and why. Sealed, since it
//! holds texts of the manifest and names.

const SQL: &str = "
    CREATE TABLE manifes_pilihan (
        kedatangan_id UUID NOT NULL PRIMARY KEY REFERENCES kedatangan (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        isi_sandi BYTES NOT NULL,
        diubah_pada INSTANT NOT NULL
    );";

pub fn up() -> String {
    SQL.to_owned()
}
