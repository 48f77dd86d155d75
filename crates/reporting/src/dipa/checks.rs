//! What is worth a look in a budget, as sentences that name their place. Pure.

use kernel::figure;
use kernel::period::{month, written};

use super::model::{Activity, Budget, Part, Revision, Row, What};

/// How much a sentence matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Money was spent that the budget does not hold.
    Salah,
    /// Rows that do not fit together.
    Periksa,
    /// A remark.
    Keterangan,
}

impl Level {
    /// The word for it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Salah => "salah",
            Self::Periksa => "periksa",
            Self::Keterangan => "keterangan",
        }
    }
}

/// A sentence, with where it is and the rows that it speaks of.
#[derive(Clone, Debug)]
pub(super) struct Check<'a> {
    pub code: &'static str,
    pub level: Level,
    pub text: String,
    pub activity: Option<&'a str>,
    pub month: Option<u32>,
    pub rows: Vec<&'a Row>,
}

/// An amount as people read it.
pub(super) fn rupiah(amount: i64) -> String {
    format!("Rp {}", figure::whole(amount))
}

/// Everything that is worth a look, the gravest first.
pub(super) fn checks(budget: &Budget) -> Vec<Check<'_>> {
    let mut all = Vec::new();
    for activity in &budget.activities {
        all.extend(without(budget, activity));
        all.extend(over(budget, activity));
        all.extend(doubled(budget, activity));
        all.extend(spelled(activity));
        all.extend(unrestated(budget, activity));
    }
    all.extend(numbered(budget));
    all.extend(outside(budget));
    all.extend(budget.revisions.windows(2).filter_map(|pair| changed(budget, pair)));
    all.extend(quiet(budget));
    all.sort_by_key(|check| check.level);
    all
}

/// The first month until whose end more is spent than the ceiling of that time.
fn over<'a>(budget: &'a Budget, activity: &'a Activity) -> Option<Check<'a>> {
    (1..=budget.months()).find_map(|number| {
        let spent = activity.sum(Part::Until(number));
        let ceiling = activity.ceiling(i64::MAX, budget.end(number))?;
        if spent.amount <= ceiling.amount {
            return None;
        }
        let left = activity.sum(Part::Left).amount;
        let now = if left < 0 {
            format!("Pada {} masih lebih {}.", written(budget.on), rupiah(-left))
        } else {
            "Pagu yang berlaku sekarang menutupnya.".to_owned()
        };
        let text = format!(
            "{}: realisasi sampai dengan {} {} {} melewati pagu {} (revisi {}), lebih {}. {now}",
            activity.name,
            month(number),
            budget.year,
            rupiah(spent.amount),
            rupiah(ceiling.amount),
            ceiling.revision().unwrap_or_default(),
            rupiah(spent.amount - ceiling.amount),
        );
        let rows = spent.rows.into_iter().chain([ceiling]).collect();
        Some(Check {
            code: "lebih-pagu",
            level: Level::Salah,
            text,
            activity: Some(&activity.name),
            month: Some(number),
            rows,
        })
    })
}

/// The first month until whose end something is spent although there was no ceiling yet.
fn without<'a>(budget: &'a Budget, activity: &'a Activity) -> Option<Check<'a>> {
    let bare = |number: &u32| {
        let spent = activity.sum(Part::Until(*number)).amount > 0;
        spent && activity.ceiling(i64::MAX, budget.end(*number)).is_none()
    };
    let number = (1..=budget.months()).find(bare)?;
    let spent = activity.sum(Part::Until(number));
    let first = activity.rows.iter().filter(|row| row.revision().is_some()).map(|row| row.day).min();
    let why = first.map_or_else(
        || "tidak punya pagu. Catat pagunya, atau betulkan nama kegiatannya bila salah tulis.".to_owned(),
        |day| format!("mendahului pagunya, yang berlaku sejak {}. Betulkan tanggalnya bila salah.", written(day)),
    );
    let (name, until, year) = (&activity.name, month(number), budget.year);
    let text = format!("{name}: realisasi sampai dengan {until} {year} {} {why}", rupiah(spent.amount));
    Some(Check {
        code: "tanpa-pagu",
        level: Level::Salah,
        text,
        activity: Some(&activity.name),
        month: Some(number),
        rows: spent.rows,
    })
}

fn stated(activity: &Activity, number: i64) -> Vec<&Row> {
    activity.rows.iter().filter(|row| row.what == What::Ceiling(number)).collect()
}

/// Revisions of which the activity has two ceilings.
fn doubled<'a>(budget: &'a Budget, activity: &'a Activity) -> Vec<Check<'a>> {
    let twice = budget.revisions.iter().map(|one| (one.number, stated(activity, one.number)));
    let check = |(number, rows): (i64, Vec<&'a Row>)| {
        let amounts: Vec<String> = rows.iter().map(|row| rupiah(row.amount)).collect();
        let used = activity.sum(Part::Revision(number)).amount;
        let text = format!(
            "{}: pagu revisi {number} tercatat {} kali ({}). Yang dipakai yang terakhir, {}. Batalkan yang salah.",
            activity.name,
            rows.len(),
            amounts.join("; "),
            rupiah(used)
        );
        Check { code: "pagu-ganda", level: Level::Periksa, text, activity: Some(&activity.name), month: None, rows }
    };
    twice.filter(|(_, rows)| rows.len() > 1).map(check).collect()
}

fn spelled(activity: &Activity) -> Option<Check<'_>> {
    if activity.spellings.len() < 2 {
        return None;
    }
    let all: Vec<String> = activity.spellings.iter().map(|name| format!("\"{name}\"")).collect();
    let text = format!(
        "Kegiatan yang sama ditulis dengan {} cara: {}. Dijumlahkan sebagai satu; samakan penulisannya.",
        all.len(),
        all.join(", ")
    );
    let rows = activity.rows.iter().filter(|row| row.activity != activity.name).collect();
    Some(Check { code: "dua-ejaan", level: Level::Periksa, text, activity: Some(&activity.name), month: None, rows })
}

