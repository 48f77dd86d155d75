//! People are also sought by birth date, when it is asked whether somebody is known already.

const SQL: &str = "
    CREATE INDEX ix_orang_lahir ON orang (tanggal_lahir) WHERE tanggal_lahir IS NOT NULL;";

pub fn up() -> String {
    SQL.to_owned()
}
