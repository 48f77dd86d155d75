//! Numbers by which people are known and reached, as they are typed.

use super::Value;
use super::seen::{filler, nothing};
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
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\'')).collect();
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
    filler(nik) || !(1..=31).contains(&day) || !(1..=12).contains(&month) || serial == 0
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
    let number: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if nothing(text)
        || (digits.is_empty() && !number.is_empty())
        || filler(&number)
        || (digits.len() > 3 && nothing(&digits))
    {
        return Err("Ini bukan nomor dokumen. Bila hilang atau tidak diketahui, kosongkan.".to_owned());
    }
    if (5..=20).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/') {
        return Ok(Value::Text(number));
    }
    Err("Nomor dokumen harus 5 sampai 20 huruf dan angka, misalnya X1234567.".to_owned())
}

pub(super) fn phone(text: &str) -> Result<Value, String> {
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
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
