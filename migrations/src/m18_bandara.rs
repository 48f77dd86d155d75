//! The airport desk: arrivals and returns with all their stages, and the lines of manifests. A state cannot be added to a check,
//! so both tables are made anew and their rows are carried over.

const ARRIVALS: &str =
    "id, nomor, kantor_id, kunci_isi, status, versi, dibuat_pada, diubah_pada, dibatalkan_pada, tiba_pada,
    penerbangan, terminal, negara, dasar_surat, jumlah_diharapkan, keterangan";

const KEDATANGAN: &str = "
    CREATE TABLE kedatangan (
        id UUID NOT NULL PRIMARY KEY,
        nomor text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
        status text NOT NULL CHECK (status IN ('tercatat', 'berlangsung', 'selesai')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dibatalkan_pada INSTANT,
        tiba_pada DAY NOT NULL,
        penerbangan text NOT NULL,
        terminal text,
        negara text,
        dasar_surat text,
        jumlah_diharapkan WHOLE CHECK (jumlah_diharapkan >= 0),
        keterangan text,
        jenis text,
        tiba_jam text CHECK (length(tiba_jam) = 5),
        asal text,
        jenis_dasar text,
        brafaks_id UUID REFERENCES brafaks (id),
        dimulai_pada DAY,
        selesai_pada DAY,
        CHECK (status <> 'berlangsung' OR dimulai_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR selesai_pada IS NOT NULL)
    );";

const RETURNS: &str = "id, nomor, kantor_id, orang_id, kunci_isi, status, versi, dibuat_pada, diubah_pada, dibatalkan_pada,
    kedatangan_id, tiba_pada, negara, kategori, alasan, jabatan, prosedural, tempat_layanan, cara_pulang, kesehatan_sandi,
    rumah_sakit, pulang_pada, serah_terima_pada, penerima, keterangan";

const KEPULANGAN: &str = "
    CREATE TABLE kepulangan (
        id UUID NOT NULL PRIMARY KEY,
        nomor text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        orang_id UUID NOT NULL REFERENCES orang (id),
        kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
        status text NOT NULL CHECK (status IN ('tiba', 'dirawat', 'ditampung', 'dipulangkan', 'selesai')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dibatalkan_pada INSTANT,
        kedatangan_id UUID REFERENCES kedatangan (id),
        tiba_pada DAY NOT NULL,
        negara text,
        kategori text NOT NULL,
        alasan text,
        jabatan text,
        prosedural boolean,
        tempat_layanan text,
        cara_pulang text,
        kesehatan_sandi BYTES,
        rumah_sakit text,
        pulang_pada DAY,
        serah_terima_pada DAY,
        penerima text,
        keterangan text,
        tiba_jam text CHECK (length(tiba_jam) = 5),
        alasan_lain text,
        kelompok_usia text,
        pendamping_id UUID REFERENCES kepulangan (id),
        p3mi text,
        hak_belum_dibayar text,
        ingin_mengadu boolean,
        dirawat_pada DAY,
        nomor_rujukan text,
        ditampung_pada DAY,
        tujuan text,
        angkutan text,
        nomor_tiket text,
        biaya_rp WHOLE CHECK (biaya_rp >= 0),
        mata_anggaran text,
        meninggal_pada DAY,
        dokumen_jenazah text,
        keluarga_diberi_tahu_pada DAY,
        jenis_penerima text,
        saksi text,
        nomor_ba text,
        kantor_asal text REFERENCES kantor (kode),
        asal_diberi_tahu_pada DAY,
        tiba_di_asal_pada DAY,
        selesai_pada DAY,
        CHECK (pulang_pada IS NULL OR pulang_pada >= tiba_pada),
        CHECK (serah_terima_pada IS NULL OR serah_terima_pada >= tiba_pada),
        CHECK (selesai_pada IS NULL OR selesai_pada >= tiba_pada),
        CHECK (pendamping_id IS NULL OR pendamping_id <> id),
        CHECK (status <> 'dirawat' OR dirawat_pada IS NOT NULL),
        CHECK (status <> 'ditampung' OR ditampung_pada IS NOT NULL),
        CHECK (status <> 'dipulangkan' OR pulang_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR serah_terima_pada IS NOT NULL OR selesai_pada IS NOT NULL)
    );";

const INDEXES: &str = "
    CREATE UNIQUE INDEX uq_kedatangan_nomor ON kedatangan (kantor_id, nomor);
    CREATE UNIQUE INDEX uq_kedatangan_isi ON kedatangan (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE INDEX ix_kedatangan_urut ON kedatangan (kantor_id, id);
    CREATE INDEX ix_kedatangan_hari ON kedatangan (kantor_id, tiba_pada);
    CREATE UNIQUE INDEX uq_kepulangan_nomor ON kepulangan (kantor_id, nomor);
    CREATE UNIQUE INDEX uq_kepulangan_isi ON kepulangan (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE INDEX ix_kepulangan_urut ON kepulangan (kantor_id, id);
    CREATE INDEX ix_kepulangan_hari ON kepulangan (kantor_id, tiba_pada);
    CREATE INDEX ix_kepulangan_orang ON kepulangan (orang_id);
    CREATE INDEX ix_kepulangan_kedatangan ON kepulangan (kedatangan_id);
    CREATE INDEX ix_kepulangan_pendamping ON kepulangan (pendamping_id) WHERE pendamping_id IS NOT NULL;
    CREATE INDEX ix_kepulangan_asal ON kepulangan (kantor_asal, id) WHERE kantor_asal IS NOT NULL;";

/// Somebody whom a manifest announces. What identifies the person is sealed; the indexes find the same person again.
const MANIFES: &str = "
    CREATE TABLE manifes (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        kedatangan_id UUID NOT NULL REFERENCES kedatangan (id),
        baris WHOLE NOT NULL CHECK (baris >= 1),
        nama text NOT NULL,
        nama_baku text NOT NULL,
        tanggal_lahir DAY,
        jenis_kelamin text,
        nik_indeks text,
        dokumen_indeks text,
        isi_sandi BYTES NOT NULL,
        status text NOT NULL CHECK (status IN ('diharapkan', 'ditemui', 'tidak_datang', 'ditarik')),
        jenis_catatan text,
        catatan_id UUID,
        diambil_oleh text,
        diambil_pada INSTANT,
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        CHECK ((status = 'ditemui') = (catatan_id IS NOT NULL)),
        CHECK ((catatan_id IS NULL) = (jenis_catatan IS NULL)),
        CHECK ((diambil_oleh IS NULL) = (diambil_pada IS NULL))
    );
    CREATE UNIQUE INDEX uq_manifes_catatan ON manifes (catatan_id) WHERE catatan_id IS NOT NULL;
    CREATE INDEX ix_manifes_kedatangan ON manifes (kedatangan_id, baris);
    CREATE INDEX ix_manifes_nik ON manifes (nik_indeks) WHERE nik_indeks IS NOT NULL;
    CREATE INDEX ix_manifes_dokumen ON manifes (dokumen_indeks) WHERE dokumen_indeks IS NOT NULL;";

pub fn up() -> String {
    let old = [
        "uq_kedatangan_nomor",
        "uq_kedatangan_isi",
        "ix_kedatangan_urut",
        "uq_kepulangan_nomor",
        "uq_kepulangan_isi",
        "ix_kepulangan_urut",
        "ix_kepulangan_orang",
        "ix_kepulangan_kedatangan",
    ];
    let old = old.map(|name| format!("DROP INDEX {name};")).concat();
    format!(
        "{old}
        ALTER TABLE kepulangan RENAME TO kepulangan_lama;
        ALTER TABLE kedatangan RENAME TO kedatangan_lama;
        {KEDATANGAN}
        INSERT INTO kedatangan ({ARRIVALS}) SELECT {ARRIVALS} FROM kedatangan_lama;
        {KEPULANGAN}
        INSERT INTO kepulangan ({RETURNS}) SELECT {RETURNS} FROM kepulangan_lama;
        DROP TABLE kepulangan_lama;
        DROP TABLE kedatangan_lama;
        {INDEXES}
        {MANIFES}"
    )
}
