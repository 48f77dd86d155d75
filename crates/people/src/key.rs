//! The keys of a person's fields. They are not columns: identifying data is sealed in columns with other names.

use kernel::Day;
use kernel::form::Key;

/// Name as on the document.
pub const NAMA: Key<String> = Key::new("nama");
/// NIK.
pub const NIK: Key<String> = Key::new("nik");
/// Kind of travel document.
pub const JENIS_DOKUMEN: Key<String> = Key::new("jenis_dokumen");
/// Number of passport or SPLP.
pub const NOMOR_DOKUMEN: Key<String> = Key::new("nomor_dokumen");
/// Day of birth.
pub const TANGGAL_LAHIR: Key<Day> = Key::new("tanggal_lahir");
/// The same where only its month or year is known: `1987-11`, `1987`.
pub const LAHIR_SEBAGIAN: Key<String> = Key::new("tanggal_lahir");
/// L or P.
pub const JENIS_KELAMIN: Key<String> = Key::new("jenis_kelamin");
/// Province or regency of origin.
pub const DAERAH_ASAL: Key<String> = Key::new("daerah_asal");
/// Address.
pub const ALAMAT: Key<String> = Key::new("alamat");
/// Telephone.
pub const TELEPON: Key<String> = Key::new("telepon");
