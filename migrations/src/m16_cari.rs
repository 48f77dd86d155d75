//! What records are found by: the words of people's names and the blind indexes of telephones, filled by the program when it
//! starts (what they are made of is partly sealed); and the indexes of the lists with their filters.

const SQL: &str = "
    CREATE TABLE orang_kata (
        asal_id UUID NOT NULL REFERENCES orang (id),
        kata PLAIN NOT NULL CHECK (length(kata) BETWEEN 1 AND 80),
        orang_id UUID NOT NULL REFERENCES orang (id),
        PRIMARY KEY (asal_id, kata)
    );
    CREATE INDEX ix_orang_kata ON orang_kata (kata, orang_id);
    CREATE INDEX ix_orang_kata_orang ON orang_kata (orang_id, kata);

    CREATE TABLE catatan_telepon (
        catatan_id UUID NOT NULL,
        isian text NOT NULL,
        indeks text NOT NULL CHECK (length(indeks) = 64),
        PRIMARY KEY (catatan_id, isian)
    );
    CREATE INDEX ix_catatan_telepon ON catatan_telepon (indeks, catatan_id);

    CREATE INDEX ix_pengaduan_status ON pengaduan (kantor_id, status, id);
    CREATE INDEX ix_pengaduan_jenis ON pengaduan (kantor_id, jenis_kasus, id);
    CREATE INDEX ix_pengaduan_negara ON pengaduan (kantor_id, negara, id);
    CREATE INDEX ix_pengaduan_petugas ON pengaduan (kantor_id, petugas, id);
    CREATE INDEX ix_pengaduan_hari ON pengaduan (kantor_id, diterima_pada, id);
    CREATE INDEX ix_pengaduan_nomor_siskop2mi ON pengaduan (nomor_siskop2mi) WHERE nomor_siskop2mi IS NOT NULL;
    CREATE INDEX ix_klaim_nomor_klaim ON klaim (nomor_klaim) WHERE nomor_klaim IS NOT NULL;
    CREATE INDEX ix_penempatan_nomor_epmi ON penempatan (nomor_epmi) WHERE nomor_epmi IS NOT NULL;
    CREATE INDEX ix_pengaduan_belum ON pengaduan (kantor_id, diterima_pada, id)
        WHERE nomor_siskop2mi IS NULL AND dibatalkan_pada IS NULL;
    ";

pub fn up() -> String {
    SQL.to_owned()
}
