//! Sessions of verification and orientation, whose rosters are the records of the people named for them. The table of those who are logged
//! in gives up its name: the office says `sesi` of the former.

use crate::sql::{About, kind};

/// Columns of a roster's rows; who was called and when a visa came belong to verified candidates only.
const ROSTERS: &str = "
    ALTER TABLE verifikasi ADD COLUMN sesi_id UUID REFERENCES sesi (id);
    ALTER TABLE verifikasi ADD COLUMN alasan_absen text;
    ALTER TABLE verifikasi ADD COLUMN diperbaiki_pada DAY
        CHECK (diperbaiki_pada IS NULL OR diperiksa_pada IS NOT NULL);
    ALTER TABLE verifikasi ADD COLUMN visa_pada DAY;
    ALTER TABLE verifikasi ADD COLUMN kontak_pada DAY;
    ALTER TABLE verifikasi ADD COLUMN hasil_kontak text;
    CREATE INDEX ix_verifikasi_sesi ON verifikasi (sesi_id);
    ALTER TABLE opp ADD COLUMN sesi_id UUID REFERENCES sesi (id);
    CREATE INDEX ix_opp_sesi ON opp (sesi_id);";

pub fn up() -> String {
    let sesi = kind(
        "sesi",
        About::Nobody,
        &["dijadwalkan", "selesai", "batal"],
        "jenis_sesi text NOT NULL,
        tanggal DAY NOT NULL,
        pukul text,
        tempat text NOT NULL,
        kapasitas WHOLE CHECK (kapasitas >= 1),
        skema text,
        keterangan text,
        petugas text,
        selesai_pada DAY CHECK (selesai_pada IS NULL OR selesai_pada >= tanggal),
        batal_pada DAY,
        alasan_batal text,
        CHECK (status <> 'selesai' OR selesai_pada IS NOT NULL),
        CHECK (status <> 'batal' OR batal_pada IS NOT NULL),
        CHECK ((batal_pada IS NULL) = (alasan_batal IS NULL))",
    );
    format!(
        "ALTER TABLE sesi RENAME TO sesi_masuk;\n{sesi}\n    CREATE INDEX ix_sesi_status ON sesi (kantor_id, status, id);{ROSTERS}"
    )
}
