//! The digest by e-mail: once a day, to each user who wants it, the numbers of their page of tasks and nothing of a record (ADR 0059).

mod kirim;
mod post;
mod settings;
mod text;

use std::sync::Arc;

use accounts::surel::Recipient;
use chrono::TimeDelta;
use kernel::period::{day_of, start_of};
use kernel::{Ctx, Day, Permission, Result};
use records::tugas::{Overview, overview};
use reporting::penutupan::Waiting;

pub use kirim::{EMPTY, Entity, FAILED, Model, RUNNING, SENT};
pub use post::Post;
pub use settings::Settings;

pub(crate) use kirim::{STATES, clear, standing};
pub(crate) use post::Letter;
pub(crate) use text::trial;

use crate::compose::Lindung;
use crate::jobs;
use kirim::Turn;
use post::Sent;

/// The name of the job.
pub const DIGEST: &str = "surel";

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Round {
    sent: usize,
    empty: usize,
    failed: usize,
    /// Of those that failed, how many are tried again.
    again: usize,
}

/// Sends the digests of today that are due and not yet sent, if this process is the one to do it. A day without digests, the hours before
/// and a house without e-mail have nothing to do. Returns whether a round was made.
///
/// # Errors
/// What the database says; the run stays open and is taken over when its lease is over.
pub async fn catch_up(lindung: &Lindung) -> Result<bool> {
    let Some(post) = &lindung.post else { return Ok(false) };
    let settings = &lindung.config.surel;
    let now = lindung.house.clock.now();
    let today = day_of(now);
    let off = !settings.every_day && !lindung.house.calendar.is_working(today);
    if off || now < start_of(today) + TimeDelta::hours(settings.hour.into()) {
        return Ok(false);
    }
    let Some(claimed) = jobs::claim(lindung, DIGEST, today).await? else { return Ok(false) };
    let round = round(lindung, post, today).await?;
    let result = format!(
        "{} dikirim, {} tanpa tugas, {} gagal, {} dicoba lagi",
        round.sent, round.empty, round.failed, round.again
    );
    if round.again == 0 {
        jobs::done(lindung, &claimed, &result).await?;
    }
    tracing::info!(%today, result, "digests sent");
    Ok(true)
}

/// Goes once through all who want a digest. The server is asked first whether it answers, and again after each failure: while it does not,
/// the others wait for the next round, and nothing of theirs was sent.
async fn round(lindung: &Lindung, post: &Post, today: Day) -> Result<Round> {
    let mut round = Round::default();
    let all = accounts::surel::recipients(&lindung.accounts).await?;
    let all: Vec<Recipient> = all.into_iter().filter(|one| one.actor.may(Permission::Tasks)).collect();
    if all.is_empty() {
        return Ok(round);
    }
    let mut ready = asked(post).await;
    for one in all {
        let db = &lindung.house.db;
        let claimed = match kirim::claim(db, one.user, today, lindung.house.clock.now()).await? {
            Turn::Ours(claimed) => claimed,
            Turn::Waiting => {
                round.again += 1;
                continue;
            }
            Turn::Over => continue,
        };
        let user = one.user;
        let sent = match &ready {
            Ok(()) => attempt(lindung, post, one, today).await,
            Err(reason) => Some(Sent::Later(reason.clone())),
        };
        let again = kirim::ended(db, &claimed, sent.as_ref(), lindung.house.clock.now()).await?;
        match sent {
            None => round.empty += 1,
            Some(Sent::Taken) => round.sent += 1,
            Some(Sent::Later(reason) | Sent::Over(reason)) => {
                tracing::warn!(%user, reason, again, "a digest was not sent");
                round.failed += 1;
                round.again += usize::from(again);
                if ready.is_ok() {
                    ready = asked(post).await;
                }
            }
        }
    }
    Ok(round)
}

/// Whether the server takes our mail now; if not, the log says so.
async fn asked(post: &Post) -> std::result::Result<(), String> {
    let ready = post.ready().await;
    if let Err(reason) = &ready {
        tracing::error!(reason, "the e-mail server does not take our mail");
    }
    ready
}

/// Sends the digest of one user; nothing where there is nothing to tell. What goes wrong before anything is sent is tried again, so
/// that one user's trouble keeps nobody else from their digest.
async fn attempt(lindung: &Lindung, post: &Post, one: Recipient, today: Day) -> Option<Sent> {
    let numbers = match counted(lindung, one.actor).await {
        Ok(numbers) => numbers,
        Err(error) => {
            tracing::error!(%error, user = %one.user, "a digest could not be counted");
            return Some(Sent::Later("tugas tidak dapat dihitung".to_owned()));
        }
    };
    let settings = &lindung.config.surel;
    if numbers.is_empty() && !settings.when_empty {
        return None;
    }
    let (subject, text) = (text::subject(&numbers), text::digest(&numbers, today, &settings.console));
    let now = lindung.house.clock.now();
    let sent = post.send(Letter { to: &one.address, subject, text }, now, lindung.house.ids.next(now)).await;
    Some(sent.unwrap_or_else(|_| Sent::Over("alamat tidak dapat dipakai".to_owned())))
}

/// The numbers of a user's page of tasks.
async fn counted(lindung: &Lindung, actor: kernel::Actor) -> Result<Overview> {
    let ctx = Ctx::new(Arc::clone(&lindung.house), actor);
    overview(&ctx, &lindung.registry, &Waiting).await
}
