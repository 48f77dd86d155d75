//! Forms about people that do not exist.

use kernel::form::Form;

/// A form of pairs.
#[must_use]
pub fn form(pairs: &[(&str, &str)]) -> Form {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

/// The form with some fields set.
#[must_use]
pub fn with(mut form: Form, pairs: &[(&str, &str)]) -> Form {
    form.extend(pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
    form
}

/// A made-up person whose NIK names a kecamatan that there is not.
fn person(number: u32) -> Form {
    // Serials begin at 0001.
    let serial = if number.is_multiple_of(10_000) { 9_999 } else { number % 10_000 };
    form(&[
        ("nama", &format!("Siti Contoh {number}")),
        ("nik", &format!("360399410190{serial:04}")),
        ("jenis_kelamin", "P"),
        ("daerah_asal", "36.03"),
    ])
}

/// A return.
#[must_use]
pub fn returned(number: u32, day: &str, category: &str) -> Form {
    with(person(number), &[("tiba_pada", day), ("kategori", category), ("negara", "Malaysia")])
}

/// A complaint.
#[must_use]
pub fn complaint(number: u32, day: &str) -> Form {
    let fields = [
        ("diterima_pada", day),
        ("kanal", "telepon"),
        ("pelapor", "Budi Contoh"),
        ("hubungan_pelapor", "suami_istri"),
        ("jenis_kasus", "gaji_tidak_dibayar"),
        ("negara", "MY"),
    ];
    with(person(number), &fields)
}

/// A claim.
#[must_use]
pub fn klaim(number: u32, day: &str) -> Form {
    with(person(number), &[("jenis_klaim", "meninggal_dunia"), ("diajukan_pada", day), ("cabang", "Serang")])
}

/// A placement.
#[must_use]
pub fn placement(number: u32, day: &str, scheme: &str) -> Form {
    let epmi = format!("EPMI-UJI-{number:06}");
    with(person(number), &[("skema", scheme), ("negara", "TW"), ("nomor_epmi", &epmi), ("epmi_terbit_pada", day)])
}
