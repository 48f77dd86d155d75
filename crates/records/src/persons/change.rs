//! Changing people together with all their records, in one transaction.

use kernel::form::Form;
use kernel::{CatatanId, Ctx, KantorId, OrangId, Permission, Problem, Result, Tx};
use people::{Draft, Merging, require_to_join};

use crate::change::{self, Change};
use crate::particulars::{after, edit_in, heads, renew};
use crate::{Registry, Renewal};

/// Changes fields of a person. If that changes facts, all records of the person are updated, including those in offices that
/// the actor does not see.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Invalid`].
pub async fn edit(registry: &Registry, ctx: &Ctx, change: Change, fields: &Form) -> Result<()> {
    ctx.actor.require(Permission::WritePeople)?;
    // Alone, so that no record of the person is written at the same time with the old data.
    let mut tx = ctx.begin_alone().await?;
    edit_in(registry, &mut tx, ctx, change, fields).await?;
    tx.commit().await
}

/// Confirms what was in doubt of a person: a number, or that all records are about them ([`people::settled`]).
///
/// # Errors
/// As [`people::settled`].
pub(super) async fn confirm(
    ctx: &Ctx,
    (person, version): (OrangId, Option<i64>),
    what: &str,
    reason: &str,
) -> Result<()> {
    let mut tx = ctx.begin_alone().await?;
    let draft = people::settled(&tx, ctx, person, version, what).await?;
    let reason = change::reason(ctx, reason)?;
    tx.not_before(draft.changed());
    people::write(&tx, ctx, draft, &format!("Dipastikan benar: {reason}")).await?;
    tx.commit().await
}

/// Merges a person into another: the records of the first are moved to the second. Returns the person who was kept.
///
/// # Errors
/// As [`people::merging`], and [`Problem::Refused`] when an office that the actor does not see has records of the person.
pub async fn merge(registry: &Registry, ctx: &Ctx, asked: &Merging, reason: &str) -> Result<OrangId> {
    require_to_join(ctx)?;
    let reason = change::reason(ctx, reason)?;
    // Alone, so that no record is written at the same time for the person who is merged away.
    let mut tx = ctx.begin_alone().await?;
    let (gone, kept) = people::merging(&tx, ctx, asked).await?;
    let own = heads(registry, &tx, gone.id()).await?;
    if own.iter().any(|(_, head)| !ctx.actor.offices.contains(&head.office)) {
        return Err(Problem::Refused {
            status: "tercatat",
            command: "gabung",
            allowed: vec!["ubah"],
            detail: "Orang ini juga ditangani kantor lain. Minta KP2MI yang menggabungkan.".to_owned(),
        });
    }
    tx.not_before(gone.changed().max(kept.changed()));
    after(&mut tx, &own);
    if kept.moves_facts() {
        let all = heads(registry, &tx, kept.id()).await?;
        after(&mut tx, &all);
    }
    let records: Vec<_> = own.iter().map(|(kind, head)| (kind.info().name, head.id, head.office)).collect();
    write(registry, &tx, ctx, (gone, kept, &records), &reason).await?;
    tx.commit().await?;
    Ok(asked.to)
}

/// The records of the person who is merged away: kind, id and office.
type Records<'a> = &'a [(&'static str, CatatanId, KantorId)];

async fn write(
    registry: &Registry,
    tx: &Tx,
    ctx: &Ctx,
    (gone, kept, records): (Draft, Draft, Records<'_>),
    reason: &str,
) -> Result<()> {
    let (from, to) = (gone.id(), kept.id());
    let (old, new) = (gone.key(ctx)?, kept.key(ctx)?);
    let moves = kept.moves_facts();
    // The person who is merged away is written first, since a NIK must be unique.
    people::write(tx, ctx, gone, &format!("Digabung ke orang {to}: {reason}")).await?;
    people::write(tx, ctx, kept, &format!("Digabung dengan orang {from}: {reason}")).await?;
    people::unite(tx, ctx, (from, to), records).await?;
    if moves {
        let note = format!("Data orang dilengkapi dari penggabungan: {reason}");
        renew(registry, tx, ctx, &Renewal { person: to, heir: None, reason: &note }).await?;
    }
    let note = format!("Digabung dari orang {from}: {reason}");
    renew(registry, tx, ctx, &Renewal { person: from, heir: Some((to, &old, &new)), reason: &note }).await
}
