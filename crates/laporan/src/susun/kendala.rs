//! Bab IV: the problems of the year by team, what was done about them, and what became of those of the year before. All of it as it stood at
//! the end of the year, or on the day on which the report is made.

use kernel::period::spelled;
use kernel::{Day, Period};
use reporting::kendala::entity::Model;
use reporting::kendala::{Status, YearProblems};

use super::Builder;
use crate::model::{Cell, Form, Number, Origin};

/// Said where the actor may not read problems.
const SHUT: &str =
    "Kendala tidak dicantumkan, karena laporan ini dibuat oleh akun yang tidak berwenang membaca catatannya.";

/// The last day of a year, or an earlier one on which a report of it is made.
fn told_on(year: i32, made: Day) -> Day {
    let last = Period::year(year).until.pred_opt().unwrap_or(made);
    last.min(made)
}

/// The problems of a team, or of all, that belong to a year as known on a day.
fn of_year<'a>(problems: &'a YearProblems, team: Option<&str>, (year, on): (i32, Day)) -> Vec<&'a Model> {
    let period = Period::year(year);
    let here = |one: &&Model| team.is_none_or(|team| one.tim == team) && one.belongs_to(period, on);
    problems.records.iter().filter(here).collect()
}

fn is_solved(one: &Model, on: Day) -> bool {
    one.state_on(on) == Some(Status::Selesai)
}

/// The state at the end of a day; what is still open when its year ends goes on into the next.
fn state(one: &Model, (year, on): (i32, Day)) -> String {
    let words = one.state_on(on).map_or("Belum tercatat", Status::words);
    match one.result_on(on) {
        Some((day, _)) => format!("{words} {}", spelled(day)),
        None if !is_solved(one, on) && on.succ_opt() == Some(Period::year(year).until) => {
            format!("{words}; diteruskan ke tahun {}", year.saturating_add(1))
        }
        None => words.to_owned(),
    }
}

/// What was done about it until a day, and what came of it.
fn followed(one: &Model, on: Day) -> String {
    let mut lines = one.followed_until(on);
    lines.extend(one.result_on(on).map(|(_, result)| format!("Hasil: {result}")));
    lines.join("\n")
}

