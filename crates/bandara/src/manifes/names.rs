//! The heads that manifests usually have, beside those that all readers know ([`people::heads`]).

/// Folded heads, and what a column under them holds.
pub(super) const USUAL: &[(&str, &str)] = &[
    ("ttl", "tanggal_lahir"),
    ("tempat tgl lahir", "tanggal_lahir"),
    ("tempat tanggal lahir", "tanggal_lahir"),
    ("tempat dan tgl lahir", "tanggal_lahir"),
    ("tempat dan tanggal lahir", "tanggal_lahir"),
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
