//! Which activities of the budget an office says serve the items of its agreement: kept with the version, an assumption until the office
//! confirms it. It may be said before and after the signature, since the budget of a year may come later than its agreement.

use kernel::reference::fold;
use kernel::{Ctx, KantorId, Permission, Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::commands::replace;
use super::entity::Model;
use super::laid::Laid;
use super::queries::{Shown, row};
use super::status::Command;
use crate::agreement::{Agreement, Agreements};
use crate::anggaran;
use crate::serving::{ASSUMED, CONFIRMED, Named, Tie};

/// How long the name of an activity may be, as in the budget.
pub(super) const NAME: usize = 200;
/// The most activities that are named.
pub(super) const MOST: usize = 200;

/// What is said, about the version that was read.
#[derive(Clone, Debug)]
pub struct Said {
    /// The version of the row that was read.
    pub seen: i64,
    /// The activities, and the items that each serves.
    pub named: Named,
}

/// Says which activities serve which items of an agreement of the actor's office. An activity that serves none is left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Refused`] for a version that no longer counts; [`Problem::Stale`]; [`Problem::Invalid`] for an item or a
/// word that there is not.
pub async fn tie(ctx: &Ctx, laid: &Laid, id: Uuid, said: Said) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let old = row(ctx, id).await?;
    old.owned(ctx)?;
    let status = old.status.after(Command::Kegiatan)?;
    if old.langkah != said.seen {
        return Err(Problem::Stale);
    }
    let named = fitting(&old.agreement("")?, said.named)?;
    let how = if named.status == CONFIRMED { "dipastikan kantor" } else { "asumsi" };
    let reason = format!("Kegiatan anggaran dikaitkan dengan butirnya ({how}).");
    let kegiatan = Some(serde_json::to_value(&named).map_err(Problem::internal)?);
    let new = Model { status, kegiatan, langkah: old.langkah + 1, ..old.clone() };
    let tx = ctx.begin().await?;
    replace(&tx, ctx, (&old, &new), &reason).await?;
    tx.commit().await?;
    // It is stored already: the next look makes up for a failure.
    if let Err(error) = laid.refresh().await {
        tracing::warn!(%error, "activities of an agreement are not in force yet on this server");
    }
    Ok(new)
}

/// What was said without what says nothing.
fn fitting(agreement: &Agreement, named: Named) -> Result<Named> {
    if ![ASSUMED, CONFIRMED].contains(&named.status.as_str()) {
        return Err(Problem::field("status", format!("Isi {ASSUMED} atau {CONFIRMED}.")));
    }
    let mut all: Vec<Tie> = named.all.into_iter().filter(|tie| !tie.indicators.is_empty()).collect();
    if all.len() > MOST {
        return Err(Problem::field("kaitan", format!("Paling banyak {MOST} kegiatan.")));
    }
    for tie in &mut all {
        tie.activity = tie.activity.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = tie.activity.chars().count();
        if length == 0 || length > NAME {
            return Err(Problem::field(
                "kaitan",
                format!("Tulis nama kegiatan seperti di anggaran, paling banyak {NAME} huruf."),
            ));
        }
        let known = |indicator: &String| agreement.items.iter().any(|item| item.indicator == *indicator);
        if let Some(unknown) = tie.indicators.iter().find(|one| !known(one)) {
            let detail = format!("Indikator {unknown} tidak ada di perjanjian ini. Pakai indikator dari butirnya.");
            return Err(Problem::field("kaitan", detail));
        }
    }
    Ok(Named { all, ..named })
}

/// What counts for a version now: what was said of it, else what holds for its agreement, such as that of the year before.
///
/// # Errors
/// A row that cannot be read.
pub(super) fn effective(all: &Agreements, one: &Shown) -> Named {
    if let Some(named) = &one.agreement.named {
        return named.clone();
    }
    let serving = all.serving(&one.agreement.code);
    let mut ties: Vec<Tie> = Vec::new();
    for one in &serving {
        let meant: Vec<String> =
            one.items.iter().filter_map(|no| all.meant(&one.agreement, *no)).map(str::to_owned).collect();
        for activity in &one.activities {
            ties.push(Tie { activity: activity.clone(), indicators: meant.clone() });
        }
    }
    let confirmed = !serving.is_empty() && serving.iter().all(|one| one.status == CONFIRMED);
    Named { status: if confirmed { CONFIRMED } else { ASSUMED }.to_owned(), all: ties }
}

/// The activities of the budget of a year of an office, by name, and then those that are named beside them.
///
/// # Errors
/// Any database error.
pub(super) async fn activities(ctx: &Ctx, office: KantorId, year: i32, named: &Named) -> Result<Vec<String>> {
    use anggaran::entity::{COLUMN, Column, Entity};
    let mut all: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Kegiatan)
        .filter(Column::KantorId.eq(office))
        .filter(COLUMN.tahun.eq(i64::from(year)))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .order_by_asc(Column::Kegiatan)
        .into_tuple()
        .all(ctx.db())
        .await?;
    all.extend(named.all.iter().map(|tie| tie.activity.clone()));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|name| seen.insert(fold(name)));
    all.truncate(MOST);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie_of(activity: &str, indicators: &[&str]) -> Tie {
        Tie { activity: activity.to_owned(), indicators: indicators.iter().map(|one| (*one).to_owned()).collect() }
    }

    fn named(status: &str, all: Vec<Tie>) -> Named {
        Named { status: status.to_owned(), all }
    }

    #[test]
    fn what_is_said_names_items_that_there_are_and_says_how_certain_it_is() {
        let shipped = Agreements::embedded().unwrap();
        let agreement = shipped.find("2025-pok").unwrap();
        let first = agreement.items[0].indicator.as_str();
        let said = named(ASSUMED, vec![tie_of(" Kegiatan  contoh ", &[first]), tie_of("Tanpa butir (contoh)", &[])]);
        assert_eq!(fitting(agreement, said).unwrap().all, [tie_of("Kegiatan contoh", &[first])]);
        for wrong in [
            named("pasti", Vec::new()),
            named(ASSUMED, vec![tie_of("Kegiatan contoh", &["entah"])]),
            named(CONFIRMED, vec![tie_of(" ", &[first])]),
        ] {
            assert!(matches!(fitting(agreement, wrong), Err(Problem::Invalid(_))));
        }
    }

    #[test]
    fn an_agreement_of_which_nothing_was_said_has_what_holds_for_it() {
        let shipped = Agreements::embedded().unwrap();
        let agreement = shipped.find("2025-pok").unwrap().clone();
        let held = effective(&shipped, &Shown { agreement: agreement.clone(), row: None });
        assert!(
            held.status == ASSUMED
                && held.all.iter().any(|tie| tie.activity == "Layanan Umum" && tie.indicators.len() == 3)
        );
        let own = Agreement { named: Some(named(CONFIRMED, Vec::new())), ..agreement };
        assert_eq!(effective(&shipped, &Shown { agreement: own, row: None }), named(CONFIRMED, Vec::new()));
    }
}
