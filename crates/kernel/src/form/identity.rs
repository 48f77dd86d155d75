//! Numbers by which people are known and reached, as they are typed.

use super::Value;
use super::seen::{filler, numberless, repeats, runs, straight};
use crate::reference::Reference;

/// The message for a number that a spreadsheet shows in scientific form, so that its last digits are gone.
pub(super) const SCIENTIFIC: &str = "Excel mengubah nomor ini menjadi bentuk ilmiah (E+), dan angka-angka terakhirnya hilang. \
     Jadikan kolomnya teks (Format Cells, Text), lalu ketik ulang nomornya.";

/// Whether a text is a number in scientific form: `3.60299121187E+15`.
pub(super) fn scientific(text: &str) -> bool {
    let Some((mantissa, power)) = text.trim().split_once(['e', 'E']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    let signed = power.strip_prefix('+').is_some_and(digits);
    whole.len() == 1 && digits(whole) && digits(fraction) && (signed || (mantissa.len() > 1 && digits(power)))
}

/// NIK: digits only; blanks and dots between them are left out. It must have 16, for a shorter one is a typing error.
pub(super) fn nik(text: &str) -> Result<Value, String> {
    if scientific(text) {
        return Err("Excel mengubah NIK ini menjadi bentuk ilmiah (E+), dan angka-angka terakhirnya hilang. Jadikan kolomnya teks \
                    (Format Cells, Text). Ketik ulang NIK dari kartunya."
            .to_owned());
    }
    if let Some(whole) = text
        .strip_suffix(".0")
        .or_else(|| text.strip_suffix(",0"))
        .filter(|whole| whole.len() == 16 && whole.bytes().all(|one| one.is_ascii_digit()))
    {
        let left = text.trim_start_matches(whole);
        return Err(format!(
            "NIK ini lewat program yang menyimpannya sebagai bilangan (berakhir {left}), sehingga angka terakhirnya bisa salah. Ketik \
             ulang NIK dari kartunya."
        ));
    }
    let digits: String = straight(text).chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\'')).collect();
    if digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return if impossible(&digits) {
            Err("NIK seperti ini tidak ada. Periksa kartunya; bila NIK tidak diketahui, kosongkan.".to_owned())
        } else {
            Ok(Value::Text(digits))
        };
    }
    if digits.contains(|one: char| !one.is_ascii_digit()) {
        return Err("NIK terdiri atas 16 angka, tanpa huruf dan tanda lain. Periksa kartunya; bila NIK tidak diketahui, kosongkan."
            .to_owned());
    }
    let length = digits.len();
    Err(format!("NIK harus 16 angka, ini {length}. Periksa kartunya; bila NIK tidak diketahui, kosongkan."))
}

/// Whether nobody can have a NIK: it only fills the place, there is no such day of birth, or it ends in 0000 (serials begin at 0001).
fn impossible(nik: &str) -> bool {
    let part = |range: std::ops::Range<usize>| {
        nik.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or_default()
    };
    let (day, month, serial) = (part(6..8), part(8..10), part(12..16));
    let day = if day > 40 { day - 40 } else { day };
    // A few digits over and over, or ten of the same: nobody types that from a card.
    let typed_blindly = filler(nik) || repeats(nik, 4) || runs(nik, 10);
    typed_blindly || !(1..=31).contains(&day) || !(1..=12).contains(&month) || serial == 0
}

/// What is odd about a NIK. It follows the first registration, so a difference from birth date or home is no error.
pub(super) fn odd_nik(nik: &str, reference: &Reference) -> Option<String> {
    let part = |range: std::ops::Range<usize>| nik.get(range).unwrap_or_default();
    let area = format!("{}.{}", part(0..2), part(2..4));
    if reference.area(&area).is_none() {
        return Some(format!("Kode wilayah NIK ({area}) tidak ada dalam daftar; periksa kartunya."));
    }
    None
}

pub(super) fn passport(text: &str) -> Result<Value, String> {
    let text = straight(text);
    if several(&text) {
        return Err("Ini dua nomor. Tulis satu nomor dokumen saja: yang berlaku; yang lain di keterangan.".to_owned());
    }
    let number: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let letters: String = number.chars().filter(|one| one.is_alphabetic()).collect();
    // A serial of zeros, of one digit only, or of digits that repeat; a year behind the name of the document.
    let blind = (digits.len() > 3 && digits.bytes().all(|one| one == b'0'))
        || (digits.len() > 5 && runs(&digits, digits.len()) && letters.len() < 3)
        || (letters.is_empty() && repeats(&digits, 3))
        || (digits.len() < 5 && ["SPLP", "PASPOR", "PASSPORT"].contains(&letters.as_str()));
    if numberless(&text) || (digits.is_empty() && !number.is_empty()) || filler(&number) || blind {
        return Err("Ini bukan nomor dokumen. Bila hilang atau tidak diketahui, kosongkan.".to_owned());
    }
    if (5..=20).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/') {
        return Ok(Value::Text(number));
    }
    Err("Nomor dokumen harus 5 sampai 20 huruf dan angka, misalnya X1234567.".to_owned())
}

