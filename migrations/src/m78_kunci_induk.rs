//! Master keys after the first: what each was entrusted with, sealed by it, when the change to it began and ended, and since when the one
//! before is let go.

pub fn up() -> String {
    "CREATE TABLE kunci_induk (
        nomor WHOLE NOT NULL PRIMARY KEY CHECK (nomor BETWEEN 2 AND 255),
        titipan BYTES NOT NULL,
        persetujuan_id UUID NOT NULL,
        dimulai_pada INSTANT NOT NULL,
        selesai_pada INSTANT,
        dilepas_pada INSTANT,
        CHECK (dilepas_pada IS NULL OR selesai_pada IS NOT NULL)
    );"
    .to_owned()
}
