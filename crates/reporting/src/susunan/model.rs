//! The staff of an office on a day, counted into the tables of the annual report. Pure.
//!
//! Each row falls into one line of a table, so that a table adds up to the rows that it is about.

use std::collections::BTreeMap;

use kernel::{CatatanId, Day};

/// The word of `tingkat_jabatan` for a functional position.
pub(crate) const FUNCTIONAL: &str = "fungsional";

/// What stands where something is not filled in.
const UNSAID: &str = "Belum diisi";

/// A group of staff: the words of `kelompok_pegawai`, which the database lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Of the police or the army, on loan.
    Polri,
    /// Civil servants.
    Pns,
    /// Staff of the government by contract.
    Pppk,
    /// Staff of others.
    Outsourcing,
}

impl Group {
    /// All, in the order of the tables.
    pub(crate) const ALL: [Self; 4] = [Self::Polri, Self::Pns, Self::Pppk, Self::Outsourcing];
    /// Those who are no staff of others.
    const OWN: [Self; 3] = [Self::Polri, Self::Pns, Self::Pppk];

    /// The group of a word.
    pub(crate) fn of(code: &str) -> Self {
        match code {
            "polri_tni" => Self::Polri,
            "pns" => Self::Pns,
            "pppk" => Self::Pppk,
            _ => Self::Outsourcing,
        }
    }

    /// What it is called in tables.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Polri => "POLRI/TNI",
            Self::Pns => "PNS",
            Self::Pppk => "PPPK",
            Self::Outsourcing => "Outsourcing",
        }
    }
}

/// A word with its place in the list that it is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    pub at: usize,
    pub label: String,
}

impl Word {
    /// A word that is not filled in: it stands last.
    pub(crate) fn unsaid() -> Self {
        Self { at: usize::MAX, label: UNSAID.to_owned() }
    }
}

/// Somebody of the staff in one position.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub id: CatatanId,
    pub number: String,
    pub code: String,
    pub unit: Word,
    pub position: String,
    pub group: Group,
    pub rank: Option<Word>,
    pub level: Option<Word>,
    /// Whether the position leads others.
    pub leads: bool,
    /// The functional position without its grade.
    pub function: Option<String>,
    pub female: bool,
    pub schooling: Word,
    pub since: Day,
    pub until: Option<Day>,
}

impl Row {
    /// Whether the position was held on a day; the first and the last day are in it.
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.since <= day && self.until.is_none_or(|last| day <= last)
    }

    fn is_own(&self) -> bool {
        self.group != Group::Outsourcing
    }

    /// The position, placed by its level.
    fn place(&self) -> Word {
        let at = self.level.as_ref().map_or(usize::MAX, |level| level.at);
        Word { at, label: self.position.clone() }
    }
}

/// A table of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its number among the tables of the staff, 1 to 6.
    pub no: usize,
    /// What it counts.
    pub title: &'static str,
    /// The heads of the columns that say whom a line is about.
    pub heads: Vec<&'static str>,
    /// The heads of the columns of counts; the last is their sum.
    pub counted: Vec<String>,
    /// Its lines.
    pub lines: Vec<(Vec<String>, Vec<usize>)>,
    /// The counts of all lines together.
    pub total: Vec<usize>,
}

/// A column of counts: its head, and whom it takes.
type Column<'a> = (String, Box<dyn Fn(&Row) -> bool + 'a>);

/// The staff on a day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Staff {
    pub rows: Vec<Row>,
}

impl Staff {
    /// Of all rows those whose position was held on a day.
    pub(crate) fn on(rows: Vec<Row>, day: Day) -> Self {
        Self { rows: rows.into_iter().filter(|row| row.holds(day)).collect() }
    }

    /// The tables 1 to 6 of the annual report.
    pub(crate) fn tallies(&self) -> Vec<Tally> {
        let own = |row: &&Row| row.is_own();
        let others = |row: &&Row| !row.is_own();
        let rows = || self.rows.iter();
        let word = |label: Option<&str>| Word { at: 0, label: label.unwrap_or(UNSAID).to_owned() };
        let unsaid = |word: Option<&Word>| word.cloned().unwrap_or_else(Word::unsaid);
        let of_group = |row: &Row| {
            let at = Group::ALL.iter().position(|group| *group == row.group).unwrap_or_default();
            Word { at, label: row.group.title().to_owned() }
        };
        let named = |row: &&Row| row.is_own() && row.function.is_some();
        let level = (2, "Pegawai menurut Tingkat Jabatan dan Jenis Kelamin", "Tingkat jabatan");
        let rank = (3, "Pegawai menurut Golongan", "Golongan");
        let functions = (4, "Pegawai menurut Jabatan Fungsional", "Jabatan fungsional");
        let hired = (5, "Tenaga Outsourcing menurut Jenis Kelamin dan Pendidikan", "Bagian");
        vec![
            tally((1, "Komposisi Pegawai", "Nama jabatan"), &groups(&Group::ALL), rows(), Row::place),
            tally(level, &sexes(), rows().filter(own), |row| unsaid(row.level.as_ref())),
            tally(rank, &groups(&Group::OWN), rows().filter(own), |row| unsaid(row.rank.as_ref())),
            tally(functions, &groups(&Group::OWN), rows().filter(named), |row| word(row.function.as_deref())),
            tally(hired, &self.schoolings(), rows().filter(others), Row::place),
            tally((6, "Pegawai menurut Unit Kerja", "Kelompok"), &sexes(), rows(), of_group),
        ]
    }

