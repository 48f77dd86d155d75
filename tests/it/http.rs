//! The program over HTTP.

mod authorisation;
mod cari;
mod dua_orang;
mod explain;
mod gambaran;
mod identitas;
mod isian;
mod izin;
mod kantor_lain;
mod kendali;
mod kepulangan;
mod login;
mod manifes;
mod meja;
mod pelimpahan;
mod pencegahan;
mod pengaduan;
mod penutupan;
mod perbaikan;
mod percobaan;
mod periksa;
mod pisah;
mod records;
mod teks;
mod tugas;
mod wire;
