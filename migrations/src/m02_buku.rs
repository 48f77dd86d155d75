//! The books: history, the ledger of facts, the access log, numbering, idempotency, imports, jobs.

const SQL: &str = "
    CREATE TABLE riwayat (
        id UUID NOT NULL PRIMARY KEY,
        jenis text NOT NULL,
        catatan_id UUID NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dari text,
        ke text NOT NULL,
        alasan text NOT NULL,
        perubahan JSON NOT NULL,
        pelaku_id UUID,
        pelaku text NOT NULL,
        terjadi_pada INSTANT NOT NULL,
        dicatat_pada INSTANT NOT NULL,
        CHECK ((versi = 1) = (dari IS NULL))
    );
    CREATE UNIQUE INDEX uq_riwayat_versi ON riwayat (catatan_id, versi);

    CREATE TABLE fakta (
        id UUID NOT NULL PRIMARY KEY,
        jenis text NOT NULL,
        catatan_id UUID NOT NULL,
        ukuran text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        orang_id UUID,
        hari DAY NOT NULL,
        hari_akhir DAY,
        dihitung boolean NOT NULL,
        alasan text,
        jumlah WHOLE NOT NULL,
        kategori text,
        negara text,
        kelamin text,
        provinsi text,
        dicatat_dari INSTANT NOT NULL,
        dicatat_sampai INSTANT,
        riwayat_id UUID NOT NULL REFERENCES riwayat (id),
        riwayat_akhir_id UUID REFERENCES riwayat (id),
        CHECK (dihitung = (alasan IS NULL)),
        CHECK ((dicatat_sampai IS NULL) = (riwayat_akhir_id IS NULL)),
        CHECK (dicatat_sampai IS NULL OR dicatat_sampai >= dicatat_dari)
    );
    CREATE INDEX ix_fakta_kini ON fakta (ukuran, kantor_id, dihitung, hari, hari_akhir, jumlah)
        WHERE dicatat_sampai IS NULL;
    CREATE INDEX ix_fakta_kala ON fakta
        (ukuran, kantor_id, dihitung, hari, dicatat_dari, dicatat_sampai, hari_akhir, jumlah);
    CREATE INDEX ix_fakta_catatan ON fakta (catatan_id);

    CREATE TABLE jejak_akses (
        id UUID NOT NULL PRIMARY KEY,
        pada INSTANT NOT NULL,
        pelaku_id UUID,
        pelaku text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        tindakan text NOT NULL,
        jenis text NOT NULL,
        dibuka boolean NOT NULL,
        permintaan UUID NOT NULL
    );
    CREATE INDEX ix_jejak_akses_pelaku ON jejak_akses (pelaku_id, pada);

    CREATE TABLE jejak_orang (
        jejak_id UUID NOT NULL REFERENCES jejak_akses (id),
        orang_id UUID NOT NULL,
        PRIMARY KEY (jejak_id, orang_id)
    );
    CREATE INDEX ix_jejak_orang_orang ON jejak_orang (orang_id);

    CREATE TABLE penomoran (
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        jenis text NOT NULL,
        tahun integer NOT NULL,
        terakhir WHOLE NOT NULL CHECK (terakhir >= 0),
        PRIMARY KEY (kantor_id, jenis, tahun)
    );

    CREATE TABLE idempotensi (
        pengguna_id UUID NOT NULL,
        kunci text NOT NULL CHECK (length(kunci) BETWEEN 1 AND 255),
        sidik text NOT NULL,
        jenis text NOT NULL,
        catatan_id UUID NOT NULL,
        pada INSTANT NOT NULL,
        PRIMARY KEY (pengguna_id, kunci)
    );

    CREATE TABLE impor (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        jenis text NOT NULL,
        nama_berkas text NOT NULL,
        sidik text NOT NULL CHECK (length(sidik) = 64),
        baris WHOLE NOT NULL,
        baru WHOLE NOT NULL,
        sudah_ada WHOLE NOT NULL,
        pelaku text NOT NULL,
        pada INSTANT NOT NULL
    );
    CREATE INDEX ix_impor_sidik ON impor (kantor_id, jenis, sidik);

    CREATE TABLE setelan (
        nama text NOT NULL PRIMARY KEY,
        isi text NOT NULL
    );

    CREATE TABLE tugas (
        nama text NOT NULL,
        jatuh_tempo DAY NOT NULL,
        pemilik UUID NOT NULL,
        dimulai_pada INSTANT NOT NULL,
        sewa_sampai INSTANT NOT NULL,
        selesai_pada INSTANT,
        hasil text,
        PRIMARY KEY (nama, jatuh_tempo)
    );
    ";

pub fn up() -> String {
    SQL.to_owned()
}
