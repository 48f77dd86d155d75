//! Limits how often users may ask whether another office knows somebody: as often as the busiest desk needs, and no more.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::access::{self, Bound, Look};
use kernel::{Ctx, OrangId, Problem, Result};

/// The time window in which searches are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(30);
/// How many searches one account may make in the window. A flight of 150 people is received in half an hour, and the desk
/// searches again with each field that is filled in, six times for each person.
const ACCOUNT: usize = 900;
/// How many searches an office may make in the window: enough for more than three such desks.
const OFFICE: usize = 3_000;
/// A shorter window, so that nobody searches faster than a person can type.
const MOMENT: TimeDelta = TimeDelta::minutes(1);
/// How many searches one account may make in the shorter window.
const AT_ONCE: usize = 60;

/// Refuses a search in advance that [`made`] would refuse afterwards. The check in [`made`] is the binding one.
///
/// # Errors
/// [`Problem::TooMany`] with the seconds to wait; it is logged with the account.
pub(crate) async fn permit(ctx: &Ctx) -> Result<()> {
    let now = ctx.now();
    judge(ctx, now, &access::looks(ctx.db(), ctx, now - WINDOW, OFFICE as u64).await?)
}

/// Counts a search, with the people it found. Its result may only be shown after this.
///
/// # Errors
/// As [`permit`]; [`Problem::Unlogged`].
pub(crate) async fn made(ctx: &Ctx, met: Vec<OrangId>) -> Result<()> {
    let now = ctx.now();
    let judge = |looks: &[Look]| judge(ctx, now, looks);
    access::log_look(ctx, met, &Bound { since: now - WINDOW, most: OFFICE as u64, judge: &judge }).await
}

fn judge(ctx: &Ctx, now: DateTime<Utc>, looks: &[Look]) -> Result<()> {
    let own: Vec<_> = looks.iter().filter(|(user, _)| *user == ctx.actor.user).map(|(_, at)| *at).collect();
    let every: Vec<_> = looks.iter().map(|(_, at)| *at).collect();
    let waits =
        [wait(&own, AT_ONCE, now - MOMENT), wait(&own, ACCOUNT, now - WINDOW), wait(&every, OFFICE, now - WINDOW)];
    let Some(wait) = waits.into_iter().flatten().max() else { return Ok(()) };
    let (user, office) = (ctx.actor.user, &ctx.actor.office_name);
    tracing::warn!(user = ?user, office, request = %ctx.request, wait, "too many looks for people of other offices");
    Err(Problem::TooMany(wait))
}

/// How many seconds to wait for the next search; none if it is allowed now. `times` are the times of earlier searches, newest
/// first; at most `most` of them may be after `since`.
fn wait(times: &[DateTime<Utc>], most: usize, since: DateTime<Utc>) -> Option<u64> {
    let full = *times.get(most - 1)? - since;
    (full > TimeDelta::zero()).then(|| u64::try_from(full.num_milliseconds()).unwrap_or_default().div_ceil(1_000))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::wait;

    #[test]
    fn there_is_room_again_when_the_oldest_look_that_counts_is_past() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(1);
        let ago = |seconds: i64| now - TimeDelta::seconds(seconds);
        let looks = [ago(1), ago(20), ago(59), ago(61)];
        let since = ago(60);
        assert_eq!(wait(&looks, 4, since), None, "the fourth is past");
        assert_eq!(wait(&looks, 3, since), Some(1));
        assert_eq!(wait(&looks, 2, since), Some(40));
        assert_eq!(wait(&looks[..1], 2, since), None);
        assert_eq!(wait(&[], 1, since), None);
    }
}
