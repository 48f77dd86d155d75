//! The program over HTTP.

mod authorisation;
mod cari;
mod explain;
mod login;
mod manifes;
mod pelimpahan;
mod pengaduan;
mod penutupan;
mod perbaikan;
mod periksa;
mod records;
mod tugas;
mod wire;
