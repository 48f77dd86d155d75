//! Tests of what no slice can test alone.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail loudly"
)]

mod angka_meja;
mod architecture;
mod asvs;
mod audit;
mod bersamaan;
mod cadangan;
mod closed;
mod demo;
mod deploy;
mod doctor;
mod durable;
mod earlier;
mod floors;
mod generated;
mod hak_berkas;
mod http;
mod iku_2025;
mod import;
mod jam;
mod jejak;
mod jobs;
mod kata;
mod keluar;
mod kinds;
mod lagi;
mod lampiran;
mod log;
mod masukan;
mod masukan_lain;
mod meterai;
mod nama;
mod nama_lazim;
mod pencocokan;
mod pengguna;
mod penutupan;
mod people;
mod perbaikan;
mod periksa;
mod properties;
mod putar;
mod replika;
mod ruang_baca;
mod rusak;
mod sambungan;
mod schema;
mod serve;
mod surel;
mod tanggal;
mod tercampur;
mod timezones;
mod tugas;
mod word;
