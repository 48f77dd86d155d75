//! The airport desk without a line: receipts of what desks sent, and fields that were filled in differently on two sides.

const OPERASI: &str = "
    CREATE TABLE operasi (
        id UUID NOT NULL PRIMARY KEY,
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        jenis text NOT NULL,
        sidik text NOT NULL CHECK (length(sidik) = 64),
        minta_id UUID,
        catatan_id UUID,
        hasil JSON NOT NULL,
        pada INSTANT NOT NULL
    );
    CREATE INDEX ix_operasi_minta ON operasi (minta_id) WHERE minta_id IS NOT NULL;";

const SELISIH: &str = "
    CREATE TABLE selisih (
        id UUID NOT NULL PRIMARY KEY,
        nomor text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        orang_id UUID NOT NULL REFERENCES orang (id),
        kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
        status text NOT NULL CHECK (status IN ('terbuka', 'selesai')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dibatalkan_pada INSTANT,
        kepulangan_id UUID NOT NULL REFERENCES kepulangan (id),
        isian text NOT NULL,
        uraian text NOT NULL,
        tersimpan_sandi BYTES,
        diajukan_sandi BYTES,
        diajukan_oleh text,
        operasi text,
        dicatat_pada DAY NOT NULL,
        diputuskan_pada DAY,
        pilihan text,
        CHECK ((status = 'selesai') = (diputuskan_pada IS NOT NULL)),
        CHECK ((diputuskan_pada IS NULL) = (pilihan IS NULL))
    );
    CREATE UNIQUE INDEX uq_selisih_nomor ON selisih (kantor_id, nomor);
    CREATE UNIQUE INDEX uq_selisih_isi ON selisih (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE INDEX ix_selisih_urut ON selisih (kantor_id, id);
    CREATE INDEX ix_selisih_orang ON selisih (orang_id);
    CREATE INDEX ix_selisih_kepulangan ON selisih (kepulangan_id);";

pub fn up() -> String {
    [OPERASI, SELISIH].concat()
}
