//! Erasing a person: who asked and who approved, what holds it up, who has been erased, and the second stamp of lines of history whose words
//! were taken out.

pub fn up() -> String {
    "CREATE TABLE penahanan (
        id UUID NOT NULL PRIMARY KEY,
        orang_id UUID NOT NULL REFERENCES orang (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        alasan text NOT NULL CHECK (alasan <> ''),
        dipasang_id UUID,
        dipasang_oleh text NOT NULL,
        dipasang_pada INSTANT NOT NULL,
        diangkat_id UUID,
        diangkat_oleh text,
        diangkat_pada INSTANT,
        alasan_angkat text,
        CHECK ((diangkat_pada IS NULL) = (diangkat_oleh IS NULL)),
        CHECK ((diangkat_pada IS NULL) = (alasan_angkat IS NULL)),
        CHECK (diangkat_id IS NULL OR dipasang_id IS NULL OR diangkat_id <> dipasang_id)
    );
    CREATE UNIQUE INDEX uq_penahanan_kini ON penahanan (orang_id, kantor_id) WHERE diangkat_pada IS NULL;
    CREATE INDEX ix_penahanan_orang ON penahanan (orang_id, dipasang_pada);

    CREATE TABLE penghapusan (
        id UUID NOT NULL PRIMARY KEY,
        orang_id UUID NOT NULL REFERENCES orang (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        permintaan_id UUID REFERENCES permintaan_data (id),
        tahun WHOLE,
        alasan text NOT NULL CHECK (alasan <> ''),
        status text NOT NULL CHECK (status IN ('diusulkan', 'dilaksanakan', 'ditolak')),
        diusulkan_id UUID NOT NULL,
        diusulkan_oleh text NOT NULL,
        diusulkan_pada INSTANT NOT NULL,
        diputus_id UUID,
        diputus_oleh text,
        diputus_pada INSTANT,
        alasan_putus text,
        CHECK ((status = 'diusulkan') = (diputus_pada IS NULL)),
        CHECK ((diputus_pada IS NULL) = (diputus_oleh IS NULL)),
        CHECK ((diputus_pada IS NULL) = (diputus_id IS NULL)),
        CHECK (status <> 'dilaksanakan' OR diputus_id <> diusulkan_id)
    );
    CREATE UNIQUE INDEX uq_penghapusan_kini ON penghapusan (orang_id) WHERE status = 'diusulkan';
    CREATE INDEX ix_penghapusan_orang ON penghapusan (orang_id, diusulkan_pada);
    CREATE INDEX ix_penghapusan_tahun ON penghapusan (tahun, kantor_id) WHERE tahun IS NOT NULL;

    CREATE TABLE orang_musnah (
        orang_id UUID NOT NULL PRIMARY KEY,
        penghapusan_id UUID,
        oleh text NOT NULL,
        pada INSTANT NOT NULL
    );

    CREATE TABLE riwayat_musnah (
        riwayat_id UUID NOT NULL PRIMARY KEY REFERENCES riwayat (id),
        meterai BYTES NOT NULL
    );"
    .to_owned()
}
