//! A worksheet worked out of its items. Pure.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{CatatanId, Day, figure};

use crate::butir_zi::measures::{WHOLE, earned};
use crate::butir_zi::same_code;
use crate::butir_zi::status::Status;

/// What the weights of a worksheet add up to. An assumption: the worksheet of an office may say otherwise, and nothing is counted by it.
const FULL: i64 = WHOLE;

/// An item.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub id: CatatanId,
    pub number: String,
    pub group: String,
    pub code: String,
    pub text: String,
    pub weight: i64,
    pub share: Option<i64>,
    /// The day of that assessment.
    pub assessed: Option<Day>,
    /// The assessments before it, oldest first: day and share.
    pub earlier: Vec<(Day, i64)>,
    pub status: Status,
    /// Whether a file is attached.
    pub proven: bool,
}

impl Row {
    /// What it has earned; none while it is not assessed.
    pub(super) fn points(&self) -> Option<i64> {
        self.share.map(|share| self.at(share))
    }

    /// What it earns by a share.
    pub(super) fn at(&self, share: i64) -> i64 {
        earned(self.weight, share)
    }
}

/// Which items of a worksheet are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All.
    All,
    /// Those that are not assessed.
    Open,
    /// Those that are assessed, verified or not.
    Assessed,
    /// Those that are verified.
    Verified,
    /// Those that are assessed without a file.
    Bare,
}

impl Part {
    /// All, in the order of the table.
    pub(super) const ALL: [Self; 5] = [Self::All, Self::Open, Self::Assessed, Self::Verified, Self::Bare];

    /// The word for it in addresses.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::All => "semua",
            Self::Open => "belum-dinilai",
            Self::Assessed => "dinilai",
            Self::Verified => "diverifikasi",
            Self::Bare => "tanpa-bukti",
        }
    }

    /// What it is called.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::All => "Semua butir",
            Self::Open => "Belum dinilai",
            Self::Assessed => "Sudah dinilai",
            Self::Verified => "Diverifikasi",
            Self::Bare => "Dinilai tanpa bukti",
        }
    }

    /// The part of a word.
    pub(super) fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    fn takes(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Open => row.status == Status::BelumDinilai,
            Self::Assessed => row.status != Status::BelumDinilai,
            Self::Verified => row.status == Status::Diverifikasi,
            Self::Bare => row.status != Status::BelumDinilai && !row.proven,
        }
    }
}

/// The items of a year.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The items of a part, of one group or of all.
    pub(super) fn of(&self, group: Option<&str>, part: Part) -> Vec<&Row> {
        let here = |row: &&Row| group.is_none_or(|group| row.group == group) && part.takes(row);
        self.rows.iter().filter(here).collect()
    }

    /// The weight of a group, or of all.
    pub(super) fn weight(&self, group: Option<&str>) -> i64 {
        self.of(group, Part::All).iter().map(|row| row.weight).sum()
    }

    /// What a group, or all, has earned; none while nothing of it is assessed.
    pub(super) fn score(&self, group: Option<&str>) -> Option<i64> {
        let points: Vec<i64> = self.of(group, Part::All).into_iter().filter_map(Row::points).collect();
        (!points.is_empty()).then(|| points.into_iter().sum())
    }

    /// The groups that have items, in the order of a list, then those that it does not know.
    pub(super) fn groups<'a>(&'a self, listed: &[&'a str]) -> Vec<&'a str> {
        let held: BTreeSet<&str> = self.rows.iter().map(|row| row.group.as_str()).collect();
        let known = listed.iter().copied().filter(|group| held.contains(group));
        known.chain(held.iter().copied().filter(|group| !listed.contains(group))).collect()
    }

    /// The items that were entered more than once: the same code in the same group. Each of them counts.
    pub(super) fn doubles(&self) -> Vec<Vec<&Row>> {
        let mut held: BTreeMap<(&str, String), Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            held.entry((row.group.as_str(), same_code(&row.code))).or_default().push(row);
        }
        held.into_values().filter(|rows| rows.len() > 1).collect()
    }

    /// What is worth a look: weights that do not add up, and items that do not count yet.
    pub(super) fn told(&self) -> Vec<String> {
        let mut all = Vec::new();
        let weight = self.weight(None);
        if weight != FULL && !self.rows.is_empty() {
            let off = if weight < FULL { "kurang" } else { "lebih" };
            all.push(format!(
                "Bobot semua butir berjumlah {}, {off} {} dari {} (asumsi). Lengkapi butirnya, atau betulkan bobot di catatannya menurut \
                 lembar kerja.",
                points(weight),
                points((FULL - weight).abs()),
                points(FULL)
            ));
        }
        let open = self.of(None, Part::Open);
        if !open.is_empty() {
            let weight: i64 = open.iter().map(|row| row.weight).sum();
            all.push(format!(
                "{} butir belum dinilai dan tidak ikut terhitung; bobotnya {}.",
                open.len(),
                points(weight)
            ));
        }
        all
    }
}

