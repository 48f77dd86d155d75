//! Each office has its own view of a person. A NIK may stand in the rows of several offices; which rows are one person is told
//! beside them, so that figures count that person once. What another office holds is opened by an agreed request (`izin`).

use crate::sql::About;

const PEOPLE: &str = "
    DROP INDEX uq_orang_nik;
    CREATE UNIQUE INDEX uq_orang_nik ON orang (nik_indeks, kantor_id) WHERE nik_indeks IS NOT NULL;
    ALTER TABLE orang_kantor ADD COLUMN dasar text NOT NULL DEFAULT 'catatan' CHECK (dasar IN ('catatan', 'izin'));

    CREATE TABLE identitas (
        baris_id UUID NOT NULL PRIMARY KEY,
        anggota_id UUID NOT NULL REFERENCES orang (id),
        identitas_id UUID NOT NULL,
        sejak INSTANT NOT NULL,
        sampai INSTANT
    );
    CREATE UNIQUE INDEX uq_identitas_kini ON identitas (anggota_id) WHERE sampai IS NULL;
    CREATE INDEX ix_identitas_anggota ON identitas (anggota_id, sejak);
    CREATE INDEX ix_identitas_identitas ON identitas (identitas_id) WHERE sampai IS NULL;

    CREATE INDEX ix_jejak_akses_petunjuk ON jejak_akses (kantor_id, pada) WHERE tindakan = 'petunjuk';
    ";

const LEADS: &str = "
    CREATE TABLE izin_orang (
        izin_id UUID NOT NULL PRIMARY KEY REFERENCES izin (id),
        orang_id UUID NOT NULL REFERENCES orang (id),
        milik_id UUID NOT NULL REFERENCES orang (id)
    );
    CREATE INDEX ix_izin_orang_orang ON izin_orang (orang_id);
    CREATE INDEX ix_izin_orang_milik ON izin_orang (milik_id);
    ";

pub fn up() -> String {
    let requests = crate::sql::record(
        "izin",
        About::Nobody,
        &["diminta", "disetujui", "ditolak", "dicabut", "berakhir"],
        "dibatalkan_pada INSTANT,
        kantor_tujuan text NOT NULL,
        nama text NOT NULL CHECK (length(nama) BETWEEN 1 AND 200),
        tanggal_lahir DAY NOT NULL,
        keperluan text NOT NULL CHECK (length(keperluan) BETWEEN 1 AND 500),
        diminta_pada DAY NOT NULL,
        disetujui_pada DAY,
        ditolak_pada DAY,
        dicabut_pada DAY,
        berakhir_pada DAY,
        CHECK (status <> 'disetujui' OR disetujui_pada IS NOT NULL),
        CHECK (status <> 'ditolak' OR ditolak_pada IS NOT NULL),
        CHECK (status <> 'dicabut' OR dicabut_pada IS NOT NULL),
        CHECK (status <> 'berakhir' OR (disetujui_pada IS NOT NULL AND berakhir_pada IS NOT NULL))",
    );
    let once = "
    DROP INDEX uq_izin_isi;
    CREATE UNIQUE INDEX uq_izin_isi ON izin (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE INDEX ix_izin_tujuan ON izin (kantor_tujuan, id);";
    [PEOPLE, &requests, once, LEADS].concat()
}
