//! Withdrawing a record that should not have been entered, and restoring it. Nothing is deleted: a withdrawn record stays
//! to be read, and its facts say that it does not count, and why.

use kernel::{Ctx, Problem, Result, Tx};
use sea_orm::Value;

use crate::change::{self, Change, Line, put};
use crate::columns::replaced;
use crate::{Deed, Kind, Record, described, link, show};

/// Withdraws a record. Its number from elsewhere and its content are free to be entered again.
///
/// # Errors
/// [`Problem::Refused`] when it is withdrawn already; as any change.
pub(crate) async fn withdraw<K: Kind>(ctx: &Ctx, change: Change) -> Result<()> {
    ctx.actor.require(K::INFO.permission)?;
    let reason = change::reason(ctx, &change.reason)?;
    let (tx, old) = change::begin::<K>(ctx, &change).await?;
    if old.head().withdrawn.is_some() {
        return Err(Problem::Refused {
            status: old.status(),
            command: "batalkan",
            allowed: vec!["pulihkan"],
            detail: "Catatan ini sudah dibatalkan.".to_owned(),
        });
    }
    change::owned::<K>(ctx, &old)?;
    change::settled::<K>(&old, "batalkan")?;
    let changes = serde_json::json!({ "dibatalkan": { "dari": null, "ke": "ya" } });
    set::<K>(&tx, ctx, &old, tx.at.into(), Line { reason, happened: change.happened, changes }).await?;
    tx.commit().await
}

/// Restores a withdrawn record: it counts again as it did.
///
/// # Errors
/// [`Problem::Refused`] when it is not withdrawn, or what it is linked to has moved; [`Problem::Duplicate`] when its content
/// or its number has been entered again; as any change.
pub(crate) async fn restore<K: Kind>(ctx: &Ctx, change: Change) -> Result<()> {
    ctx.actor.require(K::INFO.permission)?;
    let reason = change::reason(ctx, &change.reason)?;
    let (tx, old) = change::begin::<K>(ctx, &change).await?;
    change::owned::<K>(ctx, &old)?;
    let refused = |detail: &str, allowed: &[&'static str]| Problem::Refused {
        status: old.status(),
        command: "pulihkan",
        allowed: allowed.to_vec(),
        detail: detail.to_owned(),
    };
    if old.head().withdrawn.is_none() {
        return Err(refused("Catatan ini tidak dibatalkan, jadi tidak perlu dipulihkan.", &["ubah", "batalkan"]));
    }
    let mut showing = show::Showing::new(K::INFO.table, None);
    described::show::<K>(&old, &mut showing)?;
    if link::elsewhere::<K>(&*tx, old.head().office, &showing.links).await? {
        return Err(refused(
            "Catatan yang terkait dengannya sudah pindah kantor. Catat lagi di kantor yang benar, jangan dipulihkan.",
            &[],
        ));
    }
    let changes = serde_json::json!({ "dibatalkan": { "dari": "ya", "ke": null } });
    let line = Line { reason, happened: change.happened, changes };
    let done = set::<K>(&tx, ctx, &old, Value::ChronoDateTimeUtc(None), line).await;
    done.map_err(|problem| match problem {
        Problem::Duplicate(_) => Problem::Duplicate(
            "Isian atau nomornya sudah dicatat lagi di catatan lain. Pakai catatan itu, atau batalkan dahulu yang itu."
                .to_owned(),
        ),
        other => other,
    })?;
    tx.commit().await
}

async fn set<K: Kind>(tx: &Tx, ctx: &Ctx, old: &K::Record, withdrawn: Value, line: Line) -> Result<()> {
    let columns =
        vec![("dibatalkan_pada", withdrawn), ("versi", (old.head().version + 1).into()), ("diubah_pada", tx.at.into())];
    let (new, reason) = (replaced(old, columns)?, line.reason.clone());
    put::<K>(tx, ctx, old, &new, line).await?;
    K::follow(tx, ctx, Deed { old: Some(old), new: &new, reason: &reason, taken: None }).await
}
