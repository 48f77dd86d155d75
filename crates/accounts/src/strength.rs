//! Which passwords are taken: long enough, and not what somebody would try first.

use kernel::{Problem, Result};
use zxcvbn::{Score, zxcvbn};

const LEAST: usize = 12;
/// The most bytes that a password may have.
pub(crate) const MOST: usize = 1_024;
/// How many letters and digits must be left of a password without its user's names and the words of the office.
const BESIDE_NAMES: usize = 6;

/// Words of the office: they stand for nothing in a password, like its user's names.
const OFFICE: [&str; 15] = [
    "pelindungan",
    "lindung",
    "bnp2tki",
    "kp2mi",
    "bp2mi",
    "bp3mi",
    "p4mi",
    "pekerja",
    "migran",
    "banten",
    "soetta",
    "jakarta",
    "kantor",
    "bandara",
    "helpdesk",
];

/// What people here think of first, and no list from elsewhere has.
const NEAR: [&str; 12] = [
    "indonesia",
    "indonesiaraya",
    "merdeka",
    "garuda",
    "pancasila",
    "bismillah",
    "alhamdulillah",
    "assalamualaikum",
    "rahasia",
    "katasandi",
    "sandi",
    "sayang",
];

/// Refuses a password that is too short, too long, illegible, made of its user's names, or easily guessed.
///
/// # Errors
/// [`Problem::Invalid`] at `password`.
pub(crate) fn refuse_weak(password: &str, names: &[&str]) -> Result<()> {
    let refuse = |why: &str| Err(Problem::field("password", why));
    if password.chars().count() < LEAST {
        return refuse("Kata sandi paling sedikit 12 huruf.");
    }
    if password.len() > MOST {
        return refuse("Kata sandi terlalu panjang.");
    }
    if password.chars().any(char::is_control) {
        return refuse("Kata sandi berisi karakter yang tidak terbaca. Pakai huruf, angka, tanda baca dan spasi.");
    }
    let words = words(names);
    let mut known: Vec<&str> = words.iter().map(String::as_str).chain(OFFICE).collect();
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = known.iter().fold(plain(password), |rest, word| rest.replace(word, ""));
    if rest.chars().count() < BESIDE_NAMES {
        return refuse("Kata sandi tidak boleh tersusun dari nama Anda atau kata-kata kantor. Pilih kata lain.");
    }
    known.extend(NEAR);
    if zxcvbn(password, &known).score() < Score::Three {
        return refuse(
            "Kata sandi ini mudah ditebak. Pakai tiga kata atau lebih yang tidak berkaitan, tanpa nama dan tahun.",
        );
    }
    Ok(())
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names whole and in words; what is shorter than four letters stands in many words.
fn words(names: &[&str]) -> Vec<String> {
    let whole = names.iter().map(|name| plain(name));
    let parts = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).map(plain);
    whole.chain(parts).filter(|word| word.chars().count() >= 4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(password: &str) -> bool {
        refuse_weak(password, &["siti.contoh-1", "Siti Aminah Contoh"]).is_ok()
    }

    #[test]
    fn what_somebody_would_try_first_is_refused() {
        for weak in [
            "password1234",
            "passwordpassword",
            "123456789012",
            "qwertyuiop123",
            "aaaaaaaaaaaaaaaa",
            "abcdefghijklmnop",
            "P@ssw0rd2025!",
            "katasandi123",
            "Rahasia12345",
            "indonesia1945",
            "bismillah1234",
            "LindungBP3MI1",
            "kantor bandara banten",
            "!!!!!!!!!!!!!!!!",
            "iloveyou1234",
            "siti.contoh-1",
            "SitiAminah2025",
            "contoh-aminah-1990",
            "Aminah Contoh 1",
            "pendek",
            "kuda hijau\u{7} menari",
            "kuda hijau\0menari",
        ] {
            assert!(!taken(weak), "{weak:?}");
        }
        assert!(!taken(&"x".repeat(1_025)));
    }

    #[test]
    fn words_that_do_not_belong_together_are_taken() {
        for good in [
            "kata sandi uji",
            "kuda hijau menari pelan",
            "contoh-9f3a61c07b",
            "sandi-peramban-contoh",
            "Tr7#mQ9!zKp2",
            "perahu lumpia 47 senja",
        ] {
            assert!(taken(good), "{good:?}");
        }
        assert!(refuse_weak("kuda hijau menari pelan", &["ali", ""]).is_ok());
    }
}
