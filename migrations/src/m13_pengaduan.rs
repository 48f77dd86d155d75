//! Complaints with all their stages, their referral as a record of its own, and telegrams of missions. A state cannot be added to a check, so the
//! table is made anew and its rows are carried over.

const CARRIED: &str = "id, nomor, kantor_id, orang_id, kunci_isi, status, versi, dibuat_pada, diubah_pada, dibatalkan_pada,
    diterima_pada, kanal, pelapor, hubungan_pelapor, telepon_pelapor_sandi, negara, jenis_kasus, pemberi_kerja, prosedural,
    kronologi, nomor_siskop2mi, siskop2mi_pada, diverifikasi_pada, dilimpahkan_pada, dilimpahkan_ke, selesai_pada, hasil,
    ditutup_pada, dasar_penutupan, dibuka_kembali_pada";

const PENGADUAN: &str = "
    CREATE TABLE pengaduan (
        id UUID NOT NULL PRIMARY KEY,
        nomor text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        orang_id UUID NOT NULL REFERENCES orang (id),
        kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
        status text NOT NULL CHECK (status IN ('diterima', 'dokumen_kurang', 'diverifikasi', 'klarifikasi_1',
            'klarifikasi_2', 'mediasi', 'dilimpahkan', 'selesai', 'ditutup', 'dicabut')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dibatalkan_pada INSTANT,
        diterima_pada DAY NOT NULL,
        kanal text NOT NULL,
        pelapor text NOT NULL,
        hubungan_pelapor text NOT NULL,
        telepon_pelapor_sandi BYTES,
        negara text,
        jenis_kasus text NOT NULL,
        pemberi_kerja text,
        prosedural boolean,
        kronologi text,
        nomor_siskop2mi text,
        siskop2mi_pada DAY,
        diverifikasi_pada DAY,
        dilimpahkan_pada DAY,
        dilimpahkan_ke text,
        selesai_pada DAY,
        hasil text,
        ditutup_pada DAY,
        dasar_penutupan text,
        dibuka_kembali_pada DAY,
        diterima_jam text CHECK (length(diterima_jam) = 5),
        nomor_asal text,
        surat_kuasa text,
        jenis_lain text,
        jenis_pemberi_kerja text,
        p3mi text,
        tuntutan text,
        kegentingan text,
        petugas text,
        dokumen_kurang_pada DAY,
        dokumen_kurang text,
        klarifikasi_1_pada DAY,
        klarifikasi_2_pada DAY,
        komitmen_sampai DAY,
        mediasi_pada DAY,
        limpah_kantor text,
        surat_limpah text,
        kontak_pada DAY,
        dicabut_pada DAY,
        pertama_berakhir_pada DAY,
        pertama_berakhir text CHECK (pertama_berakhir IN ('selesai', 'ditutup', 'dicabut', 'dilimpahkan')),
        CHECK (diverifikasi_pada IS NULL OR diverifikasi_pada >= diterima_pada),
        CHECK (dilimpahkan_pada IS NULL OR dilimpahkan_pada >= diterima_pada),
        CHECK (selesai_pada IS NULL OR selesai_pada >= diterima_pada),
        CHECK (ditutup_pada IS NULL OR ditutup_pada >= diterima_pada),
        CHECK (dicabut_pada IS NULL OR dicabut_pada >= diterima_pada),
        CHECK (klarifikasi_1_pada IS NULL OR klarifikasi_1_pada >= diterima_pada),
        CHECK (klarifikasi_2_pada IS NULL OR klarifikasi_2_pada >= klarifikasi_1_pada),
        CHECK (mediasi_pada IS NULL OR mediasi_pada >= diterima_pada),
        CHECK ((dilimpahkan_pada IS NULL) = (dilimpahkan_ke IS NULL)),
        CHECK (status <> 'dokumen_kurang' OR dokumen_kurang_pada IS NOT NULL),
        CHECK (status <> 'klarifikasi_1' OR klarifikasi_1_pada IS NOT NULL),
        CHECK (status <> 'klarifikasi_2' OR klarifikasi_2_pada IS NOT NULL),
        CHECK (status <> 'mediasi' OR mediasi_pada IS NOT NULL),
        CHECK (status <> 'dilimpahkan' OR dilimpahkan_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR (selesai_pada IS NOT NULL AND hasil IS NOT NULL)),
        CHECK (status <> 'ditutup' OR (ditutup_pada IS NOT NULL AND dasar_penutupan IS NOT NULL)),
        CHECK (status <> 'dicabut' OR dicabut_pada IS NOT NULL),
        CHECK (siskop2mi_pada IS NULL OR nomor_siskop2mi IS NOT NULL)
    );";

const INDEXES: &str = "
    CREATE UNIQUE INDEX uq_pengaduan_nomor ON pengaduan (kantor_id, nomor);
    CREATE UNIQUE INDEX uq_pengaduan_isi ON pengaduan (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE UNIQUE INDEX uq_pengaduan_siskop2mi ON pengaduan (kantor_id, nomor_siskop2mi)
        WHERE nomor_siskop2mi IS NOT NULL AND dibatalkan_pada IS NULL;
    CREATE INDEX ix_pengaduan_urut ON pengaduan (kantor_id, id);
    CREATE INDEX ix_pengaduan_orang ON pengaduan (orang_id);";

const PELIMPAHAN: &str = "
    CREATE TABLE pelimpahan (
        id UUID NOT NULL PRIMARY KEY,
        nomor text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
        status text NOT NULL CHECK (status IN ('dikirim', 'diterima', 'ditolak', 'dikembalikan', 'selesai')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dibatalkan_pada INSTANT,
        pengaduan_id UUID NOT NULL REFERENCES pengaduan (id),
        tujuan text NOT NULL,
        kantor_tujuan text REFERENCES kantor (kode),
        nomor_surat text,
        dikirim_pada DAY NOT NULL,
        diterima_pada DAY,
        nomor_terima text,
        ditolak_pada DAY,
        dikembalikan_pada DAY,
        selesai_pada DAY,
        hasil text,
        CHECK (status <> 'diterima' OR diterima_pada IS NOT NULL),
        CHECK (status <> 'ditolak' OR ditolak_pada IS NOT NULL),
        CHECK (status <> 'dikembalikan' OR dikembalikan_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR (selesai_pada IS NOT NULL AND hasil IS NOT NULL))
    );
    CREATE UNIQUE INDEX uq_pelimpahan_nomor ON pelimpahan (kantor_id, nomor);
    CREATE UNIQUE INDEX uq_pelimpahan_isi ON pelimpahan (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE INDEX ix_pelimpahan_urut ON pelimpahan (kantor_id, id);
    CREATE INDEX ix_pelimpahan_tujuan ON pelimpahan (kantor_tujuan, id) WHERE kantor_tujuan IS NOT NULL;
    CREATE INDEX ix_pelimpahan_pengaduan ON pelimpahan (pengaduan_id);";

const BRAFAKS: &str = "
    CREATE TABLE brafaks (
        id UUID NOT NULL PRIMARY KEY,
        nomor text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
        status text NOT NULL CHECK (status IN ('diagenda', 'didisposisi', 'dijawab', 'diarsipkan')),
        versi WHOLE NOT NULL CHECK (versi >= 1),
        dibuat_pada INSTANT NOT NULL,
        diubah_pada INSTANT NOT NULL,
        dibatalkan_pada INSTANT,
        diterima_pada DAY NOT NULL,
        nomor_agenda text NOT NULL,
        perwakilan text NOT NULL,
        negara text,
        nomor_brafaks text NOT NULL,
        tanggal_brafaks DAY NOT NULL,
        sifat text NOT NULL,
        perihal text NOT NULL,
        disposisi_pada DAY,
        instruksi text,
        tenggat DAY,
        petugas text,
        dijawab_pada DAY,
        nomor_jawaban text,
        diarsipkan_pada DAY,
        kode_arsip text,
        CHECK (diterima_pada >= tanggal_brafaks),
        CHECK (status <> 'didisposisi' OR (disposisi_pada IS NOT NULL AND instruksi IS NOT NULL)),
        CHECK (status <> 'dijawab' OR (dijawab_pada IS NOT NULL AND nomor_jawaban IS NOT NULL)),
        CHECK (status <> 'diarsipkan' OR (diarsipkan_pada IS NOT NULL AND kode_arsip IS NOT NULL))
    );
    CREATE UNIQUE INDEX uq_brafaks_nomor ON brafaks (kantor_id, nomor);
    CREATE UNIQUE INDEX uq_brafaks_isi ON brafaks (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;
    CREATE INDEX ix_brafaks_urut ON brafaks (kantor_id, id);";

pub fn up() -> String {
    let old = ["nomor", "isi", "siskop2mi"].map(|name| format!("DROP INDEX uq_pengaduan_{name};"));
    format!(
        "{}
        DROP INDEX ix_pengaduan_urut;
        DROP INDEX ix_pengaduan_orang;
        ALTER TABLE pengaduan RENAME TO pengaduan_lama;
        {PENGADUAN}
        INSERT INTO pengaduan ({CARRIED}) SELECT {CARRIED} FROM pengaduan_lama;
        DROP TABLE pengaduan_lama;
        {INDEXES}
        {PELIMPAHAN}
        {BRAFAKS}",
        old.concat()
    )
}
