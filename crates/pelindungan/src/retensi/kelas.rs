//! How long records are kept: the classes of `config/referensi/retensi.toml`, each with its years and its kinds of record (UU 43/2009, Jadwal
//! Retensi Arsip). A kind that no class names is kept as long as the longest.

use std::sync::LazyLock;

use chrono::Months;
use kernel::Day;
use serde::Deserialize;

/// A class of the schedule.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Kelas {
    /// What people call it.
    pub label: String,
    /// For how many years records are kept after they were last changed.
    pub tahun: u32,
    /// `asumsi`, until the office says so; else the legal basis.
    pub status: String,
    /// The kinds of record.
    pub jenis: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Jadwal {
    kelas: Vec<Kelas>,
}

const TEXT: &str = include_str!("../../../../config/referensi/retensi.toml");

/// The schedule; without classes where the file cannot be read, which a test keeps from being shipped.
static SCHEDULE: LazyLock<Vec<Kelas>> =
    LazyLock::new(|| toml::from_str::<Jadwal>(TEXT).map(|schedule| schedule.kelas).unwrap_or_default());

/// The shortest time for which anything is kept, in years.
pub(crate) fn shortest() -> u32 {
    SCHEDULE.iter().map(|class| class.tahun).min().unwrap_or_default()
}

/// The class of a kind; the longest for a kind that none names. None only if there is no schedule.
pub(crate) fn class(kind: &str) -> Option<&'static Kelas> {
    let own = SCHEDULE.iter().find(|class| class.jenis.iter().any(|name| name == kind));
    own.or_else(|| SCHEDULE.iter().max_by_key(|class| class.tahun))
}

impl Kelas {
    /// The last day on which what ended on a day must be kept.
    pub(crate) fn until(&self, ended: Day) -> Option<Day> {
        ended.checked_add_months(Months::new(12 * self.tahun))
    }

    /// How long, of what, and by which right.
    pub(crate) fn words(&self) -> String {
        format!("{} tahun ({}, {})", self.tahun, self.label, self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_is_read_and_what_it_does_not_name_is_kept_longest() {
        assert!(SCHEDULE.len() >= 3);
        assert!(SCHEDULE.iter().all(|class| class.tahun >= 1 && !class.label.is_empty() && class.status == "asumsi"));
        let years = |kind| class(kind).map(|class| class.tahun);
        assert_eq!(years("pengaduan"), Some(10));
        assert_eq!(years("hantu"), SCHEDULE.iter().map(|class| class.tahun).max());
        let until = class("opp").unwrap().until("2024-02-29".parse().unwrap());
        assert_eq!(until, Some("2029-02-28".parse().unwrap()));
        assert_eq!(class("opp").unwrap().words(), "5 tahun (Berkas penempatan, asumsi)");
    }
}
