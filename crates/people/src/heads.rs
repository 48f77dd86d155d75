//! The heads under which files have a person's fields, for every reader of tables.

/// A head as it is compared: letters and digits in lower case, single blanks.
#[must_use]
pub fn folded(head: &str) -> String {
    let spaced: String = head.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A head with its words written out, as a field's label has them: `Tgl. Tiba (dd/mm/yyyy)` is `tanggal tiba`.
#[must_use]
pub fn written_out(head: &str) -> String {
    let outside = folded(&bare(head));
    let head = if outside.is_empty() { folded(head) } else { outside };
    let long = |word: &str| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| *long).to_owned();
    head.split(' ').map(long).collect::<Vec<_>>().join(" ")
}

/// How heads shorten words.
const SHORT: [(&str, &str); 16] = [
    ("tgl", "tanggal"),
    ("tggl", "tanggal"),
    ("tngl", "tanggal"),
    ("no", "nomor"),
    ("nmr", "nomor"),
    ("nomer", "nomor"),
    ("ket", "keterangan"),
    ("jns", "jenis"),
    ("jml", "jumlah"),
    ("telp", "telepon"),
    ("tlp", "telepon"),
    ("tel", "telepon"),
    ("pasport", "paspor"),
    ("passport", "paspor"),
    ("kat", "kategori"),
    ("neg", "negara"),
];

/// The key of the person's field that a head seems to be about, though it is none that is known: `Tempat/Tgl Lahir`, `No. Identitas`.
/// What stands under it would be lost without being asked for.
#[must_use]
pub fn resembles(head: &str) -> Option<&'static str> {
    let words = written_out(head);
    if ["l", "p", "lk", "pr"].contains(&words.as_str()) {
        return Some("jenis_kelamin");
    }
    let has = |word: &str| words.split(' ').any(|one| one == word);
    // The number of a relative, of an employer, or an older one is another matter.
    if OTHERS.iter().any(|other| has(other)) || words == "tempat lahir" || words.starts_with("jenis dokumen") {
        return None;
    }
    ABOUT.iter().find(|(word, _)| has(word)).map(|(_, key)| *key)
}

/// Words of heads that tell which field of a person they are about.
const ABOUT: [(&str, &str); 14] = [
    ("nik", "nik"),
    ("ktp", "nik"),
    ("identitas", "nik"),
    ("ic", "nik"),
    ("paspor", "nomor_dokumen"),
    ("splp", "nomor_dokumen"),
    ("dokumen", "nomor_dokumen"),
    ("ttl", "tanggal_lahir"),
    ("lahir", "tanggal_lahir"),
    ("birth", "tanggal_lahir"),
    ("dob", "tanggal_lahir"),
    ("kelamin", "jenis_kelamin"),
    ("gender", "jenis_kelamin"),
    ("sex", "jenis_kelamin"),
];

/// Words that make a head one about somebody or something else.
const OTHERS: [&str; 27] = [
    "lama",
    "ibu",
    "ayah",
    "bapak",
    "suami",
    "istri",
    "keluarga",
    "anak",
    "pelapor",
    "majikan",
    "ahli",
    "waris",
    "pendamping",
    "wali",
    "berlaku",
    "terbit",
    "expired",
    "expiry",
    "exp",
    "kedaluwarsa",
    "kadaluarsa",
    "foto",
    "scan",
    "status",
    "kelengkapan",
    "fotokopi",
    "copy",
];

/// The key of the person's field that a head usually stands for; what it says in brackets is an explanation (`Tanggal Lahir
/// (DD/MM/YYYY)`).
#[must_use]
pub fn usual(head: &str) -> Option<&'static str> {
    let all = || USUAL.iter().chain(OF_RECORDS).chain(OF_PLACEMENTS).chain(RENAMED);
    let known = |head: &str| all().find(|(usual, _)| *usual == head).map(|(_, key)| *key);
    let long = written_out(head);
    let known_long = || all().find(|(usual, _)| written_out(usual) == long).map(|(_, key)| *key);
    // Whose it is, where all rows are of people: `Tgl Lahir PMI`.
    let of_whom = || {
        let short = WHOM.iter().find_map(|whom| long.strip_suffix(whom))?;
        USUAL.iter().find(|(usual, _)| written_out(usual) == short).map(|(_, key)| *key)
    };
    known(&folded(head)).or_else(|| known(&folded(&bare(head)))).or_else(known_long).or_else(of_whom)
}

/// Words behind a head that say that it is about the person of the row.
const WHOM: [&str; 5] = [" pmi", " cpmi", " tki", " pekerja migran", " yang bersangkutan"];

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
    ("nama peserta", "nama"),
    ("nama lengkap peserta", "nama"),
    ("nama pencari kerja", "nama"),
    ("nama pendaftar", "nama"),
    ("nama siswa", "nama"),
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
    ("n i k", "nik"),
    ("nomor identitas", "nik"),
    ("national id", "nik"),
    ("nama cpmi", "nama"),
    ("nama cpmi pmi", "nama"),
    ("nama pmi cpmi", "nama"),
    ("nama tki", "nama"),
    ("nama pekerja", "nama"),
    ("nama pekerja migran", "nama"),
    ("nama lengkap pmi", "nama"),
    ("nama lengkap sesuai paspor", "nama"),
    ("nomor paspor atau splp", "nomor_dokumen"),
    ("nomor dokumen perjalanan", "nomor_dokumen"),
    ("nomor splp paspor", "nomor_dokumen"),
    ("tanggal bulan tahun lahir", "tanggal_lahir"),
    ("handphone", "telepon"),
    ("whatsapp", "telepon"),
    ("nomor wa", "telepon"),
    ("mobile", "telepon"),
    ("nik", "nik"),
    ("telepon", "telepon"),
    ("alamat", "alamat"),
    ("alamat lengkap", "alamat"),
    ("alamat di indonesia", "alamat"),
    ("nama sesuai ktp", "nama"),
    ("nama sesuai dokumen", "nama"),
    ("nama lengkap sesuai ktp", "nama"),
    ("nama deportan", "nama"),
    ("jenis kelamin l p", "jenis_kelamin"),
    ("kabupaten asal", "daerah_asal"),
    ("kab kota asal", "daerah_asal"),
    ("kabupaten kota asal", "daerah_asal"),
];

