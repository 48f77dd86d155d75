//! Cells as people send them, each under the name of its case, and what must come of it by every way that can meet it.

use super::jalan::{ALL, DATED, DATED_WRITTEN, HANDS, TABLES, TEXTS, WRITTEN, Way};

/// What must come.
#[derive(Clone, Copy, Debug)]
pub(super) enum Comes {
    /// It is recorded, and is stored so.
    Read(&'static str),
    /// The same, and readers of tables remark it in such words.
    Told(&'static str, &'static str),
    /// It is refused in such words, and nothing is recorded.
    Refused(&'static str),
    /// The same, where the words stand with no field or with another.
    RefusedAs(&'static str, &'static str),
}

use Comes::{Read, Refused, RefusedAs, Told};

/// A cell: the case, where it stands, what is sent, by which ways, and what must come.
pub(super) type Cell = (&'static str, &'static str, &'static str, &'static [Way], Comes);

/// Ways that can carry a control character.
const CONTROLS: &[Way] = &[Way::Csv, Way::Paste, Way::Api, Way::Page, Way::Desk];

pub(super) const CELLS: &[Cell] = &[
    ("A1", "nik", "0000000000000000", ALL, Refused("kosongkan")),
    ("A1", "nik", "9999999999999999", ALL, Refused("kosongkan")),
    ("A1", "nik", "1234567890123456", ALL, Refused("kosongkan")),
    ("A1", "nik", "3602990000000000", ALL, Refused("kosongkan")),
    ("A1", "nik", "8765432109876543", ALL, Refused("kosongkan")),
    ("A1", "nik", "3603993202900001", ALL, Refused("kosongkan")),
    ("A1", "nomor_dokumen", "HILANG", ALL, Refused("kosongkan")),
    ("A1", "nomor_dokumen", "belum ada", ALL, Refused("kosongkan")),
    ("A1", "nomor_dokumen", "X0000000", ALL, Refused("kosongkan")),
    ("A11", "telepon", "81299000001", ALL, Told("81299000001", "0 di depan")),
    ("A11", "telepon", "8.1299E+10", ALL, Refused("ilmiah")),
    ("A13", "nik", "3.60299121187E+15", ALL, Refused("ilmiah")),
    ("A13", "nik", "3,60299E+15", ALL, Refused("ilmiah")),
    ("A13", "nik", "３６０３９９４１０１９０１００１", WRITTEN, Read("3603994101901001")),
    ("A14", "nomor_dokumen", "1234987", ALL, Told("1234987", "angka 0")),
    ("B1", "nik", "3603994101901002\u{200b}", WRITTEN, Read("3603994101901002")),
    ("B1", "nik", "\u{202f}3603994101901003\u{feff}", WRITTEN, Read("3603994101901003")),
    ("B3", "tanggal_lahir", "31\u{a0}Agustus\u{a0}1985", WRITTEN, Read("1985-08-31")),
    ("B3", "daerah_asal", "Kabupaten\u{a0}Indramayu", WRITTEN, Read("32.12")),
    ("B5", "nomor_dokumen", "'X1234567", TABLES, Read("X1234567")),
    ("B5", "telepon", "'081299000077", TABLES, Read("081299000077")),
    ("B5", "tanggal_lahir", "'12/11/1987", TABLES, Read("1987-11-12")),
    ("B5", "nama", "'Siti Apostrof Contoh", TABLES, Read("Siti Apostrof Contoh")),
    ("B5", "nik", "'3603994101901004", ALL, Read("3603994101901004")),
    ("B6", "telepon", "=\"081299000078\"", TEXTS, Read("081299000078")),
    ("B6", "nik", "=\"3603994101901005\"", TEXTS, Read("3603994101901005")),
    ("B8", "nama", "Ze\u{200b}nita Contoh", ALL, Read("Zenita Contoh")),
    ("B9", "nama", "\u{200b}", ALL, Refused("")),
    ("B9", "nama", "-", ALL, Refused("")),
    ("B9", "nama", ".", ALL, Refused("bukan nama")),
    ("B9", "nama", "12345", ALL, Refused("bukan nama")),
    ("B9", "nama", "belum ada", ALL, Refused("bukan nama")),
    ("B10", "nik", "-", TABLES, Read("")),
    ("B10", "nomor_dokumen", "—", TABLES, Read("")),
    ("B10", "tanggal_lahir", "--", TABLES, Read("")),
    ("B10", "daerah_asal", "–", TABLES, Read("")),
    ("B10", "telepon", "n/a", TABLES, Read("")),
    ("B10", "tiba_jam", "-", &[Way::Csv, Way::Xlsx, Way::Ods], Read("")),
    ("B10", "nik", "-", HANDS, Refused("kosongkan")),
    ("B11", "nama", "Siti \u{202e}Contoh", ALL, Refused("")),
    ("B11", "nama", "Siti \u{fffe}Contoh", ALL, Refused("")),
    ("B11", "nama", "Siti\u{fffd} Contoh", ALL, Refused("")),
    ("B11", "nama", "Siti\nContoh", ALL, Refused("satu baris")),
    ("C2", "nama", "Siti \"Ita\" Contoh", ALL, Read("Siti \"Ita\" Contoh")),
    ("D1", "negara", "Atlantis", ALL, Refused("tidak dikenal")),
    ("E1", "nama", "#N/A", ALL, Refused("")),
    ("E1", "keterangan", "#REF!", ALL, Refused("galat")),
    ("E2", "tiba_jam", "22:31", DATED, Read("22:31")),
    ("E4", "tanggal_lahir", "31 Agust 1985", WRITTEN, Read("1985-08-31")),
    ("E4", "tanggal_lahir", "10 Nop 1985", WRITTEN, Read("1985-11-10")),
    ("E4", "tanggal_lahir", "2-Peb-1985", WRITTEN, Read("1985-02-02")),
    ("E4", "tiba_pada", "31 Agust 2024", DATED_WRITTEN, Read("2024-08-31")),
    ("E4", "tiba_pada", "10 Nop 2024", DATED_WRITTEN, Read("2024-11-10")),
    ("E4", "tiba_pada", "2-Peb-2024", DATED_WRITTEN, Read("2024-02-02")),
    ("E4", "tiba_pada", "31\u{a0}Agustus\u{a0}2023", DATED_WRITTEN, Read("2023-08-31")),
    ("E5", "tanggal_lahir", "12-Nov-87", WRITTEN, Told("1987-11-12", "1987")),
    ("E5", "tanggal_lahir", "12/11/87", WRITTEN, Told("1987-11-12", "1987")),
    ("E5", "tiba_pada", "12-Nov-24", DATED_WRITTEN, Told("2024-11-12", "2024")),
    ("E5", "tanggal_lahir", "12/11/24", ALL, Refused("empat angka")),
    ("E7", "tanggal_lahir", "1987", ALL, Read("1987")),
    ("E7", "tanggal_lahir", "11/1987", ALL, Read("1987-11")),
    ("E7", "tiba_pada", "11/2024", DATED, Refused("lengkap")),
    ("E8", "keterangan", "- gaji tidak dibayar\n- paspor ditahan", ALL, Read("- gaji tidak dibayar\n- paspor ditahan")),
    ("E8", "keterangan", "@akun contoh", ALL, Read("@akun contoh")),
    ("E8", "keterangan", "+ ongkos", ALL, Read("+ ongkos")),
    ("E8", "keterangan", "=1+1", TEXTS, Refused("rumus")),
    ("E12", "daerah_asal", "Indramayu", WRITTEN, Read("32.12")),
    ("E12", "daerah_asal", "Lombok Timur", WRITTEN, Read("52.03")),
    ("E12", "daerah_asal", "Kab.Indramayu", WRITTEN, Read("32.12")),
    ("E12", "daerah_asal", "NTB", WRITTEN, Read("52")),
    ("E14", "jenis_kelamin", "LK", WRITTEN, Read("L")),
    ("E14", "jenis_kelamin", "Pr", WRITTEN, Read("P")),
    ("E14", "jenis_kelamin", "Pria", WRITTEN, Read("L")),
    ("E14", "jenis_kelamin", "Wanita", WRITTEN, Read("P")),
    ("E14", "jenis_kelamin", "Laki laki", WRITTEN, Read("L")),
    ("E14", "jenis_kelamin", "M", WRITTEN, Read("L")),
    ("E14", "jenis_kelamin", "F", WRITTEN, Read("P")),
    ("I5", "keterangan", "a\u{1b}[31mb", CONTROLS, RefusedAs("", "")),
    ("I5", "keterangan", "a\0b", CONTROLS, RefusedAs("", "")),
    ("P1", "nama", "Siti\0Contoh", CONTROLS, RefusedAs("", "")),
];