/// Whether two numbers stand in one cell: `C1234567/X7654321`.
fn several(text: &str) -> bool {
    let number = |part: &&str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let letters = part.trim().bytes().take_while(u8::is_ascii_alphabetic).count();
        digits >= 6 && (1..3).contains(&letters)
    };
    text.split(['/', ';', ',', '&', '+']).filter(number).count() > 1
}

/// A number that another system gave.
///
/// # Errors
/// Where it is none: words, or digits that only fill the place.
pub(super) fn outside(text: &str) -> Result<(), String> {
    let plain: String = text.chars().filter(|one| one.is_alphanumeric()).collect();
    let all = !plain.is_empty() && plain.bytes().all(|one| one.is_ascii_digit());
    let counts = plain.len() > 2 && ["0123456789", "1234567890"].iter().any(|row| row.starts_with(&plain));
    let blind = all && (filler(&plain) || counts || (plain.len() > 2 && runs(&plain, plain.len())));
    if numberless(text) || !text.chars().any(char::is_numeric) || blind {
        return Err("Ini bukan nomor. Tulis nomornya, atau kosongkan bila belum ada.".to_owned());
    }
    Ok(())
}

pub(super) fn phone(text: &str) -> Result<Value, String> {
    let text = straight(text);
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if number.len() > 16 && text.contains(['/', ',', ';']) {
        return Err("Tulis satu nomor telepon saja; yang lain di keterangan.".to_owned());
    }
    if (6..=16).contains(&number.len()) && text.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c)) {
        return Ok(Value::Text(number));
    }
    Err("Nomor telepon harus 6 sampai 15 angka, misalnya +62 812 0000 0000.".to_owned())
}

/// What is odd about a document number: those of passports and SPLP begin with letters, and a spreadsheet drops zeros before a number.
pub(super) fn odd_passport(number: &str) -> Option<String> {
    number.bytes().all(|one| one.is_ascii_digit()).then(|| {
        "Nomor dokumen ini hanya angka. Bila pernah tersimpan sebagai angka di Excel, angka 0 di depannya sudah hilang. Cocokkan \
         dengan dokumennya."
            .to_owned()
    })
}

/// What is odd about a telephone number: without its 0 it may be one of this country or of another.
pub(super) fn odd_phone(number: &str) -> Option<String> {
    (number.starts_with('8') && (9..=12).contains(&number.len())).then(|| {
        "Nomor ini diawali 8, tanpa 0 atau +62. Bila nomor Indonesia, tulis dengan 0 di depan; bila nomor luar negeri, tulis + dan \
         kode negaranya."
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_fills_the_place_is_no_number() {
        for text in
            ["1212121212121212", "1234123412341234", "3602991111111111", "1111111111111112", "3602 9911 1111 1111"]
        {
            assert!(nik(text).unwrap_err().contains("tidak ada"), "{text}");
        }
        assert!(nik("3602991211870010.0").unwrap_err().contains("bilangan"));
        assert!(nik("3602‑9912‑1187‑0001").is_ok() && nik("3602990101900101").is_ok());
        for text in [
            "hilang di LN",
            "HILANG2025",
            "TIDAK ADA 1",
            "belum123",
            "SPLP/2025",
            "paspor 2025",
            "A1111111",
            "X9999999",
            "123123",
            "121212",
            "dlm proses",
            "ditahan majikan",
        ] {
            assert!(passport(text).unwrap_err().contains("bukan nomor"), "{text}");
        }
        for text in ["C1234567/X7654321", "X1234567, B7654321", "C1234567; C7654321"] {
            assert!(passport(text).unwrap_err().contains("dua nomor"), "{text}");
        }
        for text in ["C1234567", "SPLP/123/2025", "SPLP123456", "ZZ000001", "XD 123456"] {
            assert!(passport(text).is_ok(), "{text}");
        }
        assert!(phone("0812‑0000‑0000").is_ok() && phone("081200000001, 081300000002").unwrap_err().contains("satu"));
    }

    #[test]
    fn a_number_of_another_system_has_digits_that_say_something() {
        for text in [
            "dlm proses",
            "dalam proses",
            "blm terbit",
            "belum keluar",
            "TBA",
            "menunggu",
            "tidak ada nomor",
            "no. belum ada",
            "123",
            "1234",
            "12345",
            "1111",
            "111",
            "000",
            "CONTOH",
            "belum 2025",
            "hilang 12",
            "?",
            "987654321",
        ] {
            assert!(outside(text).is_err(), "{text}");
        }
        for text in ["1", "12", "S-1", "CONTOH-1", "SKP-2025-900001", "20251234", "No. 12/2025", "100"] {
            assert!(outside(text).is_ok(), "{text}");
        }
    }
}
