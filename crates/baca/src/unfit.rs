//! Why a file is not read.

use kernel::figure::whole;

use crate::Limits;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Nothing,
    /// It is a PDF.
    Pdf,
    /// It is a web page or other XML.
    Page,
    /// It asks for a password.
    Locked,
    /// It is no whole workbook.
    Unreadable,
    /// It is no text.
    NoText,
    /// It holds more parts than a workbook of tables has.
    ManyParts,
    /// It unpacks to far more than it should, or holds a text longer than a cell can.
    Swollen,
    /// This cell lies too far from the others.
    FarCell(String),
    /// More cells than [`Limits::cells`].
    ManyCells,
    /// More text than [`Limits::text`].
    LongTexts,
    /// More rows than [`Limits::rows`].
    ManyRows,
    /// A quote that opens on this line never closes.
    OpenQuote(usize),
    /// A quote that opens on the first line and closes on the second has rows of the table between.
    Swallowed(usize, usize),
    /// On this line letters stand behind a closing quote.
    StrayQuote(usize),
    /// This line cannot be parted.
    BrokenLine(usize),
    /// Columns are parted by blanks, and this line does not agree with the others about where.
    Blanks(usize),
}

impl Unfit {
    /// What is wrong and what to do, in a sentence that begins with `file`: `Berkas ini`.
    #[must_use]
    pub fn words(&self, file: &str, limits: Limits) -> String {
        match self {
            Self::ManyRows => format!(
                "{file} berisi lebih dari {} baris. Bagi menjadi beberapa berkas, lalu kirim satu per satu.",
                number(limits.rows)
            ),
            Self::ManyCells => format!(
                "{file} memuat lebih dari {} sel terisi. Salin tabelnya saja ke berkas baru, lalu ulangi.",
                number(limits.cells)
            ),
            Self::LongTexts => format!(
                "{file} memuat lebih dari {} MB teks di sel-selnya. Salin tabelnya saja ke berkas baru, lalu ulangi.",
                limits.text / (1024 * 1024)
            ),
            Self::FarCell(place) => format!(
                "{file} memuat sel yang terlalu jauh dari tabelnya: {place}. Hapus kolom itu, atau salin tabelnya saja ke berkas baru."
            ),
            Self::OpenQuote(line) => format!(
                "{file}: tanda kutip yang dibuka di baris {line} tidak pernah ditutup, sehingga semua baris sesudahnya tertelan. Tutup \
                 atau hapus tanda kutip itu, lalu ulangi."
            ),
            Self::Swallowed(from, to) => format!(
                "{file}: tanda kutip yang dibuka di baris {from} baru ditutup di baris {to}, sehingga baris tabel di antaranya tertelan. \
                 Hapus tanda kutip yang salah; bila memang satu isian, jadikan satu baris."
            ),
            Self::StrayQuote(line) => format!(
                "{file}: di baris {line} ada huruf di belakang tanda kutip penutup. Tanda kutip di dalam isian ditulis dua kali (\"\"), \
                 atau hapus tanda kutipnya."
            ),
            Self::BrokenLine(line) => {
                format!("{file}: baris {line} tidak terbaca sebagai tabel. Periksa tanda kutip di baris itu.")
            }
            Self::Blanks(line) => format!(
                "{file}: kolomnya hanya dipisah spasi, dan di baris {line} tidak jelas isi mana milik kolom mana, jadi tabelnya tidak dibaca. \
                 Simpan tabelnya sebagai CSV atau XLSX, atau salin langsung dari Excel (kolomnya lalu dipisah tab)."
            ),
            fixed => format!("{file} {}", fixed.fixed()),
        }
    }

    /// The same of a Word document, whose paragraphs and tables are read.
    #[must_use]
    pub fn words_of_document(&self, file: &str, limits: Limits) -> String {
        match self {
            Self::Nothing => {
                format!("{file} tidak memuat alinea atau tabel. Periksa dokumennya di Word, simpan ulang, lalu ulangi.")
            }
            Self::Locked => format!("{file} bersandi. Simpan di Word sebagai .docx tanpa sandi, lalu ulangi."),
            Self::ManyParts => format!(
                "{file} berisi terlalu banyak bagian, misalnya gambar. Salin alinea dan tabelnya saja ke dokumen Word baru, lalu ulangi."
            ),
            Self::Swollen => format!(
                "{file} jauh lebih besar isinya daripada berkasnya dan ditolak. Salin alinea dan tabelnya saja ke dokumen Word baru, lalu \
                 ulangi."
            ),
            Self::LongTexts => format!(
                "{file} memuat lebih dari {} MB teks. Bagi menjadi beberapa dokumen, lalu periksa satu per satu.",
                limits.text / (1024 * 1024)
            ),
            Self::ManyCells => format!(
                "{file} memuat lebih dari {} sel tabel. Bagi menjadi beberapa dokumen, lalu periksa satu per satu.",
                number(limits.cells)
            ),
            Self::ManyRows => format!(
                "{file} memuat tabel dengan lebih dari {} baris. Bagi menjadi beberapa dokumen, lalu periksa satu per satu.",
                number(limits.rows)
            ),
            Self::Pdf
            | Self::Page
            | Self::Unreadable
            | Self::NoText
            | Self::FarCell(_)
            | Self::OpenQuote(_)
            | Self::Swallowed(..)
            | Self::StrayQuote(_)
            | Self::BrokenLine(_)
            | Self::Blanks(_) => format!(
                "{file} bukan dokumen Word (DOCX) yang utuh. Buka dengan Word, simpan ulang sebagai .docx, lalu ulangi."
            ),
        }
    }

    fn fixed(&self) -> &'static str {
        match self {
            Self::Nothing => "kosong. Simpan tabelnya ke berkas itu, lalu ulangi.",
            Self::Pdf => "PDF. Yang dibaca: XLSX, XLS, ODS, CSV, atau tabel yang ditempel.",
            Self::Page => "halaman web (HTML atau XML), bukan tabel. Buka di Excel, lalu simpan sebagai .xlsx.",
            Self::Locked => "bersandi. Simpan sebagai .xlsx tanpa sandi, lalu ulangi.",
            Self::NoText => {
                "bukan teks, jadi bukan CSV, dan bukan buku kerja. Simpan tabelnya sebagai CSV atau XLSX, lalu ulangi."
            }
            Self::ManyParts => "berisi terlalu banyak bagian. Salin tabelnya ke buku kerja baru.",
            Self::Swollen => {
                "jauh lebih besar isinya daripada berkasnya dan ditolak. Salin tabelnya ke buku kerja baru."
            }
            _ => "bukan buku kerja (XLSX) yang utuh. Buka dengan Excel, simpan ulang sebagai .xlsx, lalu ulangi.",
        }
    }
}

fn number(most: usize) -> String {
    whole(i64::try_from(most).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_spoken_of_in_words_of_word() {
        let limits = Limits { unpacked: 1, cells: 1, text: 1024 * 1024, rows: 1 };
        for unfit in [
            Unfit::Nothing,
            Unfit::Locked,
            Unfit::Unreadable,
            Unfit::ManyParts,
            Unfit::Swollen,
            Unfit::LongTexts,
            Unfit::ManyCells,
            Unfit::ManyRows,
            Unfit::FarCell("A1".to_owned()),
        ] {
            let words = unfit.words_of_document("Berkas ini", limits);
            assert!(words.starts_with("Berkas ini "), "{words}");
            for foreign in ["buku kerja", "Excel", "XLSX", "xlsx", "kosong"] {
                assert!(!words.contains(foreign), "{unfit:?}: {words}");
            }
        }
    }
}
