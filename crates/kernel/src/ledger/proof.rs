//! What proves that a fact is still as it was posted, and the age groups of the ledger.

use chrono::Datelike;

use super::Model;
use crate::period::Day;
use crate::vault::fingerprint;

/// Age groups: the first age of each, and its name.
const AGES: [(i32, &str); 6] = [(0, "0-17"), (18, "18-24"), (25, "25-34"), (35, "35-44"), (45, "45-54"), (55, "55+")];

/// The age group on a day of somebody born on another; none before birth.
#[must_use]
pub fn age_group(born: Day, on: Day) -> Option<&'static str> {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    let age = on.year() - born.year() - i32::from(!had_birthday);
    AGES.iter().rev().find(|(from, _)| *from <= age).map(|(_, name)| *name)
}

impl Model {
    /// What the fact says, field by field, in one line: all of it but the end of its recorded interval, the only thing
    /// that may ever change.
    #[must_use]
    pub fn line(&self) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            self.id.to_string(),
            self.jenis.clone(),
            self.catatan_id.to_string(),
            self.ukuran.clone(),
            self.kantor_id.to_string(),
            self.orang_id.map(|person| person.to_string()).unwrap_or_default(),
            self.hari.to_string(),
            self.hari_akhir.map(|day| day.to_string()).unwrap_or_default(),
            self.dihitung.to_string(),
            text(&self.alasan),
            self.jumlah.to_string(),
            text(&self.kategori),
            text(&self.negara),
            text(&self.kelamin),
            text(&self.provinsi),
            text(&self.kelompok_umur),
            self.dicatat_dari.timestamp_micros().to_string(),
            self.riwayat_id.to_string(),
        ]
        .join("\u{1f}")
    }

    /// The SHA-256 of [`Model::line`], in hex.
    #[must_use]
    pub fn proof(&self) -> String {
        fingerprint(self.line().as_bytes())
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
