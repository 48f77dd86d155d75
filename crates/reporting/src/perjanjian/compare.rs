//! Two agreements side by side, item by item: two versions, or two years. A pure function.

use schemars::JsonSchema;
use serde::Serialize;

use super::check::QUARTERS;
use crate::agreement::{Agreement, Item};
use crate::render;

/// An item as it stands in one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ButirDisandingkan", transform = web::openapi::uncommented)]
pub struct Side {
    /// Its number.
    pub no: u32,
    /// Its title.
    #[serde(rename = "judul")]
    pub title: String,
    /// The targets: of the year, then of the quarters, as people read them.
    #[serde(rename = "target")]
    pub targets: Vec<String>,
}

/// An indicator in both, or in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "BarisSandingan", transform = web::openapi::uncommented)]
pub struct Row {
    /// The indicator.
    #[serde(rename = "indikator")]
    pub indicator: String,
    /// In the first.
    #[serde(rename = "satu")]
    pub one: Option<Side>,
    /// In the second.
    #[serde(rename = "dua")]
    pub two: Option<Side>,
    /// What differs, each as a sentence; nothing where both say the same.
    #[serde(rename = "beda")]
    pub differences: Vec<String>,
}

/// Sets two agreements side by side, in the order of the first; what only the second has comes last.
#[must_use]
pub fn compare(one: &Agreement, two: &Agreement) -> Vec<Row> {
    let find = |agreement: &Agreement, indicator: &str| -> Option<Item> {
        agreement.items.iter().find(|item| item.indicator == indicator).cloned()
    };
    let first = one.items.iter().map(|item| row(Some(item), find(two, &item.indicator).as_ref()));
    let added = two.items.iter().filter(|item| find(one, &item.indicator).is_none());
    first.chain(added.map(|item| row(None, Some(item)))).collect()
}

fn row(one: Option<&Item>, two: Option<&Item>) -> Row {
    let indicator = one.or(two).map(|item| item.indicator.clone()).unwrap_or_default();
    Row { indicator, one: one.map(side), two: two.map(side), differences: differences(one, two) }
}

fn shown(target: Option<&str>) -> String {
    target.map_or_else(|| "—".to_owned(), render::target)
}

fn side(item: &Item) -> Side {
    let targets = [0, 1, 2, 3, 4].map(|tw| shown(item.target(tw))).to_vec();
    Side { no: item.no, title: item.title.clone(), targets }
}

fn differences(one: Option<&Item>, two: Option<&Item>) -> Vec<String> {
    let (one, two) = match (one, two) {
        (Some(one), Some(two)) => (one, two),
        (Some(_), None) => return vec!["Hanya di yang pertama.".to_owned()],
        (None, _) => return vec!["Hanya di yang kedua.".to_owned()],
    };
    let mut all = Vec::new();
    let targets = ["Target tahun"].into_iter().chain(QUARTERS);
    for (tw, name) in (0..).zip(targets) {
        let (was, is) = (shown(one.target(tw)), shown(two.target(tw)));
        if was != is {
            let name = if tw == 0 { name.to_owned() } else { format!("Target {}", name.to_uppercase()) };
            all.push(format!("{name}: {was} menjadi {is}."));
        }
    }
    let texts = [
        ("Nomor", one.no.to_string(), two.no.to_string()),
        ("Judul", one.title.clone(), two.title.clone()),
        ("Sasaran", one.goal.clone(), two.goal.clone()),
        ("Satuan", one.unit.clone(), two.unit.clone()),
    ];
    let changed = texts.into_iter().filter(|(_, was, is)| was != is);
    all.extend(changed.map(|(name, was, is)| format!("{name}: \"{was}\" menjadi \"{is}\".")));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Agreements;

    #[test]
    fn two_versions_tell_what_changed_and_what_came_and_went() {
        let shipped = Agreements::embedded().unwrap();
        let one = shipped.find("2025-pok").unwrap();
        assert!(compare(one, one).iter().all(|row| row.differences.is_empty()));
        let mut two = one.clone();
        two.items[6].target_year = "16000".to_owned();
        two.items[6].target_quarters = None;
        let gone = two.items.remove(12);
        two.items.push(Item { indicator: "akip-baru".to_owned(), ..gone });
        let rows = compare(one, &two);
        assert_eq!(rows.len(), 14);
        assert_eq!(rows[6].differences[0], "Target tahun: 19.760 menjadi 16.000.");
        assert_eq!(rows[6].differences[1], "Target TW1: 4.940 menjadi —.");
        assert_eq!(rows[12].differences, ["Hanya di yang pertama."]);
        assert_eq!((rows[13].one.is_none(), rows[13].differences[0].as_str()), (true, "Hanya di yang kedua."));
    }
}