impl Builder<'_> {
    /// How many problems each team had, and how many of them are open.
    pub(super) fn problems_in_short(&mut self) {
        let (source, year) = (self.source, self.source.year);
        let Some(problems) = &source.problems else {
            self.text(SHUT);
            return;
        };
        let on = told_on(year, source.made);
        if !source.below.is_empty() {
            let below = source.below.join(", ");
            self.text(format!("Kendala yang dicatat sendiri oleh {below} tidak termasuk di sini."));
        }
        if of_year(problems, None, (year, on)).is_empty() {
            self.text(format!("Tidak ada kendala yang tercatat untuk tahun {year}."));
            return;
        }
        let mut rows = Vec::with_capacity(problems.teams.len() + 1);
        for (code, name) in &problems.teams {
            let own = of_year(problems, Some(code.as_str()), (year, on));
            if !own.is_empty() {
                rows.push(self.counted((Some(code.as_str()), name.as_str()), &own, (year, on)));
            }
        }
        let all = of_year(problems, None, (year, on));
        rows.push(self.counted((None, "Semua tim"), &all, (year, on)));
        let columns = [("Tim", 20), ("Kendala", 8), ("Dari tahun sebelumnya", 9), ("Selesai", 8), ("Masih terbuka", 8)];
        self.table(format!("Kendala menurut Tim pada Tahun {year}, per {}", spelled(on)), &columns, rows);
    }

    /// The problems of the year, team by team, with what was done.
    pub(super) fn problems(&mut self) {
        let (source, year) = (self.source, self.source.year);
        let Some(problems) = &source.problems else { return };
        let on = told_on(year, source.made);
        let state_head = format!("Keadaan per {}", spelled(on));
        let columns = [
            ("Nomor", 9),
            ("Kendala", 16),
            ("Tindak lanjut", 20),
            ("Penanggung jawab", 10),
            (state_head.as_str(), 9),
            ("Tenggat", 8),
        ];
        for (code, name) in &problems.teams {
            let own = of_year(problems, Some(code.as_str()), (year, on));
            if own.is_empty() {
                continue;
            }
            let mut rows = Vec::with_capacity(own.len());
            for one in own {
                rows.push(vec![
                    self.numbered(one),
                    Cell::Text(self.described(one)),
                    Cell::from(followed(one, on).as_str()),
                    Cell::Text(one.penanggung_jawab.clone()),
                    Cell::Text(state(one, (year, on))),
                    one.tenggat.map_or(Cell::Empty, |due| Cell::Text(spelled(due))),
                ]);
            }
            self.table(format!("Kendala dan Tindak Lanjut {name} pada Tahun {year}"), &columns, rows);
        }
    }

    /// The problems of the year before, as that year left them and as they stand now.
    pub(super) fn problems_of_last_year(&mut self) {
        let (source, last) = (self.source, self.source.year.saturating_sub(1));
        let Some(problems) = &source.problems else { return };
        let (then, on) = (told_on(last, source.made), told_on(source.year, source.made));
        let all = of_year(problems, None, (last, then));
        if all.is_empty() {
            self.text(format!("Tidak ada kendala yang tercatat untuk tahun {last}."));
            return;
        }
        let heads = [then, on].map(|day| format!("Keadaan per {}", spelled(day)));
        let [before, now] = &heads;
        let columns = [
            ("Nomor", 9),
            ("Tim", 10),
            ("Kendala", 16),
            (before.as_str(), 10),
            (now.as_str(), 10),
            ("Tindak lanjut", 18),
        ];
        let mut rows = Vec::with_capacity(all.len());
        for one in all {
            let team = problems.teams.iter().find(|(code, _)| *code == one.tim);
            rows.push(vec![
                self.numbered(one),
                Cell::Text(team.map_or_else(|| one.tim.clone(), |(_, name)| name.clone())),
                Cell::Text(self.described(one)),
                Cell::Text(state(one, (last, then))),
                Cell::Text(state(one, (source.year, on))),
                Cell::from(followed(one, on).as_str()),
            ]);
        }
        self.table(format!("Kendala Tahun {last} dan Kelanjutannya"), &columns, rows);
    }

    /// The problem in words, with what brought it about, what it leads to and the indicator that it concerns.
    fn described(&self, one: &Model) -> String {
        let mut said = vec![one.masalah.clone()];
        said.extend(one.penyebab.as_ref().map(|cause| format!("Penyebab: {cause}")));
        said.extend(one.dampak.as_ref().map(|effect| format!("Dampak: {effect}")));
        let of = |code: &str| self.source.lines.iter().find(|line| line.indicator.id == code);
        said.extend(one.iku.as_deref().map(|code| match of(code) {
            Some(line) => format!("IKU {}", line.item.no),
            None => format!("Indikator {code}"),
        }));
        said.join("\n")
    }

    /// Its number, which leads to it.
    fn numbered(&mut self, one: &Model) -> Cell {
        let origin = self.origin(Origin {
            figure: format!("Kendala {}", one.nomor),
            closing: "catatan kendala".to_owned(),
            indicator: one.iku.clone().unwrap_or_default(),
            address: format!("/kendala/{}", one.id),
        });
        Cell::Word(one.nomor.clone(), Some(origin))
    }

    /// A row of counts; each leads to the list of the team until the end of the year.
    fn counted(&mut self, (team, name): (Option<&str>, &str), own: &[&Model], (year, on): (i32, Day)) -> Vec<Cell> {
        let office = &self.source.agreement.office;
        let only = team.map(|team| format!("&tim={team}")).unwrap_or_default();
        let address = format!("/kendala?kantor={office}{only}&sampai={on}");
        let first = Period::year(year).from;
        let earlier = own.iter().filter(|one| one.dicatat_pada < first).count();
        let solved = own.iter().filter(|one| is_solved(one, on)).count();
        let mut row = vec![Cell::from(name)];
        for (what, many) in [
            ("semua", own.len()),
            ("dari tahun sebelumnya", earlier),
            ("selesai", solved),
            ("masih terbuka", own.len() - solved),
        ] {
            let origin = self.origin(Origin {
                figure: format!("Kendala {name}, {what} {year}"),
                closing: "catatan kendala".to_owned(),
                indicator: String::new(),
                address: address.clone(),
            });
            row.push(Cell::Number(Number { value: many.into(), form: Form::Plain, origin: Some(origin) }));
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_the_end_of_its_year_or_the_day_on_which_it_is_made() {
        let on = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(told_on(2025, on("2026-01-10")), on("2025-12-31"));
        assert_eq!(told_on(2025, on("2025-12-31")), on("2025-12-31"));
        assert_eq!(told_on(2026, on("2026-11-24")), on("2026-11-24"));
    }
}
