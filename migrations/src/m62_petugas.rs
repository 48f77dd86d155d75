//! Lists are ordered by officer alike on both databases: letter by letter, as `SQLite` does without being told, and along an index for each kind
//! whose records have one.

pub fn up() -> String {
    "CREATE INDEX ix_sesi_petugas ON sesi (kantor_id, petugas, id);
    CREATE INDEX ix_rekomendasi_paspor_petugas ON rekomendasi_paspor (kantor_id, petugas, id);
    CREATE INDEX ix_rekomendasi_p3mi_petugas ON rekomendasi_p3mi (kantor_id, petugas, id);
    --only postgres
    ALTER TABLE pengaduan ALTER COLUMN petugas TYPE PLAIN;
    ALTER TABLE brafaks ALTER COLUMN petugas TYPE PLAIN;
    ALTER TABLE klaim ALTER COLUMN petugas TYPE PLAIN;
    ALTER TABLE sesi ALTER COLUMN petugas TYPE PLAIN;
    ALTER TABLE rekomendasi_paspor ALTER COLUMN petugas TYPE PLAIN;
    ALTER TABLE rekomendasi_p3mi ALTER COLUMN petugas TYPE PLAIN;
    --both"
        .to_owned()
}
