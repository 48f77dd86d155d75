//! What must be right before an agreement is signed: pure functions of the draft and of what is agreed already.

use kernel::{Day, Period, Problem, Result, Triwulan, figure};
use rust_decimal::Decimal;

use crate::agreement::{Agreement, Agreements, Item, number};
use crate::indicator::{Formula, Indicator, Rollup};
use crate::{indicators, render, table, units};

/// What is not right yet, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place of the item among the items, from 0; none for what is about the whole.
    pub at: Option<usize>,
    /// The member that is meant, as forms and the api call it.
    pub key: &'static str,
    /// What to do, as a sentence.
    pub text: String,
}

fn whole(key: &'static str, text: impl Into<String>) -> Finding {
    Finding { at: None, key, text: text.into() }
}

/// All that keeps a draft from being signed.
#[must_use]
pub fn findings(draft: &Agreement, all: &Agreements) -> Vec<Finding> {
    let mut found = Vec::new();
    if draft.title.is_empty() {
        found.push(whole("judul", "Tulis judul perjanjian."));
    }
    if draft.items.is_empty() {
        found.push(whole("butir", "Isi paling sedikit satu butir."));
    }
    let before = before(draft, all);
    found.extend(days(draft, before));
    found.extend(before.map(|before| removed(draft, before)).unwrap_or_default());
    for (at, item) in draft.items.iter().enumerate() {
        let texts = item_findings(draft, before, item).into_iter();
        found.extend(texts.map(|(key, text)| Finding { at: Some(at), key, text }));
        found.extend(double(&draft.items, at));
    }
    found
}

/// The version that a draft replaces.
fn before<'a>(draft: &Agreement, all: &'a Agreements) -> Option<&'a Agreement> {
    all.all().iter().rev().find(|one| one.code == draft.code && one.version < draft.version)
}

/// The day lies in the year, and after that of the version before.
fn days(draft: &Agreement, before: Option<&Agreement>) -> Option<Finding> {
    let year = Period::year(draft.year);
    if !year.contains(draft.since) {
        return Some(whole("berlaku_sejak", format!("Tulis hari di tahun {}.", draft.year)));
    }
    let before = before?;
    (draft.since <= before.since).then(|| {
        let since = kernel::period::written(before.since);
        whole("berlaku_sejak", format!("Tulis hari sesudah {since}, hari berlakunya versi {}.", before.version))
    })
}

/// The items that a revision leaves out although quarters ended before it begins to hold: those are judged by them for good.
fn removed(draft: &Agreement, before: &Agreement) -> Vec<Finding> {
    let over: Vec<&str> = Triwulan::ALL.into_iter().filter(|tw| ended(draft, *tw)).map(Triwulan::label).collect();
    if over.is_empty() || !Period::year(draft.year).contains(draft.since) {
        return Vec::new();
    }
    let since = kernel::period::written(draft.since);
    let gone = before.items.iter().filter(|old| draft.items.iter().all(|item| item.indicator != old.indicator));
    let told = |old: &Item| {
        let (no, title, over) = (old.no, &old.title, over.join(", "));
        format!(
            "Butir {no} versi sebelumnya ({title}) tidak dapat dihapus: {over} berakhir sebelum {since} dan tetap dinilai dengannya. \
             Kembalikan butirnya dengan indikator yang sama; yang dapat diubah hanya target triwulan sesudahnya."
        )
    };
    gone.map(|old| whole("butir", told(old))).collect()
}

fn double(items: &[Item], at: usize) -> Option<Finding> {
    let item = items.get(at)?;
    let earlier = || items.iter().take(at);
    if earlier().any(|one| one.no == item.no) {
        let text = format!("Nomor {} sudah dipakai butir lain. Beri nomor lain.", item.no);
        return Some(Finding { at: Some(at), key: "no", text });
    }
    let other = earlier().find(|one| !item.indicator.is_empty() && one.indicator == item.indicator)?;
    let text = format!("Indikator ini sudah di butir {}. Pilih indikator lain, atau hapus salah satunya.", other.no);
    Some(Finding { at: Some(at), key: "indikator", text })
}

