//! The nightly job: once, whoever runs it and however it ends.

use chrono::TimeDelta;
use kernel::Day;
use kernel::clock::Clock;
use reporting::snapshot;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait};
use server::jobs;
use testkit::{Test, TestApp, on_both, returned};

async fn snapshots(test: &Test) -> u64 {
    snapshot::Entity::find().count(&test.house().db).await.unwrap()
}

/// Figures kept for a day: 13 and 7 indicators, each with four quarters and the year.
const A_DAY: u64 = 20 * 5;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[tokio::test]
async fn two_processes_have_one_effect() {
    on_both(async |test| {
        let (one, two) = (test.lindung.clone(), test.lindung.clone());
        let due = day("2025-06-30");
        let (first, second) =
            tokio::join!(async { jobs::run(&one, due).await.unwrap() }, async { jobs::run(&two, due).await.unwrap() });
        assert!(first != second, "{first} {second}");
        assert_eq!(snapshots(&test).await, A_DAY);
        assert!(!jobs::run(&test.lindung, due).await.unwrap());
        assert_eq!(snapshots(&test).await, A_DAY);
        test
    })
    .await;
}

#[tokio::test]
async fn a_run_that_died_is_taken_over_when_its_lease_is_over() {
    on_both(async |test| {
        let due = day("2025-06-30");
        let now = test.clock.now();
        let dead = jobs::ActiveModel {
            nama: Set(jobs::NIGHTLY.to_owned()),
            jatuh_tempo: Set(due),
            pemilik: Set(test.house().ids.next(now)),
            dimulai_pada: Set(now),
            sewa_sampai: Set(now + TimeDelta::minutes(30)),
            selesai_pada: Set(None),
            hasil: Set(None),
        };
        jobs::Entity::insert(dead).exec_without_returning(&test.house().db).await.unwrap();
        assert!(!jobs::run(&test.lindung, due).await.unwrap());
        test.clock.advance(TimeDelta::minutes(31));
        assert!(jobs::run(&test.lindung, due).await.unwrap());
        assert_eq!(snapshots(&test).await, A_DAY);
        test
    })
    .await;
}

#[tokio::test]
async fn missed_nights_are_made_up_for_with_the_figures_of_then() {
    on_both(async |test| {
        test.at("2025-06-02", 9);
        assert_eq!(jobs::catch_up(&test.lindung).await.unwrap(), 1);
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        for (number, when) in [(1, "2025-06-02"), (2, "2025-06-03"), (3, "2025-06-04")] {
            test.at(when, 10);
            kind.register(&ctx, &[returned(number, when, "bermasalah")], &[], records::Mode::Write).await.unwrap();
        }
        test.at("2025-06-05", 9);
        assert_eq!(jobs::catch_up(&test.lindung).await.unwrap(), 3);
        let mut kept: Vec<(Day, Option<String>)> = snapshot::Entity::find()
            .all(&test.house().db)
            .await
            .unwrap()
            .into_iter()
            .filter(|s| s.indikator == "kepulangan" && s.tw == 0)
            .map(|s| (s.tanggal, s.nilai))
            .collect();
        kept.sort();
        let figures: Vec<_> = kept.iter().map(|(d, n)| (d.to_string(), n.clone().unwrap())).collect();
        let expected = [("2025-06-01", "0"), ("2025-06-02", "1"), ("2025-06-03", "2"), ("2025-06-04", "3")];
        assert_eq!(figures, expected.map(|(d, n)| (d.to_owned(), n.to_owned())));
        test
    })
    .await;
}

#[tokio::test]
async fn a_row_changed_by_hand_is_found() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let forms = [returned(1, "2025-06-01", "bermasalah"), returned(2, "2025-06-01", "cuti")];
        kind.register(&ctx, &forms, &[], records::Mode::Write).await.unwrap();
        assert_eq!(jobs::reconcile(&test.lindung).await.unwrap(), []);
        let db = &test.house().db;
        db.execute_unprepared("UPDATE kepulangan SET kategori = 'bermasalah' WHERE kategori = 'cuti'").await.unwrap();
        let differences = jobs::reconcile(&test.lindung).await.unwrap();
        assert!(
            !differences.is_empty() && differences.iter().all(|d| d.number == "PLG-2025-000002"),
            "{differences:?}"
        );
        db.execute_unprepared("UPDATE kepulangan SET kategori = 'cuti' WHERE nomor = 'PLG-2025-000002'").await.unwrap();
        db.execute_unprepared("DELETE FROM fakta WHERE dihitung").await.unwrap();
        let differences = jobs::reconcile(&test.lindung).await.unwrap();
        assert!(
            !differences.is_empty() && differences.iter().all(|d| d.number == "PLG-2025-000001"),
            "{differences:?}"
        );
        test
    })
    .await;
}

#[tokio::test]
async fn facts_follow_a_rule_that_changed() {
    const RULE: &str = r#"
        [[aturan]]
        ukuran = "kepulangan"
        kategori = "cuti"
        dihitung = true
        alasan = "Uji: cuti dihitung."
        dasar_hukum = "-"
        berlaku_sejak = "2025-05-01"
        status = "asumsi"
    "#;
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let forms = [returned(1, "2025-06-01", "cuti"), returned(2, "2025-04-30", "cuti")];
        kind.register(&ctx, &forms, &[], records::Mode::Write).await.unwrap();
        std::fs::write(test.folder().join("aturan.toml"), RULE).unwrap();
        let config = server::Config { iku_dir: test.folder().to_owned(), ..test.lindung.config.clone() };
        let ruled = server::compose::open_with(config, std::sync::Arc::clone(&test.clock) as _).await.unwrap();
        let differences = jobs::reconcile(&ruled).await.unwrap();
        assert_eq!(differences.len(), 2, "{differences:?}");
        assert_eq!(jobs::repost(&ruled, "Aturan berubah").await.unwrap(), 1);
        assert_eq!(jobs::reconcile(&ruled).await.unwrap(), []);
        let rows = kernel::ledger::Entity::find().all(&test.house().db).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.dicatat_sampai.is_some()).count(), 1);
        assert_eq!(rows.iter().filter(|row| row.dihitung).count(), 1);
        ruled.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn the_night_is_measured_for_who_has_the_token() {
    on_both(async |mut test| {
        let ask = async |test: &Test, token: &str| TestApp::new(test).with_token(token).get("/metrics").await;
        assert_eq!(ask(&test, "").await.status, 404);
        test.lindung.config.server.metrics_token = "rahasia uji".to_owned();
        assert_eq!(ask(&test, "lain").await.status, 401);
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        kind.register(&test.system(), &[returned(1, "2025-06-01", "sakit")], &[], records::Mode::Write).await.unwrap();
        test.house().db.execute_unprepared("UPDATE kepulangan SET keterangan = 'lain'").await.unwrap();
        jobs::run(&test.lindung, day("2025-06-30")).await.unwrap();
        let text = ask(&test, "rahasia uji").await.text;
        assert!(text.contains("lindung_audit_findings 1\n"), "{text}");
        let done = test.clock.now().timestamp();
        assert!(text.contains(&format!("lindung_nightly_last_success_timestamp_seconds {done}\n")), "{text}");
        test
    })
    .await;
}
