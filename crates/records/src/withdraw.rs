//! Withdrawing a record that should not have been entered, and restoring it. Nothing is deleted: a withdrawn record can still
//! be read, and its facts do not count, with a reason.

use kernel::{Ctx, Problem, Result, Tx};
use sea_orm::Value;

use crate::apply::{Line, put};
use crate::change::{self, Change};
use crate::{AnyKind, Deed, Stored, described, link};

impl dyn AnyKind + '_ {
    /// Withdraws a record. Its number from another system and its content can then be entered again.
    ///
    /// # Errors
    /// [`Problem::Refused`] when it is withdrawn already; and the errors of any change.
    pub async fn withdraw(&self, ctx: &Ctx, change: Change) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        let reason = change::reason(ctx, &change.reason)?;
        let (tx, old) = change::begin(self, ctx, &change).await?;
        if old.head().withdrawn.is_some() {
            return Err(Problem::Refused {
                status: old.status(),
                command: "batalkan",
                allowed: vec!["pulihkan"],
                detail: "Catatan ini sudah dibatalkan.".to_owned(),
            });
        }
        change::owned(ctx, &*old)?;
        change::settled(self, &*old, "batalkan")?;
        let changes = serde_json::json!({ "dibatalkan": { "dari": null, "ke": "ya" } });
        set(self, &tx, ctx, &*old, tx.at.into(), Line { reason, happened: change.happened, changes }).await?;
        tx.commit().await
    }

    /// Restores a withdrawn record: it counts again as it did.
    ///
    /// # Errors
    /// [`Problem::Refused`] when it is not withdrawn, or what it is linked to has moved; [`Problem::Duplicate`] when its content
    /// or its number has been entered again; and the errors of any change.
    pub async fn restore(&self, ctx: &Ctx, change: Change) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        let reason = change::reason(ctx, &change.reason)?;
        let (tx, old) = change::begin(self, ctx, &change).await?;
        change::owned(ctx, &*old)?;
        let refused = |detail: &str, allowed: &[&'static str]| Problem::Refused {
            status: old.status(),
            command: "pulihkan",
            allowed: allowed.to_vec(),
            detail: detail.to_owned(),
        };
        if old.head().withdrawn.is_none() {
            return Err(refused("Catatan ini tidak dibatalkan, jadi tidak perlu dipulihkan.", &["ubah", "batalkan"]));
        }
        let showing = described::shown(self, &*old, None)?;
        if link::elsewhere(self, &*tx, old.head().office, &showing.links).await? {
            return Err(refused(
                "Catatan yang terkait dengannya sudah pindah kantor. Catat lagi di kantor yang benar, jangan dipulihkan.",
                &[],
            ));
        }
        let changes = serde_json::json!({ "dibatalkan": { "dari": "ya", "ke": null } });
        let line = Line { reason, happened: change.happened, changes };
        let done = set(self, &tx, ctx, &*old, Value::ChronoDateTimeUtc(None), line).await;
        done.map_err(|problem| match problem {
            Problem::Duplicate(_) => Problem::Duplicate(
                "Isian atau nomornya sudah dicatat lagi di catatan lain. Pakai catatan itu, atau batalkan dahulu yang itu."
                    .to_owned(),
            ),
            other => other,
        })?;
        tx.commit().await
    }
}

async fn set(kind: &dyn AnyKind, tx: &Tx, ctx: &Ctx, old: &dyn Stored, withdrawn: Value, line: Line) -> Result<()> {
    let columns =
        vec![("dibatalkan_pada", withdrawn), ("versi", (old.head().version + 1).into()), ("diubah_pada", tx.at.into())];
    let (new, reason) = (old.replaced(columns)?, line.reason.clone());
    put(kind, tx, ctx, old, &*new, line).await?;
    kind.follow(tx, ctx, Deed { old: Some(old), new: &*new, reason: &reason, taken: None }).await
}
