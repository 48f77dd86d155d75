//! Tries to log in: how many are looked at, from where, and by which clock.

use axum::Router;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp, on_both};
use web::Proxies;

use super::login::LOGIN;

const USER: &str = "kepala.bp3mi-banten";

fn typed(name: &str, password: &str) -> Value {
    json!({ "username": name, "password": password })
}

/// A client that a proxy lets in from an address.
fn from(router: &Router, address: &str) -> TestApp {
    TestApp::of(router.clone()).with_header("x-forwarded-for", address)
}

async fn right(app: &TestApp) -> Answer {
    app.post(LOGIN, &typed(USER, TestApp::password())).await
}

async fn wrong(app: &TestApp, name: &str) -> StatusCode {
    app.post(LOGIN, &typed(name, "salah salah salah")).await.status
}

/// The house with a proxy before it, and a user who has not logged in yet.
async fn proxied(mut test: Test) -> Test {
    test.lindung.proxies = Proxies::new(&["127.0.0.1".to_owned()]).unwrap();
    TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
    test
}

fn seconds(answer: &Answer) -> i64 {
    answer.headers["retry-after"].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn of_forty_wrong_passwords_at_once_no_more_are_tried_than_may_be() {
    on_both(async |test| {
        let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let clock = std::sync::Arc::clone(&test.clock) as _;
        let second = server::compose::open_with(test.lindung.config.clone(), clock).await.unwrap();
        let servers = [TestApp::new(&test), TestApp::of(second.router())];
        let statuses = join_all((0..40).map(|at| wrong(&servers[at % 2], USER))).await;
        let tried = statuses.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count();
        // A machine that is too busy to look says so, and the try is not counted.
        let refused = [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE];
        assert!((1..=10).contains(&tried), "{statuses:?}");
        assert!(
            statuses.iter().all(|status| *status == StatusCode::UNAUTHORIZED || refused.contains(status)),
            "{statuses:?}"
        );
        for app in &servers {
            while wrong(app, USER).await == StatusCode::UNAUTHORIZED {}
            let slowed = right(app).await;
            assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
            assert!((1..=300).contains(&seconds(&slowed)));
        }
        second.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn right_passwords_at_once_do_not_stand_in_each_others_way() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let app = TestApp::new(&test);
        for _ in 0..2 {
            for answer in join_all((0..24).map(|_| right(&app))).await {
                assert!([StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE].contains(&answer.status), "{}", answer.text);
            }
        }
        // Each gave its try back: there are still ten.
        for _ in 0..10 {
            assert_eq!(wrong(&app, USER).await, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(wrong(&app, USER).await, StatusCode::TOO_MANY_REQUESTS);
        test
    })
    .await;
}

#[tokio::test]
async fn a_stranger_behind_the_same_proxy_keeps_nobody_out() {
    on_both(async |test| {
        let test = proxied(test).await;
        let router = test.lindung.router();
        let stranger = from(&router, "198.51.100.66");
        let mut statuses = Vec::new();
        for _ in 0..60 {
            statuses.push(wrong(&stranger, USER).await);
        }
        let tried = statuses.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count();
        assert!((1..=10).contains(&tried), "{statuses:?}");
        assert_eq!(*statuses.last().unwrap(), StatusCode::TOO_MANY_REQUESTS);
        // Neither for the same account from where it never logged in before, nor for another one.
        assert_eq!(right(&from(&router, "203.0.113.7")).await.status, StatusCode::OK);
        TestApp::user(&test, "meja.uji", "helpdesk", "BP3MI-BANTEN").await;
        let other = typed("meja.uji", TestApp::password());
        assert_eq!(from(&router, "203.0.113.7").post(LOGIN, &other).await.status, StatusCode::OK);
        // Many strangers use up what all unknown addresses have; the user's own is beside that.
        let mut tried = tried;
        for at in 1..=30 {
            let status = wrong(&from(&router, &format!("198.51.100.{at}")), USER).await;
            tried += usize::from(status == StatusCode::UNAUTHORIZED);
        }
        assert!(tried <= 10, "{tried}");
        assert_eq!(right(&from(&router, "192.0.2.1")).await.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(right(&from(&router, "203.0.113.7")).await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn what_a_stranger_writes_into_the_header_is_not_believed() {
    on_both(async |test| {
        let test = proxied(test).await;
        let router = test.lindung.router();
        // Only what the proxy wrote, at the right end, counts; the rest came from the stranger.
        let mut tried = 0;
        for at in 0..30 {
            let lie = format!("192.0.2.{at}, 198.51.100.66");
            tried += usize::from(wrong(&from(&router, &lie), USER).await == StatusCode::UNAUTHORIZED);
        }
        assert!((1..=10).contains(&tried), "{tried}");
        // By address too, whatever the name, and the addresses of one IPv6 network are one.
        let mut tried = 0;
        for at in 0..60 {
            let app = from(&router, &format!("2001:db8:1:2::{at:x}"));
            tried += usize::from(wrong(&app, &format!("nama-{at}")).await == StatusCode::UNAUTHORIZED);
        }
        assert_eq!(tried, 50);
        assert_eq!(wrong(&from(&router, "2001:db8:1:3::1"), "nama-1").await, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn setting_the_clock_back_makes_no_lock_longer() {
    on_both(async |test| {
        let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let app = TestApp::new(&test);
        while wrong(&app, USER).await == StatusCode::UNAUTHORIZED {}
        test.clock.advance(TimeDelta::hours(-12));
        let slowed = right(&app).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
        assert!((1..=300).contains(&seconds(&slowed)), "{}", seconds(&slowed));
        test.clock.advance(TimeDelta::seconds(seconds(&slowed) - 2));
        let slowed = right(&app).await;
        assert_eq!((slowed.status, seconds(&slowed) <= 2), (StatusCode::TOO_MANY_REQUESTS, true));
        test.clock.advance(TimeDelta::seconds(2));
        assert_eq!(right(&app).await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn setting_the_clock_back_makes_no_session_longer() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, USER).await;
        let refresh = right(&TestApp::new(&test)).await.json()["refresh_token"].clone();
        // A step of the kind that time servers make.
        test.clock.advance(TimeDelta::minutes(-2));
        assert_eq!(console.get("/kepulangan").await.status, StatusCode::OK);
        test.clock.advance(TimeDelta::hours(-12));
        assert_eq!(console.get("/kepulangan").await.status, StatusCode::SEE_OTHER);
        let renewed = TestApp::new(&test).post("/api/v1/auth/refresh", &json!({ "refresh_token": refresh })).await;
        assert_eq!(renewed.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_at_the_door_is_kept_from_the_database_in_clear() {
    on_both(async |test| {
        use sea_orm::EntityTrait;
        let app = TestApp::new(&test);
        assert_eq!(wrong(&app, "katasandi yang salah kotak").await, StatusCode::UNAUTHORIZED);
        let form = "nama=katasandi+yang+salah+kotak&sandi=x";
        let page = app.send(Method::POST, "/masuk", "application/x-www-form-urlencoded", form).await;
        assert_eq!(page.status, StatusCode::OK);
        let rows = accounts::entity::percobaan::Entity::find().all(&test.house().db).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.gagal && row.akun == rows[0].akun && !row.akun.contains("salah")));
        test
    })
    .await;
}
