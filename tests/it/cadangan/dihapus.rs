//! A backup from before somebody was erased does not bring them back.

use std::sync::Arc;

use axum::http::StatusCode;
use kernel::clock::Clock;
use kernel::period::day_of;
use sea_orm::EntityTrait;
use serde_json::json;
use server::{compose, jobs, musnah, salin};
use tempfile::TempDir;
use testkit::{Test, TestApp, on_both, placement};

use super::{Custody, backed_up, elsewhere, gone};

/// Erases somebody long after they were placed, by two accounts.
async fn erased(test: &Test, person: &str) {
    test.at("2036-07-02", 9);
    TestApp::user(test, "wakil.contoh", "kepala", "BP3MI-BANTEN").await;
    for (login, act) in [("kepala.bp3mi-banten", "penghapusan"), ("wakil.contoh", "penghapusan/setujui")] {
        let app = TestApp::new(test);
        let body = json!({ "username": login, "password": TestApp::password() });
        let token = app.post("/api/v1/auth/login", &body).await.json();
        let app = app.with_token(token["access_token"].as_str().unwrap());
        let road = format!("/api/v1/orang/{person}/{act}");
        let answer = app.post(&road, &json!({ "alasan": "Diminta yang bersangkutan" })).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text);
    }
}

/// The names of all people of a house.
async fn names(lindung: &server::Lindung) -> Vec<String> {
    let people = people::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    let mut names: Vec<String> = people.into_iter().map(|person| person.nama).collect();
    names.sort();
    names
}

#[tokio::test]
async fn who_was_erased_after_a_backup_is_absent_from_what_it_restores() {
    on_both(async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let config = custody.config(&test);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let mut made = Vec::new();
        for number in [1, 2] {
            let form = serde_json::to_value(placement(number, "2025-06-02", "p_to_p")).unwrap();
            let answer = head.post("/api/v1/penempatan", &form).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
            made.push(answer.json()["orang_id"].as_str().unwrap().to_owned());
        }
        let old = backed_up(&test, &config, to.path(), 0).await.unwrap();
        assert!(!to.path().join("musnah.json").exists(), "nobody was erased yet");
        erased(&test, &made[0]).await;
        backed_up(&test, &config, to.path(), 0).await.unwrap();
        let list = std::fs::read_to_string(to.path().join("musnah.json")).unwrap();
        assert!(list.contains(&made[0]) && !list.contains(&made[1]) && !list.contains("Contoh"), "{list}");

        let elsewhere = elsewhere(&config, place.path()).await;
        let (_, known) = salin::restore_knowing(&elsewhere, &old.folder, custody.identities(), None).await.unwrap();
        assert_eq!(known, 1);
        let clock = || Arc::clone(&test.clock) as Arc<dyn Clock>;
        let house = compose::open_with(elsewhere.clone(), clock()).await.unwrap();
        assert_eq!(names(&house).await, ["Dihapus", "Siti Contoh 2"]);
        assert!(!elsewhere.data_dir.join("musnah.json").exists(), "what was applied is done");
        let findings = jobs::verify(&house, day_of(test.clock.now())).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        house.close().await.unwrap();
        // The restored house tells it on.
        let told = place.path().join("daftar.json");
        assert_eq!(musnah::export(&elsewhere, &told).await.unwrap(), 1);
        gone(&config, &elsewhere).await;
        test
    })
    .await;
}

#[tokio::test]
async fn who_was_erased_is_on_the_list_before_the_next_backup_and_stays_on_it() {
    on_both(async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut lindung = test.lindung.clone();
        lindung.config = custody.config(&test);
        to.path().clone_into(&mut lindung.config.cadangan.ke);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let form = serde_json::to_value(placement(1, "2025-06-02", "p_to_p")).unwrap();
        let person = head.post("/api/v1/penempatan", &form).await.json()["orang_id"].as_str().unwrap().to_owned();
        let old = backed_up(&test, &lindung.config, to.path(), 0).await.unwrap();
        erased(&test, &person).await;
        // Before the hour of the night's backup.
        test.at("2036-07-03", 1);
        assert!(!salin::catch_up(&lindung).await.unwrap());
        let list = std::fs::read_to_string(to.path().join("musnah.json")).unwrap();
        assert!(list.contains(&person), "{list}");

        // An earlier attempt, or somebody's hand, left another list in the empty house.
        let elsewhere = elsewhere(&lindung.config, place.path()).await;
        std::fs::create_dir_all(&elsewhere.data_dir).unwrap();
        let other = "01890000-0000-7000-8000-000000000001";
        let waiting = format!(r#"{{ "{other}": "2030-01-02T03:04:05Z" }}"#);
        std::fs::write(elsewhere.data_dir.join("musnah.json"), waiting).unwrap();
        let (_, known) = salin::restore_knowing(&elsewhere, &old.folder, custody.identities(), None).await.unwrap();
        assert_eq!(known, 2);
        let laid = std::fs::read_to_string(elsewhere.data_dir.join("musnah.json")).unwrap();
        assert!(laid.contains(&person) && laid.contains(other), "{laid}");
        gone(&lindung.config, &elsewhere).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_refused_before_anything_is_written() {
    on_both(async |test| {
        let (custody, to, place) = (Custody::new(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let config = custody.config(&test);
        let made = backed_up(&test, &config, to.path(), 0).await.unwrap();
        let elsewhere = elsewhere(&config, place.path()).await;
        let missing = place.path().join("tidak-ada.json");
        let restored = salin::restore_knowing(&elsewhere, &made.folder, custody.identities(), Some(&missing)).await;
        assert!(restored.is_err_and(|problem| problem.to_string().contains("tidak ada")));
        std::fs::write(to.path().join("musnah.json"), "bukan daftar").unwrap();
        let restored = salin::restore_knowing(&elsewhere, &made.folder, custody.identities(), None).await;
        assert!(restored.is_err_and(|problem| problem.to_string().contains("musnah.json")));
        assert!(!elsewhere.data_dir.join("lindung.db").exists());
        gone(&config, &elsewhere).await;
        test
    })
    .await;
}