type Texts = Vec<(&'static str, String)>;

fn item_findings(draft: &Agreement, before: Option<&Agreement>, item: &Item) -> Texts {
    let mut found: Texts = Vec::new();
    for (key, text, what) in
        [("sasaran", &item.goal, "sasaran"), ("judul", &item.title, "judul"), ("satuan", &item.unit, "satuan")]
    {
        if text.is_empty() {
            found.push((key, format!("Tulis {what} butir {}.", item.no)));
        }
    }
    if !item.unit.is_empty() && units::known(&item.unit).is_none() {
        found.push(("satuan", format!("Pilih satuan butir {} dari daftar: {}.", item.no, units::ALL.join(", "))));
    }
    let Some(indicator) = indicators::find(&item.indicator) else {
        found.push(("indikator", format!("Pilih indikator butir {}.", item.no)));
        return found;
    };
    let defined = |since: &str| since.parse::<Day>().is_ok_and(|since| since < Period::year(draft.year).until);
    if !indicator.definitions.iter().any(|definition| defined(definition.since)) {
        let text = format!("{} belum punya definisi untuk {}. Pilih indikator lain.", indicator.title, draft.year);
        found.push(("indikator", text));
    }
    let targets = targets(item, indicator);
    if targets.is_empty()
        && let Err(Problem::Malformed(text)) = becomes(draft, before, (item, indicator))
    {
        found.push(("target_tahun", text));
    }
    found.extend(targets);
    found.extend(before.map(|before| rewritten(draft, before, item)).unwrap_or_default());
    found
}

/// Whether a quarter ended before a version begins to hold.
fn ended(draft: &Agreement, tw: Triwulan) -> bool {
    tw.period(draft.year).until <= draft.since
}

/// Refuses quarters that do not become the year. Where the highest counts, a revision may lower the year: the quarters that ended keep
/// their targets, and those to come suffice.
fn becomes(draft: &Agreement, before: Option<&Agreement>, (item, indicator): (&Item, &Indicator)) -> Result<()> {
    let whole = item.check(&draft.code);
    let additive = matches!(indicator.rollup, Rollup::Sum | Rollup::DistinctOverYear);
    if whole.is_ok() || before.is_none() || additive {
        return whole;
    }
    let mut coming = item.clone();
    if let Some(quarters) = &mut coming.target_quarters {
        let last = quarters.last().cloned().unwrap_or_default();
        for (quarter, tw) in quarters.iter_mut().zip(Triwulan::ALL) {
            if ended(draft, tw) {
                quarter.clone_from(&last);
            }
        }
    }
    coming.check(&draft.code).or(whole)
}

/// The quarters that ended before a revision begins to hold, whose targets it does not keep.
fn rewritten(draft: &Agreement, before: &Agreement, item: &Item) -> Texts {
    let Some(old) = before.items.iter().find(|old| old.indicator == item.indicator) else { return Texts::new() };
    let since = kernel::period::written(draft.since);
    let quarters = Triwulan::ALL.into_iter().zip(QUARTERS).zip(1..);
    let over = quarters.filter(|((tw, _), _)| ended(draft, *tw));
    let changed = over.filter_map(|((tw, key), no)| {
        let was = old.target(no)?;
        if item.target(no).is_some_and(|is| same(was, is)) {
            return None;
        }
        let (tw, was) = (tw.label(), render::target(was));
        Some((key, format!("{tw} berakhir sebelum {since}: targetnya tetap {was}. Ubah triwulan sesudahnya saja.")))
    });
    changed.collect()
}

/// Whether two targets are the same, as numbers where they are such.
fn same(was: &str, is: &str) -> bool {
    let numbers = number(was).zip(number(is));
    numbers.map_or_else(|| was.eq_ignore_ascii_case(is), |(was, is)| was == is)
}

/// The members of the quarters, as forms and the api call them.
pub(super) const QUARTERS: [&str; 4] = ["tw1", "tw2", "tw3", "tw4"];

fn targets(item: &Item, indicator: &Indicator) -> Texts {
    let category = matches!(indicator.newest().formula, Formula::Category(_));
    let wrong = |target: &str| {
        if category {
            let known = table::CATEGORIES.iter().any(|one| one.eq_ignore_ascii_case(target));
            (!known).then(|| format!("Isi target dengan salah satu: {}.", table::CATEGORIES.join(", ")))
        } else {
            let fits = number(target).is_some_and(|number| number >= Decimal::ZERO);
            (!fits).then(|| "Isi target dengan angka, misalnya 19.760 atau 79,5.".to_owned())
        }
    };
    let quarters = item.target_quarters.iter().flatten().zip(QUARTERS);
    let all = [(&item.target_year, "target_tahun")].into_iter().chain(quarters);
    all.filter_map(|(target, key)| wrong(target).map(|text| (key, text))).collect()
}

/// A target as it is kept: a number without signs for thousands, or the text as it was typed.
#[must_use]
pub fn kept(typed: &str) -> String {
    let typed = typed.trim();
    figure::parse(typed).map_or_else(|| typed.to_owned(), |number| number.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Agreement {
        let shipped = Agreements::embedded().unwrap();
        let since = "2026-01-01".parse().unwrap();
        Agreement { code: "2026-pok".to_owned(), year: 2026, since, ..shipped.find("2025-pok").unwrap().clone() }
    }

    fn found(change: impl FnOnce(&mut Agreement)) -> Vec<(Option<usize>, &'static str)> {
        let mut changed = draft();
        change(&mut changed);
        let all = findings(&changed, &Agreements::embedded().unwrap());
        assert!(all.iter().all(|one| one.text.ends_with('.')), "{all:?}");
        all.into_iter().map(|one| (one.at, one.key)).collect()
    }

    #[test]
    fn last_years_agreement_can_be_signed_for_the_next() {
        assert_eq!(found(|_| {}), []);
    }

    #[test]
    fn what_does_not_fit_is_found_at_its_place() {
        assert_eq!(found(|one| one.items[6].target_year = "19761".to_owned()), [(Some(6), "target_tahun")]);
        let quarter = |one: &mut Agreement| one.items[0].target_quarters.as_mut().unwrap()[1] = "banyak".to_owned();
        assert_eq!(found(quarter), [(Some(0), "tw2")]);
        assert_eq!(found(|one| one.items[12].target_year = "Lumayan".to_owned()), [(Some(12), "target_tahun")]);
        assert_eq!(found(|one| one.items[3].target_year = String::new()), [(Some(3), "target_tahun")]);
        assert_eq!(found(|one| one.items[4].indicator = "entah".to_owned()), [(Some(4), "indikator")]);
        assert_eq!(found(|one| one.items[4].no = 1), [(Some(4), "no")]);
        assert_eq!(found(|one| one.items[4].unit = "ekor".to_owned()), [(Some(4), "satuan")]);
        assert_eq!(found(|one| one.items[2].goal = String::new()), [(Some(2), "sasaran")]);
        assert_eq!(found(|one| one.title = String::new()), [(None, "judul")]);
        assert_eq!(found(|one| one.items.clear()), [(None, "butir")]);
        let again = |one: &mut Agreement| one.items[5].indicator = "penanganan-pengaduan".to_owned();
        assert!(found(again).contains(&(Some(5), "indikator")));
    }

    #[test]
    fn a_year_before_the_first_definition_cannot_be_agreed() {
        let early = |one: &mut Agreement| (one.year, one.since) = (2020, "2020-01-01".parse().unwrap());
        assert_eq!(found(early), (0..13).map(|at| (Some(at), "indikator")).collect::<Vec<_>>());
    }

    #[test]
    fn a_version_begins_in_its_year_and_after_the_one_before() {
        assert_eq!(found(|one| one.since = "2025-12-31".parse().unwrap()), [(None, "berlaku_sejak")]);
        let next = |day: &'static str| {
            move |one: &mut Agreement| {
                (one.code, one.year, one.version) = ("2025-pok".to_owned(), 2025, 2);
                one.since = day.parse().unwrap();
            }
        };
        assert_eq!(found(next("2025-01-01")), [(None, "berlaku_sejak")]);
        assert_eq!(found(next("2025-10-01")), []);
    }

    #[test]
    fn quarters_that_ended_before_a_revision_keep_their_targets() {
        let revised = |at: usize, year: &'static str, quarters: [&'static str; 4]| {
            move |one: &mut Agreement| {
                (one.code, one.year, one.version) = ("2025-pok".to_owned(), 2025, 2);
                one.since = "2025-08-15".parse().unwrap();
                one.items[at].target_year = year.to_owned();
                one.items[at].target_quarters = Some(quarters.map(str::to_owned));
            }
        };
        assert_eq!(found(revised(6, "16000", ["4940", "4940.0", "3000", "3120"])), []);
        let all = found(revised(6, "16000", ["4000"; 4]));
        assert_eq!(all, [(Some(6), "tw1"), (Some(6), "tw2")], "the running quarter may change");
        assert_eq!(found(revised(0, "60", ["70", "70", "60", "60"])), [], "a share may be lowered for what is to come");
        assert_eq!(found(revised(0, "60", ["60"; 4])), [(Some(0), "tw1"), (Some(0), "tw2")]);
        assert_eq!(found(revised(0, "65", ["70", "70", "60", "60"])), [(Some(0), "target_tahun")]);
    }

    #[test]
    fn an_item_stays_where_quarters_ended_before_the_revision() {
        let without = |day: &'static str| {
            move |one: &mut Agreement| {
                (one.code, one.year, one.version) = ("2025-pok".to_owned(), 2025, 2);
                one.since = day.parse().unwrap();
                one.items.remove(3);
            }
        };
        assert_eq!(found(without("2025-08-15")), [(None, "butir")]);
        assert_eq!(found(without("2025-03-31")), [], "no quarter has ended yet");
        let other = |one: &mut Agreement| {
            (one.code, one.year, one.version) = ("2025-pok".to_owned(), 2025, 2);
            one.since = "2025-08-15".parse().unwrap();
            (one.items[0].no, one.items[3].no) = (4, 1);
        };
        assert_eq!(found(other), [], "a new number is the same item");
    }

    #[test]
    fn targets_are_kept_as_programs_read_them() {
        let read = [("19.760", "19760"), ("79,50", "79.5"), (" Baik ", "Baik"), ("100%", "100"), ("", "")];
        assert_eq!(read.map(|(typed, _)| kept(typed)), read.map(|(_, kept)| kept.to_owned()));
    }
}
