//! How a problem stood at the end of a day, by its days alone: a report of a year says the same whenever it is made.

use kernel::form::parse_day;
use kernel::period::spelled;
use kernel::{Day, Period};

use super::entity::Model;
use super::status::Status;

impl Model {
    /// The state at the end of a day; none where it was not noted yet.
    #[must_use]
    pub fn state_on(&self, on: Day) -> Option<Status> {
        let by = |day: Option<Day>| day.is_some_and(|day| day <= on);
        if !by(Some(self.dicatat_pada)) {
            return None;
        }
        Some(match () {
            () if by(self.selesai_pada) => Status::Selesai,
            () if by(self.dibuka_kembali_pada) => Status::DibukaKembali,
            () if by(self.selesai_sebelumnya_pada) => Status::Selesai,
            () if by(self.ditindaklanjuti_pada) => Status::Ditindaklanjuti,
            () => Status::Tercatat,
        })
    }

    /// Whether it belongs to a period as known at the end of a day: it was open at some time in it.
    #[must_use]
    pub fn belongs_to(&self, period: Period, on: Day) -> bool {
        let before = period.from.pred_opt().and_then(|day| self.state_on(day));
        let reopened = self.dibuka_kembali_pada.is_some_and(|day| period.contains(day) && day <= on);
        self.state_on(on).is_some() && self.dicatat_pada < period.until && (before != Some(Status::Selesai) || reopened)
    }

    /// What was done about it until the end of a day, each line with its day as reports write it. A line without a day is told always.
    #[must_use]
    pub fn followed_until(&self, on: Day) -> Vec<String> {
        let lines = self.tindak_lanjut.as_deref().unwrap_or_default().lines().map(str::trim);
        lines.filter(|line| !line.is_empty()).filter_map(|line| told(line, on)).collect()
    }

    /// What came of it, if it was solved at the end of a day and by which day.
    #[must_use]
    pub fn result_on(&self, on: Day) -> Option<(Day, &str)> {
        let day = self.selesai_pada.filter(|day| *day <= on)?;
        Some((day, self.hasil.as_deref().unwrap_or_default()))
    }
}

fn told(line: &str, on: Day) -> Option<String> {
    let dated = line.split_once(": ").and_then(|(day, text)| Some((parse_day(day)?, text)));
    match dated {
        Some((day, text)) => (day <= on).then(|| format!("{}: {text}", spelled(day))),
        None => Some(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{noted, on};
    use super::*;

    /// Noted in 2024, solved in 2025, taken up again in 2026 and solved once more.
    fn long() -> Model {
        let lines = "2 Feb 2025: Rapat.\nTanpa hari.\n3 Mar 2026: Dibuka kembali. Mati lagi.";
        Model {
            dicatat_pada: on("2024-11-12"),
            ditindaklanjuti_pada: Some(on("2025-02-02")),
            tindak_lanjut: Some(lines.to_owned()),
            selesai_sebelumnya_pada: Some(on("2025-06-06")),
            dibuka_kembali_pada: Some(on("2026-03-03")),
            selesai_pada: Some(on("2026-08-08")),
            hasil: Some("Server baru.".to_owned()),
            ..noted()
        }
    }

    #[test]
    fn it_stands_at_the_end_of_a_day_as_it_stood_then() {
        for (day, status) in [
            ("2024-11-11", None),
            ("2024-12-31", Some(Status::Tercatat)),
            ("2025-02-02", Some(Status::Ditindaklanjuti)),
            ("2025-12-31", Some(Status::Selesai)),
            ("2026-03-03", Some(Status::DibukaKembali)),
            ("2026-12-31", Some(Status::Selesai)),
        ] {
            assert_eq!(long().state_on(on(day)), status, "{day}");
        }
    }

    #[test]
    fn a_year_has_what_was_open_in_it() {
        for (year, belongs) in [(2023, false), (2024, true), (2025, true), (2026, true), (2027, false)] {
            let period = Period::year(year);
            let last = period.until.pred_opt().unwrap();
            assert_eq!(long().belongs_to(period, last), belongs, "{year}");
        }
        assert!(!long().belongs_to(Period::year(2026), on("2026-02-28")), "it was not taken up again yet");
    }

    #[test]
    fn what_was_done_later_is_not_told() {
        let all = ["2 Februari 2025: Rapat.", "Tanpa hari.", "3 Maret 2026: Dibuka kembali. Mati lagi."];
        assert_eq!(long().followed_until(on("2026-12-31")), all);
        assert_eq!(long().followed_until(on("2025-12-31")), all[..2]);
        assert_eq!(long().result_on(on("2026-08-08")), Some((on("2026-08-08"), "Server baru.")));
        assert_eq!(long().result_on(on("2026-08-07")), None);
    }
}
