//! Names of people as they are typed.

use super::Value;
use super::parse::limited;
use super::seen::{nothing, runs};
use super::shape::NAME;

/// The name of one person.
///
/// # Errors
/// Where it is none, or of more than one, or holds a number.
pub(super) fn name(text: &str) -> Result<Value, String> {
    if text.contains(['\n', '\r', '\t']) {
        return Err("Tulis namanya dalam satu baris.".to_owned());
    }
    // Na and No are names as well.
    let short = text.chars().count() < 4 && text.chars().all(char::is_alphabetic) && !runs(&text.to_lowercase(), 3);
    let nobody = nothing(text) || HEADS.contains(&text.trim_end_matches(':').trim().to_lowercase().as_str());
    if (nobody && !short) || !text.chars().any(char::is_alphabetic) {
        return Err("Ini bukan nama. Tulis nama orangnya dengan huruf.".to_owned());
    }
    if is_several(text) {
        return Err("Ini nama lebih dari satu orang. Tulis satu orang saja; yang lain dicatat sendiri.".to_owned());
    }
    if text.split(|one: char| !one.is_ascii_digit()).any(|digits| digits.len() > 6) {
        return Err("Di nama ini ada nomor. Pindahkan nomornya ke isiannya sendiri.".to_owned());
    }
    limited(numbered(text).unwrap_or(text), NAME)
}

/// Whether names of two people stand in a text, or of one with those who came along: `Siti & Budi`, `Siti + 2 anak`, `Siti; Budi`.
fn is_several(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['&', '+', ';']).collect();
    let apart = |pair: &[&str]| match pair {
        [one, other] => one.ends_with(' ') || other.starts_with(' '),
        _ => false,
    };
    parts.windows(2).any(apart) && parts.iter().filter(|part| part.contains(char::is_alphabetic)).count() > 1
}

/// Words of a table's heads and sums, which are nobody's name.
const HEADS: [&str; 8] =
    ["nama", "nama lengkap", "nama pmi", "jumlah", "total", "sub total", "subtotal", "grand total"];

/// A name without the running number before it: `12. Siti`, `3) Budi`.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|one: char| one.is_ascii_digit());
    let name = rest.strip_prefix(['.', ')']).filter(|_| rest.len() < text.len())?.trim_start();
    name.starts_with(char::is_alphabetic).then_some(name)
}

/// What is odd about a name.
pub(super) fn odd_name(text: &str) -> Option<String> {
    if numbered(text).is_some() {
        return Some("Nomor urut di depan nama tidak dicatat.".to_owned());
    }
    let lost = text.contains('?');
    lost.then(|| {
        "Di nama ini ada tanda tanya: mungkin hurufnya hilang waktu disimpan. Cocokkan dengan dokumennya.".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_person_s_and_nothing_else() {
        for (text, told) in [
            ("Siti Contoh & Budi Contoh", "lebih dari satu"),
            ("Siti Contoh + 2 anak", "lebih dari satu"),
            ("Siti Contoh; Budi Contoh", "lebih dari satu"),
            ("Siti Contoh 3602991211870001", "nomor"),
            ("X1234567 Siti", "nomor"),
            ("Tanpa nama", "bukan nama"),
            ("Tidak Dikenal", "bukan nama"),
            ("belum diketahui", "bukan nama"),
            ("Jumlah", "bukan nama"),
            ("NAMA LENGKAP:", "bukan nama"),
            ("xxx", "bukan nama"),
        ] {
            let refusal = name(text).unwrap_err();
            assert!(refusal.contains(told), "{text}: {refusal}");
        }
        for text in [
            "Na",
            "No",
            "Ana",
            "Ramesh a/l Contoh",
            "Siti Contoh, S.Pd",
            "Mr. X",
            "Ada Contoh",
            "Total Contoh",
            "Siti&Contoh",
        ] {
            assert_eq!(name(text), Ok(Value::Text(text.to_owned())));
        }
        assert_eq!(name("12. Siti Contoh"), Ok(Value::Text("Siti Contoh".to_owned())));
        assert!(odd_name("3) Budi").is_some() && odd_name("Nur?aini").is_some() && odd_name("Nur'aini").is_none());
    }
}
