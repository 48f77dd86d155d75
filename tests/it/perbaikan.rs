//! Withdrawing, restoring, moving, correcting and merging: what was wrong is put right, and nothing is lost.

use chrono::TimeDelta;
use kernel::clock::Clock;
use kernel::form::Form;
use kernel::ledger::{AsOf, Members, Part, Side};
use kernel::{CatatanId, Ctx, Period, Problem};
use people::Merging;
use records::{Change, Mode, Outcome};
use sea_orm::{EntityTrait, QueryOrder};
use server::jobs;
use testkit::{Test, form, on_both, returned, with};

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
    };
    members.totals(ctx.db()).await.unwrap().0
}

async fn now(ctx: &Ctx, measure: &'static str) -> i64 {
    count(ctx, measure, false, Side::Counted, AsOf::Now).await
}

/// The ledger is what the records say, and each record is as its newest line of history left it.
async fn sound(test: &Test) {
    assert_eq!(jobs::reconcile(&test.lindung).await.unwrap(), []);
    let db = &test.house().db;
    let lines = kernel::history::Entity::find().order_by_asc(kernel::history::Column::Versi).all(db).await.unwrap();
    let newest = |id: CatatanId| lines.iter().rfind(|line| line.catatan_id == id).unwrap();
    for record in pemulangan::kepulangan::entity::Entity::find().all(db).await.unwrap() {
        assert_eq!(newest(record.id).sidik, Some(records::proof(&record)));
        assert_eq!(newest(record.id).versi, record.versi);
    }
    for record in cases::pengaduan::entity::Entity::find().all(db).await.unwrap() {
        assert_eq!(newest(record.id).sidik, Some(records::proof(&record)));
        assert_eq!(newest(record.id).versi, record.versi);
    }
}

#[tokio::test]
async fn what_is_withdrawn_counts_no_more_and_still_counted_then() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let id = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        let before = test.clock.now();
        test.clock.advance(TimeDelta::minutes(1));
        kind.withdraw(&ctx, change(id)).await.unwrap();
        assert_eq!(now(&ctx, "kepulangan").await, 0);
        assert_eq!(count(&ctx, "kepulangan", false, Side::Counted, AsOf::At(before)).await, 1);
        let list = Members {
            parts: vec![Part { measure: "kepulangan", distinct: false }],
            offices: ctx.actor.offices.clone(),
            period: Period::year(2025),
            side: Side::NotCounted,
            as_of: AsOf::Now,
        };
        let list = list.page(ctx.db(), None, 10).await.unwrap();
        assert_eq!(list[0].alasan.as_deref(), Some("Catatan dibatalkan."));
        let shown = kind.read(&ctx, id, false).await.unwrap();
        assert!(shown.head.withdrawn.is_some());
        assert_eq!(shown.history[1].perubahan["dibatalkan"], serde_json::json!({ "dari": null, "ke": "ya" }));
        let again = kind.withdraw(&ctx, change(id)).await;
        assert!(matches!(&again, Err(Problem::Refused { allowed, .. }) if allowed == &["pulihkan"]), "{again:?}");
        let edited = kind.edit(&ctx, change(id), form(&[("kategori", "cuti")])).await;
        assert!(matches!(edited, Err(Problem::Refused { .. })));
        kind.restore(&ctx, change(id)).await.unwrap();
        assert_eq!(now(&ctx, "kepulangan").await, 1);
        assert!(matches!(kind.restore(&ctx, change(id)).await, Err(Problem::Refused { .. })));
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn two_people_who_are_one_count_once_and_keep_what_was_sealed() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let nik = [("nik", "3603994101900001")];
        let (sealed, plain) = (("kesehatan", "Rahasia contoh"), ("nomor_dokumen", "ZZ000001"));
        let returned = |person: &[(&str, &str)], day: &str| {
            let own = [("nama", "Siti Contoh"), ("tiba_pada", day), ("kategori", "sakit")];
            with(form(&own), person)
        };
        let one = put(&test, "kepulangan", returned(&[plain, sealed], "2025-06-01")).await;
        let two = put(&test, "kepulangan", returned(&nik, "2025-06-02")).await;
        let person = async |id| kind.read(&ctx, id, true).await.unwrap().head.person.unwrap();
        let (from, to) = (person(one).await, person(two).await);
        assert_ne!(from, to);
        let people = async || count(&ctx, "kepulangan", true, Side::Counted, AsOf::Now).await;
        assert_eq!(people().await, 2);
        let asked = Merging { from, from_version: Some(1), to, to_version: Some(1) };
        records::persons::merge(&test.lindung.registry, &ctx, &asked, "Orang yang sama").await.unwrap();
        assert_eq!(people().await, 1);
        let shown = kind.read(&ctx, one, true).await.unwrap();
        assert_eq!((shown.head.person, &*shown.form["kesehatan"]), (Some(to), "Rahasia contoh"));
        assert_eq!(&*shown.form["nomor_dokumen"], "ZZ000001");
        // The document leads to the kept person at the next import.
        test.clock.advance(TimeDelta::minutes(1));
        let three = put(&test, "kepulangan", returned(&[plain], "2025-06-03")).await;
        assert_eq!(person(three).await, to);
        assert_eq!(people::show(&ctx, from, false).await.unwrap().id, to);
        assert_eq!(people::list(&ctx, None, 10).await.unwrap().len(), 1);
        sound(&test).await;
        test
    })
    .await;
}
