//! Records that belong together, whatever their kinds: a telegram and the complaints and returns that it led to.

const SQL: &str = "
    CREATE TABLE kaitan (
        id UUID NOT NULL PRIMARY KEY,
        jenis text NOT NULL,
        catatan_id UUID NOT NULL,
        ke_jenis text NOT NULL,
        ke_catatan_id UUID NOT NULL,
        dikaitkan_oleh text NOT NULL,
        dikaitkan_pada INSTANT NOT NULL,
        CHECK (catatan_id <> ke_catatan_id)
    );
    CREATE UNIQUE INDEX uq_kaitan ON kaitan (catatan_id, ke_catatan_id);
    CREATE INDEX ix_kaitan_ke ON kaitan (ke_catatan_id);";

pub fn up() -> String {
    SQL.to_owned()
}
