//! Closings: what was signed, figure by figure, each chained to the one before it; what the nightly audit found; and counts
//! that are kept, so that a figure of now need not be counted from the beginning of the year.

const SQL: &str = "
    CREATE TABLE penutupan (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        lingkup JSON NOT NULL,
        perjanjian text NOT NULL,
        perjanjian_versi WHOLE NOT NULL,
        batas_capaian WHOLE,
        tahun WHOLE NOT NULL,
        tw WHOLE NOT NULL CHECK (tw BETWEEN 0 AND 4),
        revisi WHOLE NOT NULL CHECK (revisi >= 0),
        alasan text,
        status text NOT NULL CHECK (status IN ('disiapkan', 'ditinjau', 'ditandatangani', 'dibuang')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        pada INSTANT NOT NULL,
        daftar_periksa JSON NOT NULL,
        disiapkan_id UUID,
        disiapkan_oleh text NOT NULL,
        ditinjau_id UUID,
        ditinjau_oleh text,
        ditinjau_pada INSTANT,
        catatan_tinjauan text,
        ditandatangani_id UUID,
        ditandatangani_oleh text,
        ditandatangani_pada INSTANT,
        sidik text NOT NULL CHECK (length(sidik) = 64),
        urutan WHOLE CHECK (urutan >= 1),
        rantai_sebelum text CHECK (length(rantai_sebelum) = 64),
        rantai text CHECK (length(rantai) = 64),
        CHECK ((revisi = 0) = (alasan IS NULL)),
        CHECK (status NOT IN ('ditinjau', 'ditandatangani') OR (ditinjau_oleh IS NOT NULL AND ditinjau_pada IS NOT NULL)),
        CHECK ((status = 'ditandatangani') = (ditandatangani_oleh IS NOT NULL AND ditandatangani_pada IS NOT NULL)),
        CHECK ((status = 'ditandatangani') = (urutan IS NOT NULL AND rantai_sebelum IS NOT NULL AND rantai IS NOT NULL))
    );
    CREATE UNIQUE INDEX uq_penutupan_revisi ON penutupan (kantor_id, perjanjian, tahun, tw, revisi)
        WHERE status <> 'dibuang';
    CREATE UNIQUE INDEX uq_penutupan_urutan ON penutupan (kantor_id, urutan) WHERE urutan IS NOT NULL;

    CREATE TABLE penutupan_angka (
        penutupan_id UUID NOT NULL REFERENCES penutupan (id),
        no WHOLE NOT NULL,
        indikator text NOT NULL,
        judul text NOT NULL,
        satuan text NOT NULL,
        definisi_versi WHOLE NOT NULL,
        pembilang WHOLE NOT NULL,
        penyebut WHOLE,
        tidak_dihitung WHOLE NOT NULL,
        nilai text,
        kategori text,
        target text,
        capaian text,
        tercapai boolean,
        anggota WHOLE NOT NULL,
        sidik text NOT NULL CHECK (length(sidik) = 64),
        PRIMARY KEY (penutupan_id, no),
        CHECK (nilai IS NULL OR kategori IS NULL)
    );

    CREATE TABLE temuan_audit (
        id UUID NOT NULL PRIMARY KEY,
        tanggal DAY NOT NULL,
        macam text NOT NULL,
        jenis text NOT NULL,
        kantor_id UUID REFERENCES kantor (id),
        catatan_id UUID,
        nomor text NOT NULL,
        ukuran text,
        rincian text NOT NULL,
        ditemukan_pada INSTANT NOT NULL
    );
    CREATE TABLE hitungan (
        tahun WHOLE NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        ukuran text NOT NULL,
        tw integer NOT NULL CHECK (tw BETWEEN 0 AND 4),
        dihitung boolean NOT NULL,
        akhir integer NOT NULL CHECK (akhir BETWEEN 0 AND 5),
        banyak WHOLE NOT NULL CHECK (banyak >= 0),
        jumlah WHOLE NOT NULL,
        pada INSTANT NOT NULL,
        PRIMARY KEY (tahun, kantor_id, ukuran, tw, dihitung, akhir)
    );
    CREATE INDEX ix_temuan_audit_tanggal ON temuan_audit (tanggal);
    ";

pub fn up() -> String {
    SQL.to_owned()
}
