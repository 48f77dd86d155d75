//! Withdrawing, restoring, moving, correcting and merging: what was wrong is put right, and nothing is lost.

mod catatan;
mod orang;

use chrono::TimeDelta;
use kernel::form::Form;
use kernel::ledger::{AsOf, Members, Part, Side};
use kernel::{CatatanId, Ctx, OrangId, Period};
use records::{Change, Mode, Outcome, Record};
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder};
use server::jobs;
use testkit::Test;

async fn put(test: &Test, kind: &str, form: Form) -> CatatanId {
    let kind = test.lindung.registry.find(kind).unwrap();
    let done = kind.register(&test.system(), &[form], &[], Mode::Write).await.unwrap();
    test.clock.advance(TimeDelta::seconds(1));
    let Some(Outcome::New(id, _)) = done.outcomes.first() else { panic!("{:?}", done.outcomes) };
    *id
}

fn change(id: CatatanId) -> Change {
    Change { id, version: None, reason: "Salah catat".to_owned(), happened: None }
}

/// How many records stand on a side of a measure this year, each person once where it is distinct.
async fn count(ctx: &Ctx, measure: &'static str, distinct: bool, side: Side, as_of: AsOf) -> i64 {
    let members = Members {
        parts: vec![Part { measure, distinct }],
        offices: ctx.actor.offices.clone(),
        period: Period::year(2025),
        side,
        as_of,
        only: None,
    };
    members.totals(ctx.db()).await.unwrap().0
}

async fn now(ctx: &Ctx, measure: &'static str) -> i64 {
    count(ctx, measure, false, Side::Counted, AsOf::Now).await
}

/// The ledger is what the records say, and each record is as its newest line of history left it.
async fn sound(test: &Test) {
    assert_eq!(jobs::reconcile(&test.lindung).await.unwrap(), []);
    as_told::<cases::pengaduan::entity::Model>(test).await;
    as_told::<jamsos::klaim::entity::Model>(test).await;
    as_told::<pemulangan::kepulangan::entity::Model>(test).await;
    as_told::<pemulangan::pemberdayaan::entity::Model>(test).await;
    as_told::<pemulangan::rehabilitasi::entity::Model>(test).await;
}

async fn as_told<R: Record>(test: &Test) {
    for record in <R as ModelTrait>::Entity::find().all(&test.house().db).await.unwrap() {
        let head = record.head();
        let lines = kernel::history::Entity::find().filter(kernel::history::Column::CatatanId.eq(head.id));
        let newest = lines.order_by_desc(kernel::history::Column::Versi).one(&test.house().db).await.unwrap().unwrap();
        assert_eq!((newest.versi, newest.sidik), (head.version, Some(records::proof(&record))), "{}", head.number);
    }
}

/// The person whom a record is about.
async fn person_of(test: &Test, kind: &str, id: CatatanId) -> OrangId {
    test.lindung.registry.find(kind).unwrap().read(&test.system(), id, false).await.unwrap().head.person.unwrap()
}
