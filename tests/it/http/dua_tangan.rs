//! Erasing takes two people as all that could do harm does: neither uses an account that was handed out a moment ago, and what is carried out is
//! what was asked for.

use axum::http::StatusCode;
use kernel::two::Entity as Requests;
use pelindungan::penghapusan::entity::{ASKED, ActiveModel, Column as Proposal, Entity as Proposals, REFUSED};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, on_both, on_each, placement};
use uuid::Uuid;

use super::penghapusan::deputy;

const RETENTION: &str = "/api/v1/pelindungan/retensi";

/// Some people who were placed long ago.
async fn placed(test: &Test, many: u32) -> Vec<String> {
    let head = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let mut people = Vec::new();
    for number in 1..=many {
        let form = serde_json::to_value(placement(number, "2025-06-02", "p_to_p")).unwrap();
        let made = head.post("/api/v1/penempatan", &form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        people.push(made.json()["orang_id"].as_str().unwrap().to_owned());
    }
    test.at("2036-07-02", 9);
    people
}

fn road(person: &str, rest: &str) -> String {
    format!("/api/v1/orang/{person}/{rest}")
}

fn why() -> Value {
    json!({ "alasan": "Diminta yang bersangkutan" })
}

async fn sent(app: &TestApp, road: &str) -> (StatusCode, String) {
    let answer = app.post(road, &why()).await;
    (answer.status, answer.text)
}

/// How many people are erased.
async fn erased(test: &Test) -> usize {
    let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
    people.iter().filter(|person| person.is_erased()).count()
}

#[tokio::test]
async fn who_keeps_the_accounts_erases_nobody_with_one_that_they_handed_out() {
    on_both(async |test| {
        let people = placed(&test, 2).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        deputy(&test).await;
        let admin = TestApp::login(&test, "admin", "BP3MI-BANTEN").await;
        assert_eq!(sent(&head, &road(&people[0], "penghapusan")).await.0, StatusCode::OK);
        assert_eq!(sent(&head, &road(&people[1], "penahanan")).await.0, StatusCode::OK);
        let lost = json!({ "alasan": "Lupa kata sandi (contoh)" });
        let word = admin.post("/api/v1/akun/wakil.contoh/sandi-sekali", &lost).await;
        assert_eq!(word.status, StatusCode::OK, "{}", word.text);
        // The word was in the hands of who keeps the accounts, whoever chose the password since.
        let other = deputy(&test).await;
        for act in ["penghapusan/setujui", "penahanan/angkat"] {
            let person = if act == "penahanan/angkat" { &people[1] } else { &people[0] };
            let (status, text) = sent(&other, &road(person, act)).await;
            assert!(status == StatusCode::CONFLICT && text.contains("7 hari"), "{act}: {text}");
        }
        let (status, text) = sent(&other, &format!("{RETENTION}/usulkan")).await;
        assert!(status == StatusCode::CONFLICT && text.contains("7 hari"), "{text}");
        assert_eq!(erased(&test).await, 0);
        assert_eq!(sent(&other, &road(&people[0], "penghapusan/tolak")).await.0, StatusCode::OK, "that harms nobody");

        test.at("2036-07-10", 9);
        let (head, other) = (TestApp::again(&test, "kepala", "BP3MI-BANTEN").await, deputy(&test).await);
        assert_eq!(sent(&head, &road(&people[0], "penghapusan")).await.0, StatusCode::OK);
        let (status, text) = sent(&other, &road(&people[0], "penghapusan/setujui")).await;
        assert_eq!(status, StatusCode::OK, "its user had time to see it: {text}");
        assert_eq!(erased(&test).await, 1);
        let rows = Requests::find().all(&test.house().db).await.unwrap();
        let mut steps: Vec<&str> = rows.iter().map(|row| row.langkah.as_str()).collect();
        steps.sort_unstable();
        assert_eq!(steps, ["minta", "minta", "pakai", "setuju", "tolak"]);
        assert!(rows.iter().all(|row| row.macam == "hapus_data" && !row.alasan.contains("Diminta")), "{rows:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_carried_out_is_what_was_asked_for() {
    on_both(async |test| {
        let people = placed(&test, 3).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        assert_eq!(sent(&head, &road(&people[0], "penghapusan")).await.0, StatusCode::OK);
        let db = &test.house().db;
        let whom: Uuid = people[1].parse().unwrap();
        let moved = Proposals::update_many().col_expr(Proposal::OrangId, Expr::value(whom));
        moved.filter(Proposal::Status.eq(ASKED)).exec(db).await.unwrap();
        let (status, text) = sent(&other, &road(&people[1], "penghapusan/setujui")).await;
        assert!(status == StatusCode::CONFLICT && text.contains("bukan ini"), "{text}");
        // A row that somebody's hand put there has no request behind it.
        let kept = Proposals::find().order_by_asc(Proposal::Id).one(db).await.unwrap().unwrap();
        let planted = ActiveModel {
            id: Set(Uuid::from_u128(7)),
            orang_id: Set(people[2].parse().unwrap()),
            ..ActiveModel::from(kept).reset_all()
        };
        Proposals::insert(planted).exec_without_returning(db).await.unwrap();
        assert_eq!(sent(&other, &road(&people[2], "penghapusan/setujui")).await.0, StatusCode::NOT_FOUND);
        assert_eq!(erased(&test).await, 0);
        test
    })
    .await;
}

#[tokio::test]
async fn of_two_approvals_at_once_one_is_used() {
    on_both(async |test| {
        let people = placed(&test, 1).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        assert_eq!(sent(&head, &road(&people[0], "penghapusan")).await.0, StatusCode::OK);
        let approve = road(&people[0], "penghapusan/setujui");
        let (one, two) = tokio::join!(sent(&other, &approve), sent(&other, &approve));
        let done = [&one, &two].into_iter().filter(|(status, _)| *status == StatusCode::OK).count();
        assert_eq!(done, 1, "{one:?} {two:?}");
        assert_ne!(sent(&other, &approve).await.0, StatusCode::OK, "nor after it");
        let rows = Requests::find().all(&test.house().db).await.unwrap();
        for step in ["minta", "setuju", "pakai"] {
            assert_eq!(rows.iter().filter(|row| row.langkah == step).count(), 1, "{step}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_proposal_whose_year_is_over_is_let_go_and_made_anew() {
    on_each(&[Backend::Sqlite], async |test| {
        let people = placed(&test, 1).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(sent(&head, &road(&people[0], "penghapusan")).await.0, StatusCode::OK);
        test.at("2037-07-03", 9);
        let (head, other) = (TestApp::again(&test, "kepala", "BP3MI-BANTEN").await, deputy(&test).await);
        let (status, text) = sent(&other, &road(&people[0], "penghapusan/setujui")).await;
        assert!(status == StatusCode::CONFLICT && text.contains("Tolak, lalu usulkan lagi"), "{text}");
        assert_eq!(erased(&test).await, 0);
        for (app, act) in [(&other, "penghapusan/tolak"), (&head, "penghapusan"), (&other, "penghapusan/setujui")] {
            let (status, text) = sent(app, &road(&people[0], act)).await;
            assert_eq!(status, StatusCode::OK, "{act}: {text}");
        }
        assert_eq!(erased(&test).await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_is_asked_for_person_by_person_and_each_approval_is_used() {
    on_both(async |test| {
        placed(&test, 2).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        assert_eq!(sent(&head, &format!("{RETENTION}/usulkan")).await.0, StatusCode::OK);
        assert_eq!(sent(&other, &format!("{RETENTION}/setujui")).await.0, StatusCode::OK);
        assert_eq!(erased(&test).await, 2);
        let rows = Requests::find().all(&test.house().db).await.unwrap();
        assert!(rows.iter().all(|row| row.macam == "hapus_retensi" && row.isi["tahun"] == "2036"), "{rows:?}");
        for step in ["minta", "setuju", "pakai"] {
            assert_eq!(rows.iter().filter(|row| row.langkah == step).count(), 2, "{step}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_answered_where_it_is_done_is_not_on_the_page_of_requests() {
    on_each(&[Backend::Sqlite], async |test| {
        let people = placed(&test, 1).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        assert_eq!(sent(&head, &road(&people[0], "penghapusan")).await.0, StatusCode::OK);
        assert_eq!(other.get("/api/v1/persetujuan").await.json()["data"], json!([]));
        let id = Requests::find().one(&test.house().db).await.unwrap().unwrap().id;
        for act in ["setujui", "tolak"] {
            let answer = other.post(&format!("/api/v1/persetujuan/{id}/{act}"), &why()).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}: {}", answer.text);
        }
        let body = json!({ "macam": "hapus_data", "isi": { "orang": people[0] }, "alasan": "Contoh" });
        let asked = head.post("/api/v1/persetujuan", &body).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.text);
        test
    })
    .await;
}

#[tokio::test]
async fn proposals_from_before_are_let_go_and_what_was_decided_stays() {
    on_both(async |test| {
        let people = placed(&test, 2).await;
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        for person in &people {
            assert_eq!(sent(&head, &road(person, "penghapusan")).await.0, StatusCode::OK);
        }
        assert_eq!(sent(&other, &road(&people[0], "penghapusan/setujui")).await.0, StatusCode::OK);
        let db = &test.house().db;
        let undone = "ALTER TABLE jejak_akses DROP COLUMN sesi_id; \
            DELETE FROM seaql_migrations WHERE version = 'm83_dua_orang'; DELETE FROM persetujuan";
        db.execute_unprepared(undone).await.unwrap();
        migrations::run(&test.lindung.config.database_url()).await.unwrap();
        let all = Proposals::find().order_by_asc(Proposal::Id).all(db).await.unwrap();
        let states: Vec<&str> = all.iter().map(|one| one.status.as_str()).collect();
        assert_eq!(states, ["dilaksanakan", REFUSED]);
        let why_not = all[1].alasan_putus.as_deref().unwrap();
        assert!(why_not.contains("Usulkan lagi") && all[1].diputus_pada.is_some(), "{why_not}");
        assert_eq!(sent(&head, &road(&people[1], "penghapusan")).await.0, StatusCode::OK, "it may be proposed anew");
        test
    })
    .await;
}
