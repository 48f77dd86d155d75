//! The heads under which files have a person's fields, for every reader of tables.

/// A head as it is compared: letters and digits in lower case, single blanks.
#[must_use]
pub fn folded(head: &str) -> String {
    let spaced: String = head.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key of the person's field that a head usually stands for; what it says in brackets is an explanation (`Tanggal Lahir
/// (DD/MM/YYYY)`).
#[must_use]
pub fn usual(head: &str) -> Option<&'static str> {
    let known = |head: &str| USUAL.iter().find(|(usual, _)| *usual == head).map(|(_, key)| *key);
    known(&folded(head)).or_else(|| known(&folded(&bare(head))))
}

/// A head without what stands in brackets.
#[must_use]
pub fn bare(head: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    head.chars().filter(outside).collect()
}

/// Folded heads, and the field that a column under them holds.
const USUAL: &[(&str, &str)] = &[
    ("nama", "nama"),
    ("nama lengkap", "nama"),
    ("nama pmi", "nama"),
    ("nama penumpang", "nama"),
    ("name", "nama"),
    ("full name", "nama"),
    ("no ktp", "nik"),
    ("nomor ktp", "nik"),
    ("nik ktp", "nik"),
    ("no paspor", "nomor_dokumen"),
    ("no passport", "nomor_dokumen"),
    ("nomor paspor", "nomor_dokumen"),
    ("paspor", "nomor_dokumen"),
    ("passport", "nomor_dokumen"),
    ("passport no", "nomor_dokumen"),
    ("no dokumen", "nomor_dokumen"),
    ("nomor dokumen", "nomor_dokumen"),
    ("no splp", "nomor_dokumen"),
    ("paspor splp", "nomor_dokumen"),
    ("no paspor splp", "nomor_dokumen"),
    ("jenis kelamin", "jenis_kelamin"),
    ("jenis dokumen", "jenis_dokumen"),
    ("tgl lahir", "tanggal_lahir"),
    ("tanggal lahir", "tanggal_lahir"),
    ("lahir", "tanggal_lahir"),
    ("dob", "tanggal_lahir"),
    ("date of birth", "tanggal_lahir"),
    ("jk", "jenis_kelamin"),
    ("l p", "jenis_kelamin"),
    ("lp", "jenis_kelamin"),
    ("gender", "jenis_kelamin"),
    ("sex", "jenis_kelamin"),
    ("kelamin", "jenis_kelamin"),
    ("asal", "daerah_asal"),
    ("asal daerah", "daerah_asal"),
    ("kab kota", "daerah_asal"),
    ("kabupaten", "daerah_asal"),
    ("kabupaten kota", "daerah_asal"),
    ("kota", "daerah_asal"),
    ("provinsi", "daerah_asal"),
    ("alamat asal", "alamat"),
    ("telp", "telepon"),
    ("no telp", "telepon"),
    ("no hp", "telepon"),
    ("hp", "telepon"),
    ("phone", "telepon"),
    ("name as in passport", "nama"),
    ("nama sesuai paspor", "nama"),
    ("ktp", "nik"),
    ("no nik", "nik"),
    ("nomor induk kependudukan", "nik"),
    ("no pasport", "nomor_dokumen"),
    ("d o b", "tanggal_lahir"),
    ("birth date", "tanggal_lahir"),
    ("birthdate", "tanggal_lahir"),
    ("jns kelamin", "jenis_kelamin"),
    ("no telepon", "telepon"),
    ("nomor hp", "telepon"),
    ("nomor telepon", "telepon"),
    ("kab", "daerah_asal"),
    ("daerah asal", "daerah_asal"),
    ("alamat ktp", "alamat"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_head_names_a_field_of_a_person() {
        for (head, key) in USUAL {
            assert!(crate::FIELDS.iter().any(|field| field.key == *key), "{head}");
            assert_eq!(folded(head), *head);
        }
        for (head, key) in [
            ("TANGGAL LAHIR (DD/MM/YYYY)", "tanggal_lahir"),
            ("JENIS KELAMIN (L/P)", "jenis_kelamin"),
            ("D.O.B", "tanggal_lahir"),
            ("FULL NAME (AS IN PASSPORT)", "nama"),
            ("No. KTP", "nik"),
        ] {
            assert_eq!(usual(head), Some(key), "{head}");
        }
        assert_eq!(usual("Warna Koper (merah)"), None);
    }
}
