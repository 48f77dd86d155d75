//! Who saw whom: written before anything is shown, found again over any days, and named when somebody changes it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use kernel::access::{self, Read, log};
use kernel::clock::Clock;
use kernel::{CatatanId, OrangId, chain};
use records::{Mode, Outcome};
use sea_orm::ConnectionTrait;
use serde_json::json;
use testkit::{Test, TestApp, on_both, returned};

/// Records returns of so many people.
async fn people(test: &Test, many: u32) -> Vec<(CatatanId, OrangId)> {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let forms: Vec<_> = (1..=many).map(|number| returned(number, "2025-06-01", "sakit")).collect();
    let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    let mut all = Vec::new();
    for outcome in done.outcomes {
        let Outcome::New(id, _) = outcome else { panic!("{outcome:?}") };
        all.push((id, kind.head(&test.system(), id).await.unwrap().0.person.unwrap()));
    }
    all
}

/// The deeds of the looks that showed a person, from so many days ago until so many days ago.
async fn seen(test: &Test, person: OrangId, from: i64, until: i64) -> Vec<String> {
    let ago = |days| test.clock.now() - TimeDelta::days(days);
    let looks = access::seen(&test.house().db, person, (ago(from), ago(until))).await.unwrap();
    looks.into_iter().map(|look| look.tindakan).collect()
}

#[tokio::test]
async fn who_saw_a_person_is_found_before_and_after_looks_are_folded() {
    on_both(async |test| {
        let all = people(&test, 3).await;
        let person = all[0].1;
        let see = async |deed: &'static str, whom: Vec<OrangId>| {
            log(&test.system(), Read { action: deed, kind: "orang", revealed: false }, whom).await.unwrap();
        };
        let each: Vec<OrangId> = all.iter().map(|(_, person)| *person).collect();
        see("daftar", each.clone()).await;
        test.clock.advance(TimeDelta::days(3));
        see("lihat", vec![person]).await;
        see("lihat", vec![all[1].1]).await;
        for _ in 0..2 {
            assert_eq!(seen(&test, person, 9, 0).await, ["daftar", "lihat"]);
            assert_eq!(seen(&test, person, 9, 2).await, ["daftar"], "only the days that were asked for");
            assert_eq!(seen(&test, person, 1, 0).await, ["lihat"]);
            assert_eq!(seen(&test, all[2].1, 9, 0).await, ["daftar"]);
            assert_eq!(seen(&test, OrangId(uuid::Uuid::nil()), 9, 0).await, [""; 0]);
            test.clock.advance(TimeDelta::hours(2));
            access::fold(&test.system()).await.unwrap();
        }
        see("buka", vec![person]).await;
        assert_eq!(seen(&test, person, 9, 0).await, ["daftar", "lihat", "buka"], "and what came after");
        access::fold(&test.system()).await.unwrap();
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        for (deed, words) in [
            ("UPDATE jejak_dilihat SET jejak = orang.meterai FROM orang WHERE orang.id = orang_id", "diubah"),
            ("DELETE FROM jejak_dilihat; DELETE FROM jejak_lipatan", ""),
        ] {
            test.house().db.execute_unprepared(deed).await.unwrap();
            let faults = chain::audit(&test.system()).await.unwrap();
            assert_eq!(
                faults.iter().any(|fault| fault.detail.contains("siapa dilihat siapa diubah")),
                words == "diubah",
                "{faults:?}"
            );
        }
        assert_eq!(
            seen(&test, person, 9, 0).await,
            ["daftar", "lihat", "buka"],
            "what is lost there is read from the looks"
        );
        test
    })
    .await;
}

#[tokio::test]
async fn of_many_reads_at_once_each_leaves_its_look_and_no_number_is_missing() {
    on_both(async |test| {
        let all = people(&test, 4).await;
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let other = server::compose::open_with(test.lindung.config.clone(), std::sync::Arc::clone(&test.clock) as _)
            .await
            .unwrap();
        let beside = TestApp::of(other.router()).with_token(app.token());
        for round in 1..=3 {
            let ids: Vec<CatatanId> = all.iter().map(|(id, _)| *id).collect();
            let all_of = |at: usize| ids[at % ids.len()].0;
            let answers = join_all((0..40).map(|at| {
                let app = if at % 2 == 0 { &app } else { &beside };
                let path = format!("/api/v1/kepulangan/{}", all_of(at));
                async move { app.get(&path).await }
            }))
            .await;
            let wrong = answers.iter().find(|answer| answer.status != StatusCode::OK);
            assert!(wrong.is_none(), "{:?}", wrong.map(|answer| &answer.text));
            for (_, person) in &all {
                let looks = seen(&test, *person, 1, -1).await;
                assert_eq!(looks.iter().filter(|deed| *deed == "lihat").count(), 10 * round);
            }
        }
        assert_eq!(chain::audit(&test.system()).await.unwrap(), []);
        other.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ends_in_one_process_ends_in_the_other_within_a_second() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let other = server::compose::open_with(test.lindung.config.clone(), std::sync::Arc::clone(&test.clock) as _)
            .await
            .unwrap();
        let body = json!({ "username": "kepala.bp3mi-banten", "password": TestApp::password() });
        let tokens = app.post("/api/v1/auth/login", &body).await.json();
        let token = tokens["access_token"].as_str().unwrap();
        let (here, there) = (TestApp::new(&test).with_token(token), TestApp::of(other.router()).with_token(token));
        for app in [&here, &there, &here, &there] {
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::OK);
        }
        let ended = here.post("/api/v1/auth/logout", &json!({ "refresh_token": tokens["refresh_token"] })).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT);
        assert_eq!(here.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED, "at once where it was ended");
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        assert_eq!(there.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        other.close().await.unwrap();
        test
    })
    .await;
}
