//! A list by status reads only its page, also where few of an office's records have the status; complaints have the index already.

pub fn up() -> String {
    "CREATE INDEX ix_anggaran_status ON anggaran (kantor_id, status, id);
    CREATE INDEX ix_brafaks_status ON brafaks (kantor_id, status, id);
    CREATE INDEX ix_izin_status ON izin (kantor_id, status, id);
    CREATE INDEX ix_kedatangan_status ON kedatangan (kantor_id, status, id);
    CREATE INDEX ix_kegiatan_status ON kegiatan (kantor_id, status, id);
    CREATE INDEX ix_kepulangan_status ON kepulangan (kantor_id, status, id);
    CREATE INDEX ix_kerja_sama_status ON kerja_sama (kantor_id, status, id);
    CREATE INDEX ix_klaim_status ON klaim (kantor_id, status, id);
    CREATE INDEX ix_layanan_status ON layanan (kantor_id, status, id);
    CREATE INDEX ix_nilai_status ON nilai (kantor_id, status, id);
    CREATE INDEX ix_opp_status ON opp (kantor_id, status, id);
    CREATE INDEX ix_pelimpahan_status ON pelimpahan (kantor_id, status, id);
    CREATE INDEX ix_pemberdayaan_status ON pemberdayaan (kantor_id, status, id);
    CREATE INDEX ix_pencari_kerja_status ON pencari_kerja (kantor_id, status, id);
    CREATE INDEX ix_pencegahan_status ON pencegahan (kantor_id, status, id);
    CREATE INDEX ix_penempatan_status ON penempatan (kantor_id, status, id);
    CREATE INDEX ix_rehabilitasi_status ON rehabilitasi (kantor_id, status, id);
    CREATE INDEX ix_rencana_aksi_status ON rencana_aksi (kantor_id, status, id);
    CREATE INDEX ix_selisih_status ON selisih (kantor_id, status, id);
    CREATE INDEX ix_verifikasi_status ON verifikasi (kantor_id, status, id);"
        .to_owned()
}