/// What is said of an item that was entered more than once, before its records are named.
pub(super) fn said_of(doubled: &[&Row]) -> String {
    let code = doubled.first().map_or("", |row| row.code.as_str());
    format!("Butir {code} tercatat {} kali dalam pokja yang sama dan terhitung semuanya", doubled.len())
}

/// What to do about it.
pub(super) const ONE_STAYS: &str = "Batalkan yang keliru, atau betulkan kodenya.";

/// Points as people read them.
pub(super) fn points(scaled: i64) -> String {
    figure::decimal(figure::from_scaled(scaled), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(group: &str, weight: i64, share: Option<i64>, proven: bool) -> Row {
        Row {
            id: CatatanId(uuid::Uuid::nil()),
            number: String::new(),
            group: group.to_owned(),
            code: String::new(),
            text: String::new(),
            weight,
            share,
            assessed: None,
            earlier: Vec::new(),
            status: if share.is_some() { Status::Dinilai } else { Status::BelumDinilai },
            proven,
        }
    }

    fn sheet() -> Sheet {
        let rows = vec![
            row("b", 400_000, Some(WHOLE), true),
            row("b", 100_000, Some(500_000), false),
            row("a", 460_000, None, false),
        ];
        Sheet { rows }
    }

    #[test]
    fn groups_add_up_to_the_whole() {
        let sheet = sheet();
        assert_eq!(sheet.groups(&["b"]), ["b", "a"]);
        assert_eq!((sheet.weight(Some("b")), sheet.weight(None)), (500_000, 960_000));
        assert_eq!((sheet.score(Some("b")), sheet.score(Some("a"))), (Some(450_000), None));
        assert_eq!(sheet.score(None), Some(450_000));
        let many = |part| sheet.of(None, part).len();
        assert_eq!(Part::ALL.map(many), [3, 1, 2, 0, 1]);
    }

    #[test]
    fn weights_that_do_not_add_up_are_told_and_not_mended() {
        let told = sheet().told();
        assert!(told[0].contains("berjumlah 96, kurang 4 dari 100"), "{told:?}");
        assert!(told[1].starts_with("1 butir belum dinilai") && told[1].contains("bobotnya 46"), "{told:?}");
        let whole = Sheet { rows: vec![row("a", FULL, Some(WHOLE), true)] };
        assert_eq!(whole.told(), Vec::<String>::new());
        assert_eq!(Sheet::default().told(), Vec::<String>::new());
    }

    #[test]
    fn an_item_that_was_entered_twice_is_told_and_counts_twice() {
        let coded = |group: &str, code: &str| Row { code: code.to_owned(), ..row(group, 100_000, Some(WHOLE), true) };
        let rows = vec![coded("a", "1.a"), coded("a", " 1.A"), coded("b", "1.a"), coded("a", "1.b")];
        let sheet = Sheet { rows };
        let doubles = sheet.doubles();
        assert_eq!(doubles.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
        assert!(said_of(&doubles[0]).starts_with("Butir 1.a tercatat 2 kali"), "{}", said_of(&doubles[0]));
        assert_eq!(sheet.score(None), Some(400_000));
    }

    #[test]
    fn a_part_is_read_by_its_word() {
        for part in Part::ALL {
            assert_eq!(Part::read(part.code()), Some(part));
        }
        assert_eq!(Part::read("hantu"), None);
    }
}
