//! What a copy says: all that is held of a person, with the labels that people read.

use chrono::{DateTime, Utc};
use kernel::{Day, OrangId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::jejak::Look;

/// All that is held of one person.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Salinan {
    pub orang_id: OrangId,
    pub dibuat_pada: DateTime<Utc>,
    /// Kantor yang memegang data ini.
    pub kantor: String,
    pub data_diri: Vec<Isian>,
    /// Nama lain, seperti pernah tertulis.
    pub nama_lain: Vec<String>,
    /// Perubahan data diri, terlama dahulu.
    pub riwayat: Vec<Baris>,
    /// Catatan tentang orang ini dan yang dibuat dari catatan itu.
    pub catatan: Vec<Catatan>,
    /// Ke mana datanya dikirim, dan siapa yang meminta membacanya.
    pub dikirim: Vec<Kiriman>,
    /// Siapa yang melihat datanya: banyaknya menurut akun dan hari.
    pub dilihat: Vec<Hitungan>,
    /// Siapa yang melihat datanya: satu per satu, terbaru dahulu.
    pub jejak: Vec<Look>,
    /// Jejak yang lebih lama tidak ikut karena terlalu banyak; jumlah di `dilihat` pun sampai di situ saja.
    pub jejak_terpotong: bool,
}

/// A field of the person or of a record.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Isian {
    /// Kunci isian.
    pub isian: &'static str,
    /// Nama isian seperti di layar.
    pub nama: &'static str,
    /// Isinya; kosong bila tidak diisi.
    pub isi: String,
    /// Isinya menyangkut orang lain, jadi disamarkan.
    pub disamarkan: bool,
}

/// A record.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Catatan {
    pub jenis: &'static str,
    pub judul: &'static str,
    pub nomor: String,
    pub kantor: String,
    pub status: String,
    pub dicatat_pada: DateTime<Utc>,
    pub diubah_pada: DateTime<Utc>,
    pub dibatalkan_pada: Option<DateTime<Utc>>,
    pub isian: Vec<Isian>,
    /// Terlama dahulu.
    pub riwayat: Vec<Baris>,
    pub lampiran: Vec<Lampiran>,
}

/// A line of history.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Baris {
    pub dicatat_pada: DateTime<Utc>,
    pub terjadi_pada: DateTime<Utc>,
    pub dari: Option<String>,
    pub ke: String,
    pub alasan: String,
    /// Peran dan nama masuk yang mengubah.
    pub oleh: String,
    pub perubahan: Vec<Ubahan>,
}

/// A field that changed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Ubahan {
    pub nama: String,
    /// Isi sebelumnya; kosong bila tidak ada, atau bila isinya terlindungi.
    pub dari: Option<String>,
    pub ke: Option<String>,
}

/// An attachment.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Lampiran {
    pub nama: String,
    pub macam: &'static str,
    pub keterangan: Option<String>,
    pub diunggah_pada: DateTime<Utc>,
    pub dihapus_pada: Option<DateTime<Utc>>,
}

/// Somebody to whom data was sent, or who asked to read it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Kiriman {
    pub jenis: &'static str,
    pub nomor: String,
    pub kepada: String,
    pub status: String,
    pub pada: Day,
}

/// How often an account looked on a day.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Hitungan {
    pub hari: Day,
    /// Nama masuk, atau kantornya untuk petugas kantor lain.
    pub oleh: String,
    pub banyak: usize,
    /// Berapa di antaranya dengan isian terlindungi dibuka.
    pub dibuka: usize,
}
