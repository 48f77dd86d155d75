//! What keeps a person from being erased: a record that is open, one that must be kept for some years still, one of an office that the actor
//! does not see, or a hold.

use std::collections::HashMap;

use kernel::period::day_of;
use kernel::{CatatanId, Ctx, Day, OrangId, Result, Stage};
use records::{AnyKind, Head, Registry};
use sea_orm::ConnectionTrait;
use web::parts;

use super::hold;
use crate::permintaan_data::PermintaanData;
use crate::retensi::kelas;

/// A record, as far as it may keep a person from being erased.
#[derive(Clone, Debug)]
pub(crate) struct One {
    /// What people call it: kind and number.
    label: String,
    /// The state, in words, while it is open.
    open: Option<String>,
    /// Whether one of the actor's offices has it.
    own: bool,
    /// How long it is kept since it was last changed, in words, and until when; none if it may go whenever.
    kept: Option<(String, Day)>,
}

/// All that may keep a person from being erased.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// Whether it was done already.
    pub erased: bool,
    /// The holds that stand: since when and why.
    pub holds: Vec<(Day, String)>,
    /// The records.
    pub records: Vec<One>,
}

impl Standing {
    /// The last day on which a record must be kept; none without records.
    pub(crate) fn until(&self) -> Option<Day> {
        self.records.iter().filter_map(|one| one.kept.as_ref().map(|(_, day)| *day)).max()
    }
}

/// Why a person cannot be erased, as sentences that say until when, or what to do; empty if nothing bars it.
pub(crate) fn bars(standing: &Standing, today: Day) -> Vec<String> {
    if standing.erased {
        return vec!["Data orang ini sudah dihapus.".to_owned()];
    }
    let mut bars: Vec<String> = standing
        .holds
        .iter()
        .map(|(since, why)| {
            format!(
                "Datanya ditahan sejak {}: {}. Angkat dahulu penahanannya.",
                parts::day(*since),
                why.trim_end_matches('.')
            )
        })
        .collect();
    for one in &standing.records {
        if !one.own {
            bars.push("Orang ini juga ditangani kantor lain. Minta KP2MI yang menghapusnya.".to_owned());
        } else if let Some(state) = &one.open {
            bars.push(format!("{} masih terbuka ({state}). Selesaikan atau batalkan dahulu.", one.label));
        } else if let Some((long, until)) = one.kept.as_ref().filter(|(_, until)| today <= *until) {
            bars.push(format!("{} wajib disimpan {long}, sampai {}.", one.label, parts::day(*until)));
        }
    }
    bars.dedup();
    bars
}

/// What stands about a person. `answered` is the request by which they are erased: that one is open until then.
///
/// # Errors
/// Any database error.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    registry: &Registry,
    (rows, erased): (&[OrangId], bool),
    answered: Option<CatatanId>,
) -> Result<Standing> {
    let held = hold::all(db, rows).await?.into_iter().filter(|hold| hold.diangkat_pada.is_none());
    let held = held.map(|hold| hold.told(&ctx.actor.offices));
    let holds = held.map(|hold| (day_of(hold.dipasang_pada), hold.alasan)).collect();
    let mut records = Vec::new();
    for kind in registry.all() {
        let all = kind.standing_of(db, rows).await?;
        records.extend(all.into_iter().map(|(head, status, stage)| one(ctx, *kind, &head, (status, stage), answered)));
    }
    Ok(Standing { erased, holds, records })
}

/// The same about many people, given as row and kept row of each; a few statements for all of them.
///
/// # Errors
/// Any database error.
pub(crate) async fn standings(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    registry: &Registry,
    families: &HashMap<OrangId, OrangId>,
) -> Result<HashMap<OrangId, Standing>> {
    let rows: Vec<OrangId> = families.keys().copied().collect();
    let mut all: HashMap<OrangId, Standing> = families.values().map(|kept| (*kept, Standing::default())).collect();
    let mut of = |row: OrangId, add: &mut dyn FnMut(&mut Standing)| {
        if let Some(standing) = families.get(&row).and_then(|kept| all.get_mut(kept)) {
            add(standing);
        }
    };
    for hold in hold::all(db, &rows).await?.into_iter().filter(|hold| hold.diangkat_pada.is_none()) {
        let (since, why) = (day_of(hold.dipasang_pada), hold.alasan);
        of(hold.orang_id, &mut |standing: &mut Standing| standing.holds.push((since, why.clone())));
    }
    for kind in registry.all() {
        for (head, status, stage) in kind.standing_of(db, &rows).await? {
            let record = one(ctx, *kind, &head, (status, stage), None);
            if let Some(person) = head.person {
                of(person, &mut |standing: &mut Standing| standing.records.push(record.clone()));
            }
        }
    }
    Ok(all)
}

/// A record, as far as it may keep its person from being erased.
fn one(ctx: &Ctx, kind: &dyn AnyKind, head: &Head, (status, stage): (&str, Stage), answered: Option<CatatanId>) -> One {
    let info = kind.info();
    let running = match stage {
        Stage::New | Stage::Running => head.withdrawn.is_none() && Some(head.id) != answered,
        Stage::Done | Stage::Dropped => false,
    };
    // What somebody asked about their own data does not keep that data.
    let requests = records::kind::<PermintaanData>().info().name;
    let class = kelas::class(info.name).filter(|_| info.name != requests);
    let kept = class.and_then(|class| Some((class.words(), class.until(day_of(head.changed))?)));
    One {
        label: format!("{} {}", info.title, head.number),
        // A kind without steps has no end that somebody could bring about.
        open: (running && !kind.steps().is_empty()).then(|| parts::words(status)),
        own: ctx.actor.offices.contains(&head.office),
        kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> One {
        One {
            label: "Pengaduan ADU-2025-0001".to_owned(),
            open: None,
            own: true,
            kept: Some(("10 tahun (Uji, asumsi)".to_owned(), "2035-06-01".parse().unwrap())),
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_open_held_or_young_bars_and_says_until_when() {
        let of = |records: Vec<One>| Standing { records, ..Standing::default() };
        assert!(bars(&of(vec![sample()]), day("2035-06-02")).is_empty());
        let young = bars(&of(vec![sample()]), day("2035-06-01"));
        assert!(young.len() == 1 && young[0].contains("10 tahun (Uji, asumsi), sampai "), "{young:?}");
        let open = bars(&of(vec![One { open: Some("Diproses".to_owned()), ..sample() }]), day("2040-01-01"));
        assert!(open[0].contains("masih terbuka (Diproses)"), "{open:?}");
        let other = bars(&of(vec![One { own: false, ..sample() }]), day("2040-01-01"));
        assert!(other[0].contains("kantor lain"), "{other:?}");
        let held = Standing { holds: vec![(day("2025-06-01"), "Perkara di pengadilan.".to_owned())], ..of(Vec::new()) };
        assert_eq!(of(vec![sample()]).until(), Some(day("2035-06-01")));
        assert!(
            bars(&held, day("2040-01-01"))[0].contains("Perkara di pengadilan. Angkat"),
            "a hold has no end by itself"
        );
    }

    #[test]
    fn who_is_erased_is_not_erased_again() {
        let standing = Standing { erased: true, records: vec![One { own: false, ..sample() }], ..Standing::default() };
        assert_eq!(bars(&standing, day("2040-01-01")), ["Data orang ini sudah dihapus."]);
    }
}
