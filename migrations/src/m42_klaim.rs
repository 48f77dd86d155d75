//! A claim begins with its first report, before anything is filed, and goes its whole way to payment or refusal.

use crate::sql::{optional, states};

/// All states of a claim.
const STATES: [&str; 11] = [
    "dilaporkan",
    "lengkap",
    "diajukan",
    "perlu_dilengkapi",
    "dilimpahkan",
    "disetujui",
    "ditolak",
    "keberatan",
    "dibayar",
    "selesai",
    "ditutup",
];

/// What has a day and a text belongs together; what the database refuses, `Kind::check` has refused before with a sentence.
const COLUMNS: &str = "
    ALTER TABLE klaim ADD COLUMN dilaporkan_pada DAY
        CHECK (dilaporkan_pada IS NOT NULL OR diajukan_pada IS NOT NULL)
        CHECK (diajukan_pada IS NULL OR dilaporkan_pada IS NULL OR diajukan_pada >= dilaporkan_pada)
        CHECK (diajukan_pada IS NULL OR cabang IS NOT NULL)
        CHECK (status <> 'diajukan' OR diajukan_pada IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN fase text;
    ALTER TABLE klaim ADD COLUMN manfaat text;
    ALTER TABLE klaim ADD COLUMN peristiwa_pada DAY;
    ALTER TABLE klaim ADD COLUMN pelapor text;
    ALTER TABLE klaim ADD COLUMN hubungan_pelapor text;
    ALTER TABLE klaim ADD COLUMN telepon_pelapor_sandi BYTES;
    ALTER TABLE klaim ADD COLUMN dokumen text;
    ALTER TABLE klaim ADD COLUMN dokumen_diminta text;
    ALTER TABLE klaim ADD COLUMN dokumen_diminta_pada DAY
        CHECK (dokumen_diminta_pada IS NULL OR dokumen_diminta IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN lengkap_pada DAY CHECK (status <> 'lengkap' OR lengkap_pada IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN akibat text;
    ALTER TABLE klaim ADD COLUMN ahli_waris text;
    ALTER TABLE klaim ADD COLUMN hubungan_ahli_waris text;
    ALTER TABLE klaim ADD COLUMN diminta_lagi text;
    ALTER TABLE klaim ADD COLUMN diminta_lagi_pada DAY
        CHECK (diminta_lagi_pada IS NULL OR diminta_lagi IS NOT NULL)
        CHECK (status <> 'perlu_dilengkapi' OR diminta_lagi_pada IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN alasan_limpah text;
    ALTER TABLE klaim ADD COLUMN surat_limpah text;
    ALTER TABLE klaim ADD COLUMN disetujui_pada DAY CHECK (status <> 'disetujui' OR disetujui_pada IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN bukti_bayar text;
    ALTER TABLE klaim ADD COLUMN alasan_keberatan text;
    ALTER TABLE klaim ADD COLUMN keberatan_pada DAY
        CHECK (keberatan_pada IS NULL OR alasan_keberatan IS NOT NULL)
        CHECK (status <> 'keberatan' OR keberatan_pada IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN alasan_tutup text;
    ALTER TABLE klaim ADD COLUMN ditutup_pada DAY
        CHECK (ditutup_pada IS NULL OR dibayar_pada IS NOT NULL OR alasan_tutup IS NOT NULL)
        CHECK (status NOT IN ('selesai', 'ditutup') OR ditutup_pada IS NOT NULL);
    ALTER TABLE klaim ADD COLUMN kontak_pada DAY;
    ALTER TABLE klaim ADD COLUMN petugas text;
    CREATE INDEX ix_klaim_cabang ON klaim (kantor_id, cabang);
    ";

pub fn up() -> String {
    let optional = optional("klaim", &[("diajukan_pada", "DAY"), ("cabang", "text")]);
    [optional, COLUMNS.to_owned(), states("klaim", &STATES)].concat()
}
