//! The fingerprints that prove that a fact is still as it was posted, and the age groups of the ledger.

use chrono::Datelike;

use super::Model;
use crate::joined::{Joined, has_lengths};
use crate::period::Day;
use crate::vault::fingerprint;

/// Age groups: the first age of each, and its name.
const AGES: [(i32, &str); 6] = [(0, "0-17"), (18, "18-24"), (25, "25-34"), (35, "35-44"), (45, "45-54"), (55, "55+")];

/// The age group, on the day `on`, of a person born on the day `born`; none before birth.
#[must_use]
pub fn age_group(born: Day, on: Day) -> Option<&'static str> {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    let age = on.year() - born.year() - i32::from(!had_birthday);
    AGES.iter().rev().find(|(from, _)| *from <= age).map(|(_, name)| *name)
}

/// How the fields of a fact are joined before they are hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// With a separator between them, as was done before [`Joined`]. Fingerprints stored under this rule are still checked by
    /// it.
    Marked,
    /// With their lengths.
    #[default]
    Lengths,
}

impl Model {
    /// All fields of the fact except the end of its recorded interval, which is the only thing that may ever change.
    fn fields(&self) -> [Option<String>; 18] {
        [
            Some(self.id.to_string()),
            Some(self.jenis.clone()),
            Some(self.catatan_id.to_string()),
            Some(self.ukuran.clone()),
            Some(self.kantor_id.to_string()),
            self.orang_id.map(|person| person.to_string()),
            Some(self.hari.to_string()),
            self.hari_akhir.map(|day| day.to_string()),
            Some(self.dihitung.to_string()),
            self.alasan.clone(),
            Some(self.jumlah.to_string()),
            self.kategori.clone(),
            self.negara.clone(),
            self.kelamin.clone(),
            self.provinsi.clone(),
            self.kelompok_umur.clone(),
            Some(self.dicatat_dari.timestamp_micros().to_string()),
            Some(self.riwayat_id.to_string()),
        ]
    }

    /// The same in one line, as it is hashed by [`Rule::Marked`].
    fn line(&self) -> String {
        self.fields().map(Option::unwrap_or_default).join("\u{1f}")
    }

    fn joined(&self) -> Joined {
        let mut joined = Joined::of("fakta");
        for field in self.fields() {
            joined.maybe(field.as_deref().map(str::as_bytes));
        }
        joined
    }

    /// The bytes of the fact, for a hash over several facts.
    pub(super) fn said(&self, rule: Rule) -> Vec<u8> {
        match rule {
            Rule::Marked => [self.line().as_bytes(), b"\n"].concat(),
            Rule::Lengths => {
                let joined = self.joined();
                [&(joined.bytes().len() as u64).to_be_bytes(), joined.bytes()].concat()
            }
        }
    }

    /// The fact's fingerprint.
    #[must_use]
    pub fn proof(&self) -> String {
        self.joined().fingerprint()
    }

    /// Whether the fact still matches a stored fingerprint, by the rule under which that was made.
    #[must_use]
    pub fn fits(&self, kept: &str) -> bool {
        if has_lengths(kept) { self.proof() == kept } else { fingerprint(self.line().as_bytes()) == kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_changes_on_the_birthday() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(age_group(day("2000-03-02"), day("2018-03-01")), Some("0-17"));
        assert_eq!(age_group(day("2000-03-02"), day("2018-03-02")), Some("18-24"));
        assert_eq!(age_group(day("2000-02-29"), day("2025-02-28")), Some("18-24"));
        assert_eq!(age_group(day("1950-01-01"), day("2025-01-01")), Some("55+"));
        assert_eq!(age_group(day("2025-06-01"), day("2025-05-01")), None);
    }
}
