//! Who is one person is read by identity, ended ones too, and by when it began and ended.

const INDEXES: &str = "
    DROP INDEX ix_identitas_identitas;
    CREATE INDEX ix_identitas_identitas ON identitas (identitas_id);
    CREATE INDEX ix_identitas_sejak ON identitas (sejak);
    CREATE INDEX ix_identitas_sampai ON identitas (sampai) WHERE sampai IS NOT NULL;
    ";

pub fn up() -> String {
    INDEXES.to_owned()
}
