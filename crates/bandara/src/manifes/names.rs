//! The heads that manifests usually have, beside those that all readers know ([`people::heads`]).

/// Folded heads, and what a column under them holds.
pub(super) const USUAL: &[(&str, &str)] = &[
    ("negara", "negara"),
    ("alasan", "alasan"),
    ("jenis", "kategori"),
    ("jabatan", "jabatan"),
    ("sektor", "jabatan"),
    ("pt", "p3mi"),
    ("ket", "keterangan"),
    ("keterangan", "keterangan"),
    ("catatan", "keterangan"),
    ("remarks", "keterangan"),
    ("umur", "umur"),
    ("usia", "umur"),
    ("age", "umur"),
    ("no", "nomor_urut"),
    ("nomor", "nomor_urut"),
    ("no urut", "nomor_urut"),
    ("nomor urut", "nomor_urut"),
];
