//! Arrivals, returns, rehabilitation, empowerment.

use crate::sql::{About, record};

pub fn up() -> String {
    [arrivals(), aftercare(), "CREATE INDEX ix_kepulangan_kedatangan ON kepulangan (kedatangan_id);".to_owned()]
        .concat()
}

fn arrivals() -> String {
    let kedatangan = record(
        "kedatangan",
        About::Nobody,
        &["tercatat"],
        "tiba_pada DAY NOT NULL,
        penerbangan text NOT NULL,
        terminal text,
        negara text,
        dasar_surat text,
        jumlah_diharapkan WHOLE CHECK (jumlah_diharapkan >= 0),
        keterangan text",
    );
    let kepulangan = record(
        "kepulangan",
        About::Person,
        &["tiba", "dipulangkan", "selesai"],
        "kedatangan_id UUID REFERENCES kedatangan (id),
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
        CHECK (pulang_pada IS NULL OR pulang_pada >= tiba_pada),
        CHECK (serah_terima_pada IS NULL OR serah_terima_pada >= tiba_pada),
        CHECK (status <> 'dipulangkan' OR pulang_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR serah_terima_pada IS NOT NULL)",
    );
    [kedatangan, kepulangan].concat()
}

fn aftercare() -> String {
    let rehabilitasi = record(
        "rehabilitasi",
        About::Person,
        &["pendataan", "identifikasi", "pelaksanaan", "selesai", "ditolak"],
        "didata_pada DAY NOT NULL,
        bermasalah boolean NOT NULL,
        identifikasi_pada DAY,
        pelaksanaan_pada DAY,
        selesai_pada DAY,
        ditolak_pada DAY,
        tempat text,
        kebutuhan_sandi BYTES,
        CHECK (identifikasi_pada IS NULL OR identifikasi_pada >= didata_pada),
        CHECK (pelaksanaan_pada IS NULL OR pelaksanaan_pada >= didata_pada),
        CHECK (selesai_pada IS NULL OR (pelaksanaan_pada IS NOT NULL AND selesai_pada >= pelaksanaan_pada)),
        CHECK (status NOT IN ('pelaksanaan', 'selesai') OR pelaksanaan_pada IS NOT NULL),
        CHECK (status <> 'ditolak' OR ditolak_pada IS NOT NULL)",
    );
    let pemberdayaan = record(
        "pemberdayaan",
        About::Person,
        &["terdaftar", "hadir", "tidak_hadir"],
        "kegiatan text NOT NULL,
        tanggal DAY NOT NULL,
        peserta text NOT NULL CHECK (peserta IN ('purna_pmi', 'keluarga')),
        hadir boolean,
        tempat text,
        CHECK (status <> 'hadir' OR hadir)",
    );
    [rehabilitasi, pemberdayaan].concat()
}