/// What earlier releases called fields of records.
const RENAMED: &[(&str, &str)] = &[("yang diminta", "tuntutan")];

/// Folded heads of what happened to a person, and the field of a record that a column under them holds, where the kind has it. A day
/// of "kepulangan" or "pemulangan" is not among them: it may be that of the arrival or that of the way home.
pub const OF_RECORDS: &[(&str, &str)] = &[
    ("tgl tiba", "tiba_pada"),
    ("tanggal tiba", "tiba_pada"),
    ("tanggal kedatangan", "tiba_pada"),
    ("hari tanggal kedatangan", "tiba_pada"),
    ("tanggal datang", "tiba_pada"),
    ("tanggal tiba di indonesia", "tiba_pada"),
    ("tanggal kedatangan di indonesia", "tiba_pada"),
    ("arrival date", "tiba_pada"),
    ("date of arrival", "tiba_pada"),
    ("kategori kepulangan", "kategori"),
    ("kategori pemulangan", "kategori"),
    ("kategori pulang", "kategori"),
    ("jenis kepulangan", "kategori"),
    ("jenis pemulangan", "kategori"),
    ("alasan kepulangan", "alasan"),
    ("alasan pemulangan", "alasan"),
    ("alasan dipulangkan", "alasan"),
    ("sebab pulang", "alasan"),
    ("sebab kepulangan", "alasan"),
    ("negara tujuan", "negara"),
    ("negara bekerja", "negara"),
    ("negara tempat bekerja", "negara"),
    ("country", "negara"),
    ("flight", "penerbangan"),
    ("flight no", "penerbangan"),
    ("no penerbangan", "penerbangan"),
    ("nomor penerbangan", "penerbangan"),
    ("penerbangan", "penerbangan"),
    ("pekerjaan", "jabatan"),
    ("pptkis", "p3mi"),
    ("p3mi", "p3mi"),
    ("nama p3mi", "p3mi"),
    ("nama pptkis", "p3mi"),
];

/// Folded heads of exports of SISKOP2MI about placements, and the field of a record that a column under them holds, where the kind has it.
/// Assumed: no export has been seen.
const OF_PLACEMENTS: &[(&str, &str)] = &[
    ("perusahaan penempatan", "p3mi"),
    ("nama perusahaan penempatan", "p3mi"),
    ("status penempatan", "status"),
    ("status e pmi", "status"),
    ("e pmi", "nomor_epmi"),
    ("id e pmi", "nomor_epmi"),
    ("tanggal e pmi", "epmi_terbit_pada"),
    ("tanggal penerbitan e pmi", "epmi_terbit_pada"),
    ("tanggal cetak e pmi", "epmi_terbit_pada"),
    ("skema penempatan", "skema"),
    ("jenis penempatan", "skema"),
    ("program penempatan", "skema"),
    ("tanggal pembatalan", "batal_pada"),
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
        for (head, _) in OF_RECORDS.iter().chain(OF_PLACEMENTS) {
            assert_eq!(folded(head), *head);
        }
        for (head, key) in [
            ("Tanggal Kedatangan", "tiba_pada"),
            ("Tgl. Kedatangan (dd/mm/yyyy)", "tiba_pada"),
            ("Kategori kepulangan", "kategori"),
            ("KAT. PEMULANGAN", "kategori"),
            ("Neg. Tujuan", "negara"),
            ("No Penerbangan", "penerbangan"),
            ("Nama PMI", "nama"),
            ("Tgl Lahir PMI", "tanggal_lahir"),
            ("No. HP CPMI", "telepon"),
            ("NIK PMI", "nik"),
            ("Jenis Kelamin L/P", "jenis_kelamin"),
        ] {
            assert_eq!(usual(head), Some(key), "{head}");
        }
        for head in ["Tgl Kepulangan", "Tanggal Pemulangan", "Kategori PMI", "Nomor PMI", "Nama Majikan", "Kota asal"] {
            assert_eq!(usual(head), None, "{head}");
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
        for (head, key) in [
            ("TGL. LAHIR", "tanggal_lahir"),
            ("Nmr Paspor", "nomor_dokumen"),
            ("NIK/KTP", "nik"),
            ("N.I.K", "nik"),
            ("No Tlp", "telepon"),
            ("NAMA CPMI/PMI", "nama"),
            ("No. SPLP/Paspor", "nomor_dokumen"),
        ] {
            assert_eq!(usual(head), Some(key), "{head}");
        }
    }

    #[test]
    fn a_head_that_seems_to_be_about_a_person_is_known_as_that() {
        for (head, key) in [
            ("Tempat/Tgl Lahir", "tanggal_lahir"),
            ("TTL", "tanggal_lahir"),
            ("No. Identitas (KTP/SIM)", "nik"),
            ("L", "jenis_kelamin"),
            ("Paspor lain", "nomor_dokumen"),
            ("Nomor KTP Elektronik", "nik"),
        ] {
            assert_eq!(resembles(head), Some(key), "{head}");
        }
        for head in
            ["No Paspor Lama", "NIK Ibu", "Tempat Lahir", "Masa berlaku paspor", "Umur", "Foto KTP", "Warna Koper"]
        {
            assert_eq!(resembles(head), None, "{head}");
        }
    }
}