/// An activity that the newest revision does not name keeps its earlier ceiling; that is said.
fn unrestated<'a>(budget: &'a Budget, activity: &'a Activity) -> Option<Check<'a>> {
    let newest = budget.revisions.last()?.number;
    let ceiling = activity.ceiling(i64::MAX, budget.on)?;
    let held = ceiling.revision().filter(|number| *number < newest)?;
    let text = format!(
        "{}: tidak disebut di revisi {newest}, jadi pagunya masih {} dari revisi {held}. Bila dihapus dari DIPA, catat pagu 0 di \
         revisi {newest}.",
        activity.name,
        rupiah(ceiling.amount)
    );
    Some(Check {
        code: "tidak-disebut",
        level: Level::Periksa,
        text,
        activity: Some(&activity.name),
        month: None,
        rows: vec![ceiling],
    })
}

/// Numbers that are missing, and days that run the other way.
fn numbered(budget: &Budget) -> Vec<Check<'_>> {
    let mut all = Vec::new();
    let mut add = |code: &'static str, number: i64, text: String| {
        let rows = budget.activities.iter().flat_map(|activity| stated(activity, number)).collect();
        all.push(Check { code, level: Level::Periksa, text, activity: None, month: None, rows });
    };
    if let Some(first) = budget.revisions.first().filter(|first| first.number > 0) {
        let number = first.number;
        let text = format!("Pagu awal (revisi 0) belum tercatat; yang pertama tercatat revisi {number}.");
        add("tanpa-pagu-awal", number, text);
    }
    for pair in budget.revisions.windows(2) {
        let [before, after] = pair else { continue };
        let (from, until) = (before.number.saturating_add(1), after.number.saturating_sub(1));
        if from <= until {
            let missing =
                if from == until { format!("revisi {from}") } else { format!("revisi {from} sampai {until}") };
            let text =
                format!("Nomor revisi melompat dari {} ke {}: {missing} tidak tercatat.", before.number, after.number);
            add("revisi-melompat", after.number, text);
        }
        if after.first < before.last {
            let text = format!(
                "Revisi {} bertanggal {}, sebelum revisi {} ({}). Betulkan tanggal atau nomornya.",
                after.number,
                written(after.first),
                before.number,
                written(before.last)
            );
            add("revisi-mundur", after.number, text);
        }
    }
    for Revision { number, first, last } in budget.revisions.iter().filter(|one| one.first != one.last) {
        let text = format!(
            "Revisi {number} tercatat dengan tanggal yang berbeda-beda, {} sampai {}. Samakan tanggalnya.",
            written(*first),
            written(*last)
        );
        add("revisi-berbeda-tanggal", *number, text);
    }
    all
}

fn outside(budget: &Budget) -> Option<Check<'_>> {
    if budget.outside.is_empty() {
        return None;
    }
    let amount = budget.outside.iter().map(|row| row.amount).sum();
    let text = format!(
        "Realisasi {} bertanggal di luar tahun {} dan tidak dihitung ({} catatan). Betulkan tanggal atau tahunnya.",
        rupiah(amount),
        budget.year,
        budget.outside.len()
    );
    let rows = budget.outside.iter().collect();
    Some(Check { code: "luar-tahun", level: Level::Periksa, text, activity: None, month: None, rows })
}

/// By how much a revision changes the ceilings, in all and by activity.
fn changed<'a>(budget: &'a Budget, pair: &[Revision]) -> Option<Check<'a>> {
    let [before, after] = pair else { return None };
    let moved = |from: i64, to: i64| match to - from {
        less if less < 0 => format!("kurang {}", rupiah(-less)),
        more => format!("lebih {}", rupiah(more)),
    };
    let mut parts = Vec::new();
    for activity in &budget.activities {
        let (from, to) =
            (activity.sum(Part::Revision(before.number)).amount, activity.sum(Part::Revision(after.number)).amount);
        if from != to {
            parts.push(format!("{} {}", activity.name, moved(from, to)));
        }
    }
    if parts.is_empty() {
        return None;
    }
    let (from, to) =
        (budget.total(Part::Revision(before.number)).amount, budget.total(Part::Revision(after.number)).amount);
    let number = after.number;
    let whole = if from == to {
        format!("Revisi {number} menggeser pagu antarkegiatan; jumlahnya tetap {}", rupiah(to))
    } else {
        let (was, is, by) = (rupiah(from), rupiah(to), moved(from, to));
        format!("Revisi {number} mengubah jumlah pagu dari {was} menjadi {is}, {by}")
    };
    let rows = budget.activities.iter().flat_map(|activity| stated(activity, number)).collect();
    let text = format!("{whole}: {}.", parts.join("; "));
    Some(Check { code: "revisi-mengubah", level: Level::Keterangan, text, activity: None, month: None, rows })
}

/// Months that are over without any realisation.
fn quiet(budget: &Budget) -> Option<Check<'_>> {
    let over = (1..=budget.months()).filter(|number| budget.end(*number) <= budget.on);
    let quiet: Vec<&str> =
        over.filter(|number| budget.total(Part::Month(*number)).rows.is_empty()).map(month).collect();
    if quiet.is_empty() || budget.activities.is_empty() {
        return None;
    }
    let text = format!("Belum ada realisasi tercatat pada {} {}.", quiet.join(", "), budget.year);
    let rows = Vec::new();
    Some(Check { code: "bulan-kosong", level: Level::Keterangan, text, activity: None, month: None, rows })
}
