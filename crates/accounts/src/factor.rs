//! The second factor: a secret that an app on a telephone shares with the house, six digits for each half minute (RFC 6238), and words for
//! who lost the telephone. Nothing here asks the database or the clock.

use chrono::{DateTime, Utc};
use kernel::vault::{self, Vault};
use kernel::{PenggunaId, Problem, Result};
use qrcode::QrCode;
use qrcode::render::svg;
use totp_rs::{Algorithm, TOTP};

use crate::once;

/// How many seconds a code lasts.
const STEP: u64 = 30;
const DIGITS: usize = 6;
/// How many bytes a secret has: as many as SHA-1 gives.
const LENGTH: usize = 20;
/// How many words there are for who lost the telephone.
pub(crate) const WORDS: usize = 8;
/// The least width of the picture.
const WIDTH: u32 = 220;

/// What house and telephone share.
pub(crate) struct Secret(TOTP);

/// The place for which the secret of a user is sealed.
pub(crate) fn place(user: PenggunaId) -> String {
    format!("pengguna.faktor.{user}")
}

impl Secret {
    /// A new one.
    pub(crate) fn new() -> Result<Self> {
        Self::of(vault::random::<LENGTH>()?.to_vec())
    }

    fn of(bytes: Vec<u8>) -> Result<Self> {
        // Which steps are looked at is decided in `step`, since each may be used once.
        TOTP::new(Algorithm::SHA1, DIGITS, 0, STEP, bytes)
            .map(Self)
            .map_err(|error| Problem::internal(error.to_string()))
    }

    /// Sealed for its user: it opens for nobody else.
    pub(crate) fn sealed(&self, vault: &Vault, user: PenggunaId) -> Result<Vec<u8>> {
        vault.seal(&place(user), &self.0.secret)
    }

    /// What [`Secret::sealed`] made for the same user.
    pub(crate) fn opened(vault: &Vault, user: PenggunaId, sealed: &[u8]) -> Result<Self> {
        Self::of(vault.open(&place(user), sealed)?)
    }

    /// The step whose code was typed: that of now, the one before or the one after.
    pub(crate) fn step(&self, typed: &str, now: DateTime<Utc>) -> Option<i64> {
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        if typed.len() != DIGITS || !typed.bytes().all(|one| one.is_ascii_digit()) {
            return None;
        }
        let typed = vault::fingerprint(typed.as_bytes());
        let now = u64::try_from(now.timestamp()).ok()? / STEP;
        // Fingerprints are compared, so that time tells nothing of the code.
        let fits = |step: &u64| vault::fingerprint(self.0.generate(*step * STEP).as_bytes()) == typed;
        let step = (now.saturating_sub(1)..=now.saturating_add(1)).find(fits)?;
        i64::try_from(step).ok()
    }

    /// As it is typed into an app: letters and digits in groups of four.
    pub(crate) fn text(&self) -> String {
        let letters: Vec<char> = self.0.get_secret_base32().chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }

    /// As an app opens it. Names to log in with have only what may stand in an address.
    pub(crate) fn link(&self, login: &str) -> String {
        format!("otpauth://totp/Lindung:{login}?secret={}&issuer=Lindung", self.0.get_secret_base32())
    }
}

/// An address as a picture that a telephone reads, in SVG.
pub(crate) fn picture(link: &str) -> Result<String> {
    let code = QrCode::new(link.as_bytes()).map_err(|error| Problem::internal(error.to_string()))?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(WIDTH, WIDTH).build();
    // The line before it says that it is XML, which a page is not.
    Ok(drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or_default().to_owned())
}

/// New words for who lost the telephone.
pub(crate) fn words() -> Result<Vec<String>> {
    (0..WORDS).map(|_| once::word()).collect()
}

/// By what a word of a user is found again. Nobody makes it without the key of the house.
pub(crate) fn mark(vault: &Vault, user: PenggunaId, word: &str) -> String {
    vault.blind_index("faktor.kata", &format!("{user}:{}", once::plain(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn secret() -> Secret {
        Secret::of(b"12345678901234567890".to_vec()).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
        let table = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, code) in table {
            assert_eq!(secret().step(code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_before_and_after_its_own() {
        let (secret, code, begin) = (secret(), "005924", 1_234_567_890 / 30 * 30);
        let good = |seconds| secret.step(code, at(seconds)) == Some(begin / 30);
        assert!(good(begin - 30) && good(begin) && good(begin + 59));
        assert!(!good(begin - 31) && !good(begin + 60));
        assert_eq!(secret.step(" 005 924 ", at(begin)), Some(begin / 30), "as apps show it");
        for odd in ["", "00592", "0059245", "００５９２４", "-05924", "abcdef"] {
            assert_eq!(secret.step(odd, at(begin)), None, "{odd}");
        }
        assert_eq!(secret.step(code, at(0) - TimeDelta::days(1)), None, "no clock before 1970");
    }

    #[test]
    fn a_secret_opens_for_its_user_only_and_is_typed_in_groups() {
        let (vault, user) = (Vault::new(&[7; 32]), PenggunaId(Uuid::nil()));
        let sealed = secret().sealed(&vault, user).unwrap();
        assert_eq!(Secret::opened(&vault, user, &sealed).unwrap().text(), secret().text());
        assert!(Secret::opened(&vault, PenggunaId(Uuid::max()), &sealed).is_err());
        assert_eq!(secret().text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let link = secret().link("budi.contoh");
        assert_eq!(link, "otpauth://totp/Lindung:budi.contoh?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lindung");
        let picture = picture(&link).unwrap();
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"), "{picture}");
        assert_ne!(Secret::new().unwrap().text(), Secret::new().unwrap().text());
    }

    #[test]
    fn a_word_is_of_one_user_and_found_however_it_is_typed() {
        let (vault, user) = (Vault::new(&[7; 32]), PenggunaId(Uuid::nil()));
        let words = words().unwrap();
        assert_eq!(words.len(), WORDS);
        let word = words.first().unwrap();
        assert_eq!(mark(&vault, user, word), mark(&vault, user, &format!(" {} ", word.to_uppercase())));
        assert_ne!(mark(&vault, user, word), mark(&vault, PenggunaId(Uuid::max()), word));
    }
}
