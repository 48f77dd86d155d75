//! What stands on the letters of offices on a day: what each entry changed, one laid over the other.

use std::collections::BTreeMap;

use kernel::offices::{Letterhead, Letterheads};
use kernel::{Day, KantorId, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::entity::data::{Column, Entity, Model};

/// What an entry changed, from a day on.
struct Step {
    since: Day,
    from: Letterhead,
    to: Letterhead,
}

/// What stands on the letters of offices on a day.
///
/// # Errors
/// Any database error.
pub(crate) async fn letterheads(db: &impl ConnectionTrait, on: Day) -> Result<Letterheads> {
    let rows = Entity::find().filter(Column::BerlakuSejak.lte(on)).order_by_asc(Column::Nomor).all(db).await?;
    Ok(folded(&rows, on))
}

/// What rows, in the order in which they were entered, come to on a day. A row holds all fields, but says only what it changed of the data
/// of its first day as they were when it was entered: so what was planned before takes nothing back that was entered since.
pub(crate) fn folded(rows: &[Model], on: Day) -> Letterheads {
    let mut all: BTreeMap<KantorId, Vec<Step>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.berlaku_sejak <= on) {
        let (steps, since) = (all.entry(row.tentang_id).or_default(), row.berlaku_sejak);
        let from = standing(steps, since);
        steps.push(Step { since, from, to: letterhead(row) });
    }
    all.into_iter().map(|(office, steps)| (office, standing(&steps, on))).collect()
}

/// What entries come to on a day: in the order of their days, and of one day as they were entered.
fn standing(steps: &[Step], on: Day) -> Letterhead {
    let mut begun: Vec<&Step> = steps.iter().filter(|step| step.since <= on).collect();
    begun.sort_by_key(|step| step.since);
    begun.into_iter().fold(Letterhead::default(), |data, step| data.laid(&step.from, &step.to))
}

fn letterhead(row: &Model) -> Letterhead {
    Letterhead {
        above: row.kop.clone(),
        address: row.alamat.clone(),
        contact: row.kontak.clone(),
        head: row.kepala.clone(),
        head_number: row.kepala_nip.clone(),
    }
}
