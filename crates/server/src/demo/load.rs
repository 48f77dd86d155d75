//! Entering the plan, day by day.

use std::collections::BTreeMap;

use cases::pelimpahan::entity::{COLUMN, Entity};
use chrono::TimeDelta;
use kernel::clock::SetClock;
use kernel::form::Form;
use kernel::period::start_of;
use kernel::{CatatanId, Ctx, Day, Problem, Result};
use records::{AnyKind, Change, DAY, Mode, Outcome, REMARK};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use super::plan::{Act, Event, FollowUp, Plan};
use crate::compose::Lindung;

/// What was entered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loaded {
    /// Records.
    pub records: usize,
    /// Later changes of them.
    pub changes: usize,
}

type Pending = BTreeMap<Day, Vec<(&'static dyn AnyKind, CatatanId, FollowUp)>>;

/// Enters the plan into a house whose clock is `clock`, which is moved on day by day. `progress` is told how many
/// records and changes are done.
///
/// # Errors
/// [`Problem::Internal`] naming a form that was refused, or what the database says.
pub async fn load(lindung: &Lindung, clock: &SetClock, plan: Plan, progress: &dyn Fn(usize)) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    let mut pending = Pending::new();
    let mut days = plan.0;
    while let Some(day) = [days.keys().next(), pending.keys().next()].into_iter().flatten().min().copied() {
        clock.set(start_of(day) + TimeDelta::hours(17));
        let ctx = lindung.system("Petugas contoh")?;
        for (kind, events) in by_kind(days.remove(&day).unwrap_or_default()) {
            let kind = lindung.registry.find(kind).ok_or_else(|| Problem::internal(format!("no kind {kind}")))?;
            loaded.records += register(&ctx, kind, events, &mut pending).await?;
        }
        clock.advance(TimeDelta::hours(1));
        for (kind, id, change) in pending.remove(&day).unwrap_or_default() {
            follow(lindung, &ctx, (kind, id), change).await?;
            loaded.changes += 1;
        }
        progress(loaded.records + loaded.changes);
    }
    Ok(loaded)
}

async fn follow(
    lindung: &Lindung,
    ctx: &Ctx,
    (kind, id): (&'static dyn AnyKind, CatatanId),
    change: FollowUp,
) -> Result<()> {
    let (kind, id, step, mut form) = match change.act {
        Act::Edit(form) => {
            let asked = Change { id, version: None, reason: change.reason.to_owned(), happened: None };
            return kind.edit(ctx, asked, form).await;
        }
        Act::Manifest(text) => {
            return bandara::manifes::take_in(ctx, &lindung.registry, id, &text).await;
        }
        Act::Letter(code, number) => {
            let said = [("jenis", code.to_owned()), ("nomor_surat", number), (DAY.key, change.day.to_string())];
            let form: Form = said.into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
            return records::surat::make(ctx, kind, &lindung.store, id, &form).await.map(drop);
        }
        Act::Step(step, form) => (kind, id, step, form),
        Act::Referral(step, form) => {
            let kind = lindung.registry.find("pelimpahan").ok_or_else(|| Problem::internal("no referrals"))?;
            (kind, referral(ctx, id).await?, step, form)
        }
    };
    let dated = kind.steps().iter().any(|s| s.name == step && s.fields.iter().any(|field| field.key == DAY.key));
    if dated {
        form.insert(DAY.key.to_owned(), change.day.to_string());
    }
    form.insert(REMARK.key.to_owned(), change.reason.to_owned());
    kind.take(ctx, Change { id, version: None, reason: String::new(), happened: None }, step, form).await
}

/// The referral that a complaint has led to last.
async fn referral(ctx: &Ctx, complaint: CatatanId) -> Result<CatatanId> {
    let of_complaint = Entity::find().filter(COLUMN.pengaduan_id.eq(complaint.0));
    let last = of_complaint.order_by_desc(COLUMN.nomor).one(ctx.db()).await?;
    last.map(|referral| referral.id).ok_or_else(|| Problem::internal("a complaint of the demo was not referred"))
}

/// The events of a day by kind, in the order in which the kinds first stand there; arrivals, agreements and companies
/// before what is linked to them.
fn by_kind(events: Vec<Event>) -> Vec<(&'static str, Vec<Event>)> {
    const FIRST: [&str; 3] = ["kedatangan", "kerja-sama", "p3mi"];
    let mut kinds: BTreeMap<(bool, &'static str), Vec<Event>> = BTreeMap::new();
    for event in events {
        kinds.entry((!FIRST.contains(&event.kind), event.kind)).or_default().push(event);
    }
    kinds.into_iter().map(|((_, kind), events)| (kind, events)).collect()
}

async fn register(ctx: &Ctx, kind: &'static dyn AnyKind, events: Vec<Event>, pending: &mut Pending) -> Result<usize> {
    let forms: Vec<Form> = events.iter().map(|e| e.form.clone()).collect();
    let done = kind.register(ctx, &forms, &[], Mode::Write).await?;
    let mut count = 0;
    for (event, outcome) in events.into_iter().zip(done.outcomes) {
        let Outcome::New(id, _) = outcome else {
            return Err(Problem::internal(format!("a {} of the demo was refused: {outcome:?}", kind.info().name)));
        };
        count += 1;
        for change in event.later {
            pending.entry(change.day).or_default().push((kind, id, change));
        }
    }
    Ok(count)
}
