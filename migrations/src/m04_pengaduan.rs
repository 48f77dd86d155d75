//! Complaints.

use crate::sql::{About, record};

pub fn up() -> String {
    let table = record(
        "pengaduan",
        About::Person,
        &["diterima", "diverifikasi", "dilimpahkan", "selesai", "ditutup"],
        "diterima_pada DAY NOT NULL,
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
        CHECK (diverifikasi_pada IS NULL OR diverifikasi_pada >= diterima_pada),
        CHECK (dilimpahkan_pada IS NULL OR dilimpahkan_pada >= diterima_pada),
        CHECK (selesai_pada IS NULL OR selesai_pada >= diterima_pada),
        CHECK (ditutup_pada IS NULL OR ditutup_pada >= diterima_pada),
        CHECK ((dilimpahkan_pada IS NULL) = (dilimpahkan_ke IS NULL)),
        CHECK (status <> 'dilimpahkan' OR dilimpahkan_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR (selesai_pada IS NOT NULL AND hasil IS NOT NULL)),
        CHECK (status <> 'ditutup' OR (ditutup_pada IS NOT NULL AND dasar_penutupan IS NOT NULL)),
        CHECK (siskop2mi_pada IS NULL OR nomor_siskop2mi IS NOT NULL)",
    );
    format!(
        "{table}
        CREATE UNIQUE INDEX uq_pengaduan_siskop2mi ON pengaduan (kantor_id, nomor_siskop2mi)
            WHERE nomor_siskop2mi IS NOT NULL;"
    )
}
