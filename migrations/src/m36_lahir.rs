//! A birth date of which only the year or the month is known: the one or the other column holds it.

pub fn up() -> String {
    "ALTER TABLE orang ADD COLUMN lahir_sebagian text
        CHECK (lahir_sebagian IS NULL OR (tanggal_lahir IS NULL AND length(lahir_sebagian) IN (4, 7)));"
        .to_owned()
}
