//! Parting the records of two people that stand under one, record by record, in one transaction.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{CatatanId, Ctx, KantorId, OrangId, Problem, Result, Tx};
use people::Parting;
use uuid::Uuid;

use crate::change;
use crate::particulars::{after, heads, renew};
use crate::{AnyKind, Head, Registry, Renewal};

/// What is asked.
#[derive(Debug)]
pub struct Asked {
    /// Whose records, to whom, and what becomes of the numbers.
    pub parting: Parting,
    /// The records that go, by kind and id.
    pub records: Vec<(String, CatatanId)>,
    /// Why.
    pub reason: String,
}

/// The field in which records are chosen.
pub(super) const RECORDS: &str = "catatan";

/// Parts what stands under one person: the chosen records go to another, who may be new. Their facts are posted anew; what was
/// closed stays as it was. Returns the person to whom they went.
///
/// # Errors
/// As [`people::parting`]; [`Problem::Invalid`] for a record that is not the person's (any more), that the actor may not read, or
/// that is linked to one that stays.
pub async fn part(registry: &Registry, ctx: &Ctx, asked: &Asked) -> Result<OrangId> {
    let (tx, to) = parted(registry, ctx, asked).await?;
    tx.commit().await?;
    Ok(to)
}

/// Whether the parting could be done, without doing it.
///
/// # Errors
/// As [`part`].
pub(super) async fn try_out(registry: &Registry, ctx: &Ctx, asked: &Asked) -> Result<()> {
    parted(registry, ctx, asked).await.map(drop)
}

async fn parted(registry: &Registry, ctx: &Ctx, asked: &Asked) -> Result<(Tx, OrangId)> {
    // Alone, so that no record of the two is written at the same time.
    let mut tx = ctx.begin_alone().await?;
    let parted = people::parting(&tx, ctx, &asked.parting).await?;
    let reason = change::reason(ctx, &asked.reason)?;
    let (from, to) = (asked.parting.from, parted.to());
    if asked.records.is_empty() && !parted.restores() {
        return Err(Problem::field(RECORDS, "Pilih sedikitnya satu catatan yang dipisahkan."));
    }
    let all = heads(registry, &tx, from).await?;
    let chosen = chosen(registry, ctx, &all, &asked.records)?;
    together(registry, &tx, from, &chosen).await?;
    tx.not_before(parted.changed());
    after(&mut tx, &all);
    let (old, new) = parted.keys(ctx)?;
    let moves = parted.moves_facts();
    parted.write(&tx, ctx, chosen.len(), &reason).await?;
    let note = format!("Dipisahkan dari orang {from}: {reason}");
    let renewal = Renewal { person: from, heir: Some((to, &old, &new)), reason: &note };
    for (kind, head) in &chosen {
        kind.part(&tx, ctx, head.id, &renewal).await?;
    }
    if moves {
        let note = format!("Data orang disesuaikan karena dipisahkan: {reason}");
        renew(registry, &tx, ctx, &Renewal { person: from, heir: None, reason: &note }).await?;
    }
    let offices =
        |heads: &[(&dyn AnyKind, Head)]| heads.iter().map(|(_, head)| head.office).collect::<BTreeSet<KantorId>>();
    let (remaining, now) = (heads(registry, &tx, from).await?, heads(registry, &tx, to).await?);
    let ids: Vec<CatatanId> = chosen.iter().map(|(_, head)| head.id).collect();
    let known = (&offices(&remaining), &offices(&now));
    people::settle(&tx, ctx, (from, to), (&ids, &offices(&chosen)), known).await?;
    Ok((tx, to))
}

type Chosen = Vec<(&'static dyn AnyKind, Head)>;

/// The records that were chosen, each once: records of the person, of the actor's offices, of kinds that the actor may read.
fn chosen(registry: &Registry, ctx: &Ctx, all: &Chosen, records: &[(String, CatatanId)]) -> Result<Chosen> {
    let mut chosen = Chosen::new();
    let mut met = HashSet::new();
    for (named, id) in records {
        let may = registry.find(named).is_some_and(|kind| ctx.actor.may(kind.info().permission));
        let found = all.iter().find(|(kind, head)| kind.info().name == named && head.id == *id);
        let own = found.filter(|(_, head)| may && ctx.actor.offices.contains(&head.office));
        let Some((kind, head)) = own else {
            let detail = "Ada catatan yang bukan (lagi) tentang orang ini, atau tidak boleh Anda baca. Muat ulang, lalu pilih lagi.";
            return Err(Problem::field(RECORDS, detail));
        };
        if met.insert(*id) {
            chosen.push((*kind, head.clone()));
        }
    }
    Ok(chosen)
}

/// Refuses to take apart records of the person that belong to one matter, such as a complaint and its referral.
async fn together(registry: &Registry, tx: &Tx, from: OrangId, chosen: &Chosen) -> Result<()> {
    let mut linked = Vec::new();
    for kind in registry.all() {
        linked.extend(kind.linked_of(tx, from).await?);
    }
    let goes: HashSet<Uuid> = chosen.iter().map(|(_, head)| head.id.0).collect();
    let numbers: HashMap<Uuid, &str> = linked.iter().map(|(head, _)| (head.id.0, head.number.as_str())).collect();
    for (head, ids) in &linked {
        for id in ids {
            let Some(other) = numbers.get(id).filter(|_| goes.contains(id) != goes.contains(&head.id.0)) else {
                continue;
            };
            let detail =
                format!("{} terkait dengan {other}. Pilih keduanya, atau biarkan keduanya tetap.", head.number);
            return Err(Problem::field(RECORDS, detail));
        }
    }
    Ok(())
}
