//! Lists in other orders than the newest first are read along an index: all by what is due, by day where they grow large, and by officer where
//! records have one. By number and by status every kind is indexed already. And the lists that users
//! name, with their filters.

pub fn up() -> String {
    "CREATE INDEX ix_daftar_tugas_jenis ON daftar_tugas (jenis, jatuh_tempo, catatan_id);
    DROP INDEX ix_kepulangan_hari;
    CREATE INDEX ix_kepulangan_hari ON kepulangan (kantor_id, tiba_pada, id);
    CREATE INDEX ix_layanan_hari ON layanan (kantor_id, mulai_pada, id);
    CREATE INDEX ix_pemberdayaan_hari ON pemberdayaan (kantor_id, tanggal, id);
    CREATE INDEX ix_pencegahan_hari ON pencegahan (kantor_id, diterima_pada, id);
    CREATE INDEX ix_klaim_hari ON klaim (kantor_id, (COALESCE(dilaporkan_pada, diajukan_pada)), id);
    CREATE INDEX ix_klaim_petugas ON klaim (kantor_id, petugas, id);
    CREATE INDEX ix_pencari_kerja_hari ON pencari_kerja (kantor_id, dicatat_pada, id);
    CREATE INDEX ix_verifikasi_hari ON verifikasi (kantor_id, dijadwalkan_pada, id);
    CREATE INDEX ix_penempatan_hari ON penempatan (kantor_id, epmi_terbit_pada, id);
    CREATE INDEX ix_opp_hari ON opp (kantor_id, dijadwalkan_pada, id);
    CREATE INDEX ix_brafaks_petugas ON brafaks (kantor_id, petugas, id);

    CREATE TABLE saringan (
        id UUID NOT NULL PRIMARY KEY,
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        jenis text NOT NULL,
        nama text NOT NULL CHECK (nama <> ''),
        isi JSON NOT NULL,
        dibagikan boolean NOT NULL,
        pemilik text NOT NULL,
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dihapus_pada INSTANT
    );
    CREATE UNIQUE INDEX uq_saringan_nama ON saringan (pengguna_id, kantor_id, jenis, nama) WHERE dihapus_pada IS NULL;
    CREATE INDEX ix_saringan_kantor ON saringan (kantor_id, jenis);"
        .to_owned()
}
