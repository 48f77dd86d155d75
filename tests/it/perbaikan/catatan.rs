//! Withdrawing, restoring, moving and putting back records.

use chrono::TimeDelta;
use kernel::Period;
use kernel::Problem;
use kernel::clock::Clock;
use kernel::ledger::{AsOf, Members, Part, Side};
use sea_orm::ConnectionTrait;
use testkit::{form, on_both, returned};

use super::{change, count, now, put, sound};

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
            only: None,
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
async fn the_same_row_is_entered_again_after_it_was_withdrawn() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let first = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        kind.withdraw(&ctx, change(first)).await.unwrap();
        let second = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        assert_ne!(first, second);
        let taken = kind.restore(&ctx, change(first)).await;
        assert!(matches!(taken, Err(Problem::Duplicate(_))), "{taken:?}");
        assert_eq!(now(&ctx, "kepulangan").await, 1);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_record_that_moves_counts_there_and_counted_here() {
    on_both(async |test| {
        let ctx = test.system();
        let post = test.lindung.system_for("P4MI-SOETTA", "Uji").unwrap();
        let registry = &test.lindung.registry;
        let kind = registry.find("kepulangan").unwrap();
        let id = put(&test, "kepulangan", returned(1, "2024-06-01", "sakit")).await;
        let before = test.clock.now();
        test.clock.advance(TimeDelta::minutes(1));
        kind.edit(&ctx, change(id), form(&[("tiba_pada", "2025-06-01")])).await.unwrap();
        kind.relocate(&ctx, change(id), "p4mi-soetta", &registry.linking("kepulangan")).await.unwrap();
        // The number keeps its year, and the post knows the person.
        let shown = kind.read(&post, id, false).await.unwrap();
        assert_eq!((shown.head.office, &*shown.head.number), (post.actor.office, "PLG-2024-000001"));
        assert!(people::show(&post, shown.head.person.unwrap(), false).await.is_ok());
        assert_eq!(now(&post, "kepulangan").await, 1);
        assert_eq!(count(&post, "kepulangan", false, Side::Counted, AsOf::At(before)).await, 0);
        // The same content may stand in only one of both once more.
        put(&test, "kepulangan", returned(1, "2024-06-01", "sakit")).await;
        let back = kind.relocate(&ctx, change(id), "BP3MI-BANTEN", &[]).await;
        assert!(matches!(back, Err(Problem::Duplicate(_))), "{back:?}");
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_day_put_back_counts_on_that_day_and_is_known_since_now() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let id = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        test.clock.advance(TimeDelta::days(1));
        let changed = test.clock.now();
        kind.edit(&ctx, change(id), form(&[("tiba_pada", "2024-12-31")])).await.unwrap();
        assert_eq!(now(&ctx, "kepulangan").await, 0);
        let facts = kernel::ledger::open_rows(ctx.db(), id).await.unwrap();
        assert_eq!((facts[0].hari.to_string(), facts[0].dicatat_dari), ("2024-12-31".to_owned(), changed));
        let line = kernel::history::of(&ctx, "kepulangan", id).await.unwrap().pop().unwrap();
        assert_eq!((line.terjadi_pada, line.dicatat_pada), (changed, changed));
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn every_link_stands_in_the_column_of_its_field() {
    on_both(async |test| {
        let registry = &test.lindung.registry;
        let linking: Vec<_> = registry.all().iter().flat_map(|kind| registry.linking(kind.info().name)).collect();
        assert!(linking.len() >= 6);
        for place in linking {
            let sql = format!("SELECT {}_id FROM {}", place.field, place.table);
            test.house().db.execute_unprepared(&sql).await.unwrap();
        }
        test
    })
    .await;
}
