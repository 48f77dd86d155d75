//! The smallest record of each kind.

use serde_json::{Value, json};

/// What a client sends at least, for each kind that clients make, in an order in which they may be made.
#[must_use]
pub fn least() -> Vec<(&'static str, Value)> {
    let agreement = json!({ "mitra": "Kabupaten contoh", "jenis_mitra": "pemda_kabupaten_kota", "nomor_naskah": "1", "mulai_pada": "2025-01-02" });
    let mut all = vec![
        ("kerja-sama", agreement),
        (
            "rencana-aksi",
            json!({ "kerja_sama": "KSM-2025-000001", "butir": "Sosialisasi", "jatuh_tempo": "2025-12-01" }),
        ),
        (
            "kegiatan",
            json!({ "jenis_kegiatan": "sosialisasi", "judul": "Contoh", "tanggal": "2025-06-01", "jumlah_peserta": 40 }),
        ),
        ("kedatangan", json!({ "tiba_pada": "2025-06-01", "penerbangan": "ZZ 1" })),
        (
            "kepulangan",
            json!({ "nama": "Siti Contoh", "tiba_pada": "2025-06-01", "kategori": "sakit", "kedatangan": "KDT-2025-000001" }),
        ),
        ("rehabilitasi", json!({ "nama": "Siti Contoh", "didata_pada": "2025-06-01", "bermasalah": true })),
        (
            "pemberdayaan",
            json!({ "nama": "Siti Contoh", "kegiatan": "Pelatihan", "tanggal": "2025-06-01", "peserta": "purna_pmi", "hadir": true }),
        ),
        (
            "pengaduan",
            json!({ "nama": "Siti Contoh", "diterima_pada": "2025-06-01", "kanal": "telepon", "pelapor": "A Contoh", "hubungan_pelapor": "anak", "jenis_kasus": "tppo" }),
        ),
        (
            "brafaks",
            json!({ "diterima_pada": "2025-06-02", "nomor_agenda": "1/CONTOH", "perwakilan": "KBRI Contoh", "nomor_brafaks": "B-1/CONTOH", "tanggal_brafaks": "2025-06-01", "sifat": "segera", "perihal": "Contoh" }),
        ),
        (
            "klaim",
            json!({ "nama": "Siti Contoh", "jenis_klaim": "meninggal_dunia", "diajukan_pada": "2025-06-01", "cabang": "Serang", "dibayar_pada": "2025-06-20", "jumlah_rp": 85_000_000 }),
        ),
        ("pencegahan", json!({ "nama": "Siti Contoh", "diterima_pada": "2025-06-01", "sumber": "imigrasi" })),
    ];
    all.extend(placement());
    all
}

/// Those of placement and of the plan.
fn placement() -> Vec<(&'static str, Value)> {
    vec![
        (
            "pencari-kerja",
            json!({ "nama": "Siti Contoh", "dicatat_pada": "2025-06-01", "sumber": "job_fair", "berminat": true }),
        ),
        ("sesi", json!({ "jenis_sesi": "opp", "tanggal": "2025-06-01", "tempat": "Aula contoh" })),
        (
            "verifikasi",
            json!({ "nama": "Siti Contoh", "skema": "g_to_g", "dijadwalkan_pada": "2025-06-01", "hadir": true, "diperiksa_pada": "2025-06-01", "hasil": "lengkap" }),
        ),
        ("penempatan", json!({ "nama": "Siti Contoh", "skema": "p_to_p", "negara": "TW" })),
        (
            "opp",
            json!({ "nama": "Siti Contoh", "dijadwalkan_pada": "2025-06-01", "hadir": true, "nilai_akhir": 81.25 }),
        ),
        ("rekomendasi-paspor", json!({ "nama": "Siti Contoh", "diminta_pada": "2025-06-01", "melalui": "tatap_muka" })),
        (
            "permintaan-data",
            json!({ "nama": "Siti Contoh", "diterima_pada": "2025-06-01", "kanal": "email", "permintaan": "salinan" }),
        ),
        ("p3mi", json!({ "nama": "PT Contoh Penempatan", "tercatat_pada": "2025-06-01" })),
        (
            "rekomendasi-p3mi",
            json!({ "p3mi": "P3M-2025-000001", "jenis": "sanksi", "bentuk_sanksi": "peringatan_tertulis", "dasar": "Contoh", "diusulkan_pada": "2025-06-02" }),
        ),
        (
            "nilai",
            json!({ "jenis_nilai": "kearsipan", "tanggal": "2025-06-01", "nilai": 79.49, "penilai": "Contoh", "bukti": "Surat" }),
        ),
        (
            "butir-zi",
            json!({ "tahun": 2025, "tanggal": "2025-02-03", "pokja": "pelayanan_publik", "kode": "6.a", "butir": "Contoh", "bobot": 2.5 }),
        ),
        (
            "anggaran",
            json!({ "tahun": 2025, "kegiatan": "Contoh", "jenis": "pagu", "revisi": 0, "tanggal": "2025-01-02", "jumlah_rp": 1_000_000 }),
        ),
        (
            "kendala",
            json!({ "tim": "tim_penempatan", "masalah": "Contoh", "penanggung_jawab": "Ketua tim contoh", "dicatat_pada": "2025-06-02" }),
            "pegawai",
            json!({ "kode": "P-001", "unit": "BP3MI-BANTEN", "jabatan": "Pengemudi", "kelompok": "outsourcing", "jenis_kelamin": "L", "sejak": "2025-01-02" }),
        ),
    ]
}
