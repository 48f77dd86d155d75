//! Login, tokens, sessions.

use axum::http::{Method, StatusCode};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use testkit::{Backend, TestApp, on_both, on_each};

pub(super) const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";

#[tokio::test]
async fn a_token_that_is_not_exactly_ours_opens_nothing() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let token = app.token().to_owned();
        assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::OK);
        let parts: Vec<&str> = token.split('.').collect();
        let refresh = TestApp::new(&test)
            .post(LOGIN, &json!({ "username": "kepala.bp3mi-banten", "password": TestApp::password() }))
            .await
            .json()["refresh_token"]
            .as_str()
            .unwrap()
            .to_owned();
        // {"alg":"none"}, {"alg":"HS256"}, no signature, another payload, a refresh token.
        for forged in [
            format!("eyJhbGciOiJub25lIn0.{}.", parts[1]),
            format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", parts[1], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}.{}", parts[0], parts[1].replace('a', "b"), parts[2]),
            refresh,
            String::new(),
        ] {
            let app = TestApp::new(&test).with_token(&forged);
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED, "{forged}");
        }
        // A token of the api opens no page, and lives a quarter of an hour.
        let cookie = TestApp::new(&test).with_header("cookie", &format!("__Host-lindung={token}"));
        assert_eq!(cookie.get("/orang").await.status, StatusCode::SEE_OTHER);
        test.clock.advance(chrono::TimeDelta::minutes(16));
        assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn a_disabled_user_or_a_new_password_voids_what_was_issued() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let again = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(again.get("/api/v1/orang").await.status, StatusCode::OK);
        accounts::entity::pengguna::Entity::update_many()
            .col_expr(accounts::entity::pengguna::Column::Aktif, Expr::value(false))
            .filter(accounts::entity::pengguna::Column::NamaMasuk.eq("kepala.bp3mi-banten"))
            .exec(&test.house().db)
            .await
            .unwrap();
        // As another process would do it: it reaches this one within a second.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        assert_eq!(again.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_theft_ends_the_session() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let body = json!({ "username": "kepala.bp3mi-banten", "password": TestApp::password() });
        let first = app.post(LOGIN, &body).await.json()["refresh_token"].clone();
        let renewed = app.post(REFRESH, &json!({ "refresh_token": first })).await;
        assert_eq!(renewed.status, StatusCode::OK);
        let second = renewed.json()["refresh_token"].clone();
        assert_eq!(app.post(REFRESH, &json!({ "refresh_token": first })).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(app.post(REFRESH, &json!({ "refresh_token": second })).await.status, StatusCode::UNAUTHORIZED);
        for odd in [
            json!({}),
            json!({ "refresh_token": {} }),
            json!({ "refresh_token": null }),
            json!({ "refresh_token": true }),
        ] {
            assert_eq!(app.post(REFRESH, &odd).await.status, StatusCode::BAD_REQUEST);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn any_used_refresh_token_ends_its_whole_family_and_no_other() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let body = json!({ "username": "kepala.bp3mi-banten", "password": TestApp::password() });
        let renew = async |token: &Value| app.post(REFRESH, &json!({ "refresh_token": token })).await;
        let mine = app.post(LOGIN, &body).await.json()["refresh_token"].clone();
        let first = app.post(LOGIN, &body).await.json()["refresh_token"].clone();
        let second = renew(&first).await.json()["refresh_token"].clone();
        // Whoever has it now is two exchanges further on.
        let third = renew(&second).await.json();
        let thief = TestApp::new(&test).with_token(third["access_token"].as_str().unwrap());
        assert_eq!(thief.get("/api/v1/orang").await.status, StatusCode::OK);
        assert_eq!(renew(&first).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(thief.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(renew(&third["refresh_token"]).await.status, StatusCode::UNAUTHORIZED);
        // At the same moment: at most one gets new tokens, and those are void too.
        let both = futures_util::future::join(renew(&mine), renew(&mine)).await;
        let given: Vec<_> = [both.0, both.1].into_iter().filter(|answer| answer.status == StatusCode::OK).collect();
        assert!(given.len() <= 1);
        for answer in given {
            let tokens = answer.json();
            let app = TestApp::new(&test).with_token(tokens["access_token"].as_str().unwrap());
            assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
            assert_eq!(renew(&tokens["refresh_token"]).await.status, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(app.get("/api/v1/orang").await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn no_account_is_made_with_a_password_that_is_easily_guessed() {
    on_both(async |test| {
        for weak in ["password1234", "Siti.Contoh.Uji", "bismillah1234", "kuda hijau\0menari", "pendek"] {
            let user = accounts::NewUser {
                username: "siti.contoh",
                name: "Siti Contoh Uji",
                role: "kepala",
                office: "BP3MI-BANTEN",
                password: weak,
            };
            let refused = accounts::add(test.house(), &test.lindung.accounts, user).await.unwrap_err();
            let kernel::Problem::Invalid(errors) = refused else { panic!("{weak}: {refused}") };
            assert_eq!(errors[0].field, "password", "{weak}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_whatever_the_guesser_sends() {
    on_both(async |test| {
        let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for at in 0..10 {
            let app = TestApp::new(&test).with_header("x-forwarded-for", &format!("10.0.0.{at}"));
            let name = if at % 2 == 0 { "kepala.bp3mi-banten" } else { "KEPALA.bp3mi-banten" };
            let answer = app.post(LOGIN, &json!({ "username": name, "password": "salah salah salah" })).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
        let app = TestApp::new(&test);
        let right = json!({ "username": "kepala.bp3mi-banten", "password": TestApp::password() });
        let answer = app.post(LOGIN, &right).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers.contains_key("retry-after"));
        test.clock.advance(chrono::TimeDelta::minutes(6));
        assert_eq!(app.post(LOGIN, &right).await.status, StatusCode::OK);
        test
    })
    .await;
}

#[tokio::test]
async fn unknown_and_known_names_are_told_the_same() {
    on_each(&[Backend::Sqlite], async |test| {
        let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let app = TestApp::new(&test);
        let outcome = async |name: &str| {
            let answer = app.post(LOGIN, &json!({ "username": name, "password": "salah salah salah" })).await;
            let mut body = answer.json();
            body.as_object_mut().unwrap().remove("instance");
            (answer.status, body)
        };
        assert_eq!(outcome("kepala.bp3mi-banten").await, outcome("tidak.ada").await);
        test
    })
    .await;
}

#[tokio::test]
async fn the_console_keeps_its_sessions_to_itself() {
    on_both(async |test| {
        let _ = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let stranger = TestApp::new(&test);
        let sent = stranger.get("/kepulangan").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert_eq!(sent.headers["location"], "/masuk?kembali=/kepulangan");
        let form = |back: &str| format!("nama=kepala.bp3mi-banten&sandi={}&kembali={back}", "kata+sandi+uji");
        let kind = "application/x-www-form-urlencoded";
        let foreign = TestApp::new(&test).with_header("sec-fetch-site", "cross-site");
        assert_eq!(foreign.send(Method::POST, "/masuk", kind, form("/")).await.status, StatusCode::FORBIDDEN);
        for outside in ["//jahat.example", "https://jahat.example", "/\\jahat.example", "/%09/jahat.example"] {
            let entered = stranger.send(Method::POST, "/masuk", kind, form(outside)).await;
            assert_eq!(entered.headers["location"], "/", "{outside}");
        }
        let entered = stranger.send(Method::POST, "/masuk", kind, form("/kepulangan")).await;
        assert_eq!(
            (entered.status, entered.headers["location"].to_str().unwrap()),
            (StatusCode::SEE_OTHER, "/kepulangan")
        );
        let cookie = entered.headers["set-cookie"].to_str().unwrap().to_owned();
        for part in ["__Host-lindung=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let secret = cookie.split(';').next().unwrap();
        let inside = TestApp::new(&test).with_header("cookie", secret);
        assert_eq!(inside.get("/kepulangan").await.status, StatusCode::OK);
        // A session of the console is no token of the api.
        let value = secret.split('=').nth(1).unwrap();
        assert_eq!(TestApp::new(&test).with_token(value).get("/api/v1/orang").await.status, StatusCode::UNAUTHORIZED);
        test.clock.advance(chrono::TimeDelta::minutes(31));
        assert_eq!(inside.get("/kepulangan").await.status, StatusCode::SEE_OTHER);
        test
    })
    .await;
}
