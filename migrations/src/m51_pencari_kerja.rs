//! What a job seeker can and wants, the event at which they were recorded, and what became of them.

use crate::sql::states;

const COLUMNS: &str = "
    ALTER TABLE pencari_kerja ADD COLUMN kegiatan_id UUID REFERENCES kegiatan (id);
    ALTER TABLE pencari_kerja ADD COLUMN jabatan_minat text;
    ALTER TABLE pencari_kerja ADD COLUMN bahasa text;
    ALTER TABLE pencari_kerja ADD COLUMN tingkat_bahasa text;
    ALTER TABLE pencari_kerja ADD COLUMN sertifikat text;
    ALTER TABLE pencari_kerja ADD COLUMN persetujuan boolean;
    ALTER TABLE pencari_kerja ADD COLUMN siapkerja_pada DAY
        CHECK (status <> 'terdaftar_siapkerja' OR siapkerja_pada IS NOT NULL);
    ALTER TABLE pencari_kerja ADD COLUMN gtog_pada DAY CHECK (status <> 'terdaftar_gtog' OR gtog_pada IS NOT NULL);
    ALTER TABLE pencari_kerja ADD COLUMN kontak_pada DAY;
    ALTER TABLE pencari_kerja ADD COLUMN hasil_kontak text CHECK (hasil_kontak IS NULL OR kontak_pada IS NOT NULL);
    CREATE INDEX ix_pencari_kerja_kegiatan ON pencari_kerja (kegiatan_id);
    ";

pub fn up() -> String {
    [COLUMNS, &states("pencari_kerja", &["tercatat", "terdaftar_siapkerja", "terdaftar_gtog"])].concat()
}
