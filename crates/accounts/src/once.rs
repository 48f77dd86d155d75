//! One-time words: what somebody logs in with once, to choose a password. They stand in the place of the password's hash, so that the row's
//! stamp holds them too: `sekali:<until, in microseconds>:<hash>`.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::vault::{self, Vault};
use kernel::{PenggunaId, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a word may be used.
pub(crate) const LIFE: TimeDelta = TimeDelta::hours(24);
/// How long whoever came in with a word may take to choose a password.
const CHOOSING: TimeDelta = TimeDelta::minutes(15);
const MARK: &str = "sekali:";
/// The place of tickets to the form for a password.
pub(crate) const PLACE: &str = "masuk.sekali";
/// Letters and digits that nobody takes for one another; as many as a byte has shares of.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789w";

/// A word that an account has in place of a password.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Once<'a> {
    /// Until when it may be used.
    pub(crate) until: DateTime<Utc>,
    /// Its hash.
    pub(crate) hash: &'a str,
}

/// A new word, in four groups of four: 75 bits and more.
pub(crate) fn word() -> Result<String> {
    let letters = vault::random::<16>()?.map(|byte| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'a'));
    let groups: Vec<String> =
        letters.chunks(4).map(|group| group.iter().map(|letter| char::from(*letter)).collect()).collect();
    Ok(groups.join("-"))
}

/// A word as it was made, however it is typed.
pub(crate) fn plain(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// What stands in the place of a password's hash.
pub(crate) fn written(until: DateTime<Utc>, hash: &str) -> String {
    format!("{MARK}{}:{hash}", until.timestamp_micros())
}

/// The word that stands in the place of a password's hash, if one does.
pub(crate) fn of(held: &str) -> Option<Once<'_>> {
    let (until, hash) = held.strip_prefix(MARK)?.split_once(':')?;
    Some(Once { until: DateTime::from_timestamp_micros(until.parse().ok()?)?, hash })
}

/// What who has shown one thing carries to the form that asks for the next.
#[derive(Serialize, Deserialize)]
struct Ticket {
    user: Uuid,
    generation: i64,
    until: i64,
}

/// A ticket for a user of a generation, sealed for a place: it leads nowhere else.
pub(crate) fn ticket(
    vault: &Vault,
    place: &str,
    (user, generation): (PenggunaId, i64),
    now: DateTime<Utc>,
) -> Result<String> {
    let ticket = Ticket { user: user.0, generation, until: (now + CHOOSING).timestamp() };
    let text = serde_json::to_vec(&ticket).map_err(kernel::Problem::internal)?;
    Ok(vault::hex(&vault.seal(place, &text)?))
}

/// Whose a ticket is, and of which generation; none for what is no ticket or too old.
pub(crate) fn bearer(vault: &Vault, place: &str, carried: &str, now: DateTime<Utc>) -> Option<(PenggunaId, i64)> {
    let text = vault.open(place, &unhex(carried)?).ok()?;
    let ticket: Ticket = serde_json::from_slice(&text).ok()?;
    (now.timestamp() < ticket.until).then_some((PenggunaId(ticket.user), ticket.generation))
}

/// The bytes of hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_it_is_typed() {
        let word = word().unwrap();
        assert_eq!(word.len(), 19, "{word}");
        assert_eq!(plain(&format!(" {} ", word.to_uppercase())), plain(&word));
        assert_ne!(super::word().unwrap(), word);
    }

    #[test]
    fn what_stands_for_a_hash_says_until_when() {
        let until = DateTime::from_timestamp_micros(1_764_000_000_000_001).unwrap();
        let held = written(until, "$argon2id$v=19$m=64,t=2,p=1$a$b");
        assert_eq!(of(&held), Some(Once { until, hash: "$argon2id$v=19$m=64,t=2,p=1$a$b" }));
        assert_eq!(of("$argon2id$v=19$m=64,t=2,p=1$a$b"), None);
    }

    #[test]
    fn a_ticket_is_good_for_a_quarter_of_an_hour_and_under_its_own_key() {
        let (vault, now) = (Vault::new(&[7; 32]), DateTime::UNIX_EPOCH);
        let who = (PenggunaId(Uuid::nil()), 3);
        let carried = ticket(&vault, PLACE, who, now).unwrap();
        assert_eq!(bearer(&vault, PLACE, &carried, now), Some(who));
        assert_eq!(bearer(&vault, PLACE, &carried, now + CHOOSING), None);
        assert_eq!(bearer(&Vault::new(&[8; 32]), PLACE, &carried, now), None);
        assert_eq!(bearer(&vault, "masuk.kode", &carried, now), None);
        for odd in ["", "x", "é", "00", "zz"] {
            assert_eq!(bearer(&vault, PLACE, odd, now), None, "{odd}");
        }
    }
}
