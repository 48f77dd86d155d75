//! The life of a return: care given, people stopped from departing, rehabilitation with all its stages. A state cannot be added to
//! a check, so the table of rehabilitations is made anew and its rows are carried over.

use crate::sql::{About, kind};

const RETURNS: &str = "
    ALTER TABLE kepulangan ADD COLUMN pulih_pada DAY;
    ALTER TABLE kepulangan ADD COLUMN pencegahan_id UUID REFERENCES pencegahan (id);
    CREATE UNIQUE INDEX uq_kepulangan_pencegahan ON kepulangan (pencegahan_id)
        WHERE pencegahan_id IS NOT NULL AND dibatalkan_pada IS NULL;
    ALTER TABLE pemberdayaan ADD COLUMN kepulangan_id UUID REFERENCES kepulangan (id);
    CREATE INDEX ix_pemberdayaan_kegiatan ON pemberdayaan (kantor_id, tanggal, kegiatan);
    CREATE INDEX ix_pemberdayaan_kepulangan ON pemberdayaan (kepulangan_id) WHERE kepulangan_id IS NOT NULL;";

const KEPT: &str =
    "id, nomor, kantor_id, orang_id, kunci_isi, status, versi, dibuat_pada, diubah_pada, dibatalkan_pada, didata_pada,
    bermasalah, identifikasi_pada, pelaksanaan_pada, selesai_pada, ditolak_pada, tempat, kebutuhan_sandi";

pub fn up() -> String {
    [prevented(), RETURNS.to_owned(), services(), rehabilitation()].concat()
}

fn prevented() -> String {
    let table = kind(
        "pencegahan",
        About::Person,
        &["diterima", "diedukasi", "selesai"],
        "diterima_pada DAY NOT NULL,
        diterima_jam text CHECK (length(diterima_jam) = 5),
        sumber text NOT NULL,
        nomor_surat text,
        kedatangan_id UUID REFERENCES kedatangan (id),
        negara text,
        penerbangan text,
        alasan_cegah text,
        perekrut text,
        keterangan text,
        edukasi_pada DAY,
        edukasi text,
        hasil text,
        hasil_pada DAY,
        nomor_laporan text,
        CHECK (edukasi_pada IS NULL OR edukasi_pada >= diterima_pada),
        CHECK (hasil_pada IS NULL OR hasil_pada >= diterima_pada),
        CHECK ((hasil IS NULL) = (hasil_pada IS NULL)),
        CHECK (status <> 'diedukasi' OR edukasi_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR hasil_pada IS NOT NULL)",
    );
    let more = "
    CREATE INDEX ix_pencegahan_kedatangan ON pencegahan (kedatangan_id) WHERE kedatangan_id IS NOT NULL;";
    [&table, more].concat()
}

fn services() -> String {
    let table = kind(
        "layanan",
        About::Nobody,
        &["berjalan", "selesai"],
        "kepulangan_id UUID NOT NULL REFERENCES kepulangan (id),
        jenis text NOT NULL,
        mulai_pada DAY NOT NULL,
        sampai_pada DAY,
        selesai_pada DAY,
        nomor_tempat_tidur text,
        rujukan text,
        nama_pendamping text,
        biaya_rp WHOLE CHECK (biaya_rp >= 0),
        mata_anggaran text,
        keterangan text,
        CHECK (sampai_pada IS NULL OR sampai_pada >= mulai_pada),
        CHECK (selesai_pada IS NULL OR selesai_pada >= mulai_pada),
        CHECK (status <> 'selesai' OR selesai_pada IS NOT NULL)",
    );
    let more = "
    CREATE INDEX ix_layanan_kepulangan ON layanan (kepulangan_id);
    CREATE INDEX ix_layanan_tempat_tidur ON layanan (kantor_id, nomor_tempat_tidur) WHERE nomor_tempat_tidur IS NOT NULL;";
    [&table, more].concat()
}

fn rehabilitation() -> String {
    let table = kind(
        "rehabilitasi",
        About::Person,
        &["pendataan", "identifikasi", "pelaksanaan", "pemantauan", "pelaporan", "selesai", "ditolak"],
        "didata_pada DAY NOT NULL,
        bermasalah boolean NOT NULL,
        identifikasi_pada DAY,
        pelaksanaan_pada DAY,
        selesai_pada DAY,
        ditolak_pada DAY,
        tempat text,
        kebutuhan_sandi BYTES,
        kepulangan_id UUID REFERENCES kepulangan (id),
        tiba_pada DAY,
        pemantauan_pada DAY,
        pelaporan_pada DAY,
        nomor_laporan text,
        tindak_lanjut text,
        nomor_penolakan text,
        penanda_tangan text,
        CHECK (identifikasi_pada IS NULL OR identifikasi_pada >= didata_pada),
        CHECK (pelaksanaan_pada IS NULL OR pelaksanaan_pada >= didata_pada),
        CHECK (selesai_pada IS NULL OR (pelaksanaan_pada IS NOT NULL AND selesai_pada >= pelaksanaan_pada)),
        CHECK (status NOT IN ('pelaksanaan', 'pemantauan', 'pelaporan', 'selesai') OR pelaksanaan_pada IS NOT NULL),
        CHECK (status <> 'ditolak' OR ditolak_pada IS NOT NULL)",
    );
    let old = ["uq_rehabilitasi_nomor", "uq_rehabilitasi_isi", "ix_rehabilitasi_urut", "ix_rehabilitasi_orang"];
    let old = old.map(|name| format!("DROP INDEX {name};")).concat();
    format!(
        "{old}
        ALTER TABLE rehabilitasi RENAME TO rehabilitasi_lama;
        {table}
        INSERT INTO rehabilitasi ({KEPT}) SELECT {KEPT} FROM rehabilitasi_lama;
        DROP TABLE rehabilitasi_lama;
        CREATE INDEX ix_rehabilitasi_kepulangan ON rehabilitasi (kepulangan_id) WHERE kepulangan_id IS NOT NULL;"
    )
}
