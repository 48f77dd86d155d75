//! How well people are matched: the labelled pairs of `tests/fixtures/pencocokan.csv`, each judged as the program judges.

use std::collections::BTreeMap;
use std::fmt::Write;

use kernel::Day;
use people::score::{Said, Strength, judge};

const PAIRS: &str = include_str!("../../../tests/fixtures/pencocokan.csv");

/// Two people as somebody wrote them down, and whether they are one.
#[derive(Debug)]
pub struct Pair {
    /// What makes the pair hard.
    pub kind: &'static str,
    /// Whether they are one person.
    pub same: bool,
    /// The line of the file.
    pub line: &'static str,
    /// What the program says; the same from both sides.
    pub judged: Option<Strength>,
}

impl Pair {
    /// A cell of the line as it is meant: a semicolon in the file is a comma.
    #[must_use]
    pub fn cell(&self, at: usize) -> String {
        cell(self.line, at)
    }
}

fn cell(line: &str, at: usize) -> String {
    line.split(',').nth(at).unwrap_or_default().replace(';', ",")
}

/// All pairs, judged.
#[must_use]
pub fn pairs() -> Vec<Pair> {
    PAIRS.lines().filter(|line| !line.starts_with('#')).skip(1).map(pair).collect()
}

fn pair(line: &'static str) -> Pair {
    assert_eq!(line.split(',').count(), 10, "{line}");
    let person = |at: usize| {
        let text = |at: usize| Some(cell(line, at)).filter(|text| !text.is_empty());
        let born = text(at + 1).map(|day| day.parse::<Day>().unwrap_or_else(|error| panic!("{line}: {error}")));
        Said::new(&text(at).unwrap_or_default(), born, text(at + 2), text(at + 3))
    };
    let (one, other) = (person(2), person(6));
    let judged = judge(&one, &other).map(|judged| judged.strength);
    assert_eq!(judged, judge(&other, &one).map(|judged| judged.strength), "from the other side: {line}");
    Pair { kind: line.split(',').next().unwrap_or_default(), same: cell(line, 1) == "sama", line, judged }
}

/// How many of those that are named are right, and how many of those that should be are named.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Named, and one person.
    pub right: u32,
    /// Named, and two.
    pub wrong: u32,
    /// One person, and not named.
    pub missed: u32,
}

impl Tally {
    /// Of some pairs, from a strength on.
    #[must_use]
    pub fn of<'a>(pairs: impl IntoIterator<Item = &'a Pair>, from: Strength) -> Self {
        let mut tally = Self::default();
        for pair in pairs {
            match (pair.judged >= Some(from), pair.same) {
                (true, true) => tally.right += 1,
                (true, false) => tally.wrong += 1,
                (false, true) => tally.missed += 1,
                (false, false) => {}
            }
        }
        tally
    }

    /// The share of those named that are right, in per cent.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// The share of those that are one person that are named, in per cent.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 100.0 } else { f64::from(part) * 100.0 / f64::from(whole) }
}

/// What comes of it, as a document.
#[must_use]
pub fn markdown() -> String {
    let pairs = pairs();
    let mut out = String::from(
        "# Pencocokan orang\n\nDibuat dari kode atas `tests/fixtures/pencocokan.csv`; jangan disunting. Perintah: \
         `cargo xtask docs`.\n\nSemua pasangan rekaan, tanpa NIK dan nomor dokumen: yang dinilai nama, tanggal lahir, asal \
         dan jenis kelamin. Presisi: bagian usul yang memang satu orang. Perolehan: bagian pasangan satu orang yang \
         diusulkan. Tidak ada orang yang disatukan karena usul; petugas memilih.\n\n",
    );
    let same = pairs.iter().filter(|pair| pair.same).count();
    let _ = writeln!(out, "{} pasangan: {same} satu orang, {} dua orang.\n", pairs.len(), pairs.len() - same);
    out.push_str("| usul | benar | salah | terlewat | presisi | perolehan |\n| --- | --- | --- | --- | --- | --- |\n");
    for (name, from) in [("kuat", Strength::Kuat), ("kuat dan mungkin", Strength::Mungkin)] {
        let tally = Tally::of(&pairs, from);
        let Tally { right, wrong, missed } = tally;
        let (precision, recall) = (tally.precision(), tally.recall());
        let _ = writeln!(out, "| {name} | {right} | {wrong} | {missed} | {precision:.1} % | {recall:.1} % |");
    }
    by_kind(&mut out, &pairs);
    faults(&mut out, &pairs);
    out
}

fn by_kind(out: &mut String, pairs: &[Pair]) {
    let mut kinds: BTreeMap<&str, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        kinds.entry(pair.kind).or_default().push(pair);
    }
    out.push_str(
        "\n## Menurut jenis\n\n| jenis | satu orang | kuat | mungkin | dua orang | kuat | mungkin |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (kind, pairs) in kinds {
        let count = |same: bool, strength: Option<Strength>| {
            pairs.iter().filter(|p| p.same == same && (strength.is_none() || p.judged == strength)).count()
        };
        let cells = [true, false].map(|same| {
            [None, Some(Strength::Kuat), Some(Strength::Mungkin)].map(|s| count(same, s).to_string()).join(" | ")
        });
        let _ = writeln!(out, "| {kind} | {} |", cells.join(" | "));
    }
}

fn faults(out: &mut String, pairs: &[Pair]) {
    for (title, same, judged) in [
        ("Dua orang, diusulkan kuat", false, Some(Strength::Kuat)),
        ("Dua orang, diusulkan mungkin", false, Some(Strength::Mungkin)),
        ("Satu orang, tidak diusulkan", true, None),
    ] {
        let _ = writeln!(out, "\n## {title}\n");
        for pair in pairs.iter().filter(|pair| pair.same == same && pair.judged == judged) {
            let cells: Vec<String> = (2..10).map(|at| pair.cell(at)).collect();
            let _ = writeln!(out, "- {}", cells.join(", "));
        }
    }
}