    /// The columns of outsourced staff: by sex, and by each schooling that one of them has.
    fn schoolings(&self) -> Vec<Column<'_>> {
        let hired = self.rows.iter().filter(|row| !row.is_own());
        let mut held: Vec<&Word> = hired.map(|row| &row.schooling).collect();
        held.sort();
        held.dedup();
        let mut columns = sexes();
        let last = columns.pop();
        for word in held {
            columns.push(column(&word.label, move |row: &Row| row.schooling == *word));
        }
        columns.extend(last);
        columns
    }

    /// How many there are in each unit, in the order of units.
    pub(crate) fn units(&self) -> Vec<(String, usize)> {
        let mut held: BTreeMap<&Word, usize> = BTreeMap::new();
        for row in &self.rows {
            *held.entry(&row.unit).or_default() += 1;
        }
        held.into_iter().map(|(unit, many)| (unit.label.clone(), many)).collect()
    }

    /// How many there are of each group that has somebody.
    pub(crate) fn groups(&self) -> Vec<(Group, usize)> {
        let many = |group: Group| (group, self.rows.iter().filter(|row| row.group == group).count());
        Group::ALL.into_iter().map(many).filter(|(_, many)| *many > 0).collect()
    }

    /// The positions that lead, with their levels, in the order of units and levels.
    pub(crate) fn leading(&self) -> Vec<(String, String)> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| row.leads).collect();
        rows.sort_by(|one, other| {
            (&one.unit, &one.level, &one.position).cmp(&(&other.unit, &other.level, &other.position))
        });
        let told =
            |row: &Row| (row.position.clone(), row.level.as_ref().map(|level| level.label.clone()).unwrap_or_default());
        rows.into_iter().map(told).collect()
    }

    /// The codes that stand in more than one row, with these rows. Each of them counts.
    pub(crate) fn doubles(&self) -> Vec<(&str, Vec<&Row>)> {
        let mut held: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            held.entry(row.code.as_str()).or_default().push(row);
        }
        held.into_iter().filter(|(_, rows)| rows.len() > 1).collect()
    }
}

fn column<'a>(head: &str, takes: impl Fn(&Row) -> bool + 'a) -> Column<'a> {
    (head.to_owned(), Box::new(takes))
}

fn groups(groups: &[Group]) -> Vec<Column<'static>> {
    let mut columns: Vec<Column<'static>> = Vec::new();
    for group in groups.iter().copied() {
        columns.push(column(group.title(), move |row: &Row| row.group == group));
    }
    columns.push(sum());
    columns
}

fn sexes<'a>() -> Vec<Column<'a>> {
    let mut columns: Vec<Column<'a>> = Vec::new();
    for (head, female) in [("Laki-laki", false), ("Perempuan", true)] {
        columns.push(column(head, move |row: &Row| row.female == female));
    }
    columns.push(sum());
    columns
}

fn sum<'a>() -> Column<'a> {
    column("Jumlah", |_: &Row| true)
}

/// A table of some rows by unit and by one thing more.
fn tally<'a>(
    (no, title, head): (usize, &'static str, &'static str),
    columns: &[Column<'_>],
    rows: impl Iterator<Item = &'a Row>,
    by: impl Fn(&Row) -> Word,
) -> Tally {
    let mut lines: BTreeMap<(Word, Word), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        lines.entry((row.unit.clone(), by(row))).or_default().push(row);
    }
    let count = |rows: &[&Row], takes: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| takes(row)).count();
    let counts = |rows: &[&Row]| columns.iter().map(|(_, takes)| count(rows, takes.as_ref())).collect::<Vec<_>>();
    let all: Vec<&Row> = lines.values().flatten().copied().collect();
    let total = counts(&all);
    let line = |((unit, what), rows): (&(Word, Word), &Vec<&Row>)| {
        (vec![unit.label.clone(), what.label.clone()], counts(rows))
    };
    Tally {
        no,
        title,
        heads: vec!["Unit kerja", head],
        lines: lines.iter().map(line).collect(),
        total,
        counted: columns.iter().map(|(head, _)| head.clone()).collect(),
    }
}

#[cfg(test)]
mod tests;
