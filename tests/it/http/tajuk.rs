//! The security headers of every answer of every route, whoever asks and however it ends.

use axum::http::Method;
use testkit::{Answer, Backend, TestApp, on_each};

use super::authorisation::Operation;

/// What every answer says, and what it must hold.
const ALWAYS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age="),
    ("permissions-policy", "geolocation=()"),
];
/// What holds nothing of anybody, and may be kept by browsers.
const KEPT: [&str; 4] = ["/favicon.ico", web::STYLESHEET, "/meja/", "/meja/sw.js"];

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// What is wrong with the headers of an answer.
fn wrong(path: &str, answer: &Answer) -> Vec<String> {
    let mut wrong: Vec<String> = ALWAYS
        .iter()
        .filter(|(name, value)| !header(answer, name).contains(value))
        .map(|(name, _)| format!("{path} {}: {name} is {:?}", answer.status, header(answer, name)))
        .collect();
    let policy = header(answer, "content-security-policy");
    let shut = policy.contains("frame-ancestors 'none'") || policy.starts_with("sandbox; default-src 'none'");
    if !shut || policy.contains("unsafe-eval") || policy.contains("script-src 'unsafe-inline'") {
        wrong.push(format!("{path} {}: content-security-policy is {policy:?}", answer.status));
    }
    let kept = KEPT.contains(&path) && answer.status.is_success();
    if !kept && header(answer, "cache-control") != "no-store" {
        wrong.push(format!("{path} {}: cache-control is {:?}", answer.status, header(answer, "cache-control")));
    }
    wrong
}

#[tokio::test]
async fn every_answer_of_every_route_has_them() {
    on_each(&[Backend::Sqlite], async |test| {
        let nobody = TestApp::new(&test);
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        TestApp::user(&test, "perencana.tajuk", "perencana", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "perencana.tajuk").await;
        let mut found = Vec::new();
        let of = |(method, path): &(Method, String)| {
            let Operation { method, path } = Operation::of(&(method.clone(), path.replace("{berkas}", "sw.js")));
            (method, path)
        };
        let mut routes: Vec<(Method, String)> = test.lindung.routes().all().iter().map(of).collect();
        routes.extend(["/api/docs/", "/api/v1/openapi.json", "/tidak-ada", "/api/v1/tidak-ada"].map(|path| {
            let path = path.to_owned();
            (Method::GET, path)
        }));
        routes.push((Method::DELETE, "/pengaduan".to_owned()));
        assert!(routes.len() > 400);
        for (method, path) in routes {
            for app in [&nobody, &head, &console] {
                // Whoever asks to log out would be out for the rest.
                if path.ends_with("/logout") || path == "/keluar" {
                    continue;
                }
                let answer = app.send(method.clone(), &path, "application/json", "{").await;
                found.extend(wrong(&path, &answer));
            }
        }
        assert_eq!(found, [""; 0]);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_open_to_all_and_large_is_compressed_once_or_not_at_all() {
    on_each(&[Backend::Sqlite], async |test| {
        let asking = |encoding: &str| TestApp::new(&test).with_header("accept-encoding", encoding);
        for path in ["/api/v1/openapi.json", "/api/docs/swagger-ui-bundle.js"] {
            let plain = asking("identity").get(path).await;
            let pressed = asking("gzip").get(path).await;
            assert_eq!((plain.status.as_u16(), header(&pressed, "content-encoding")), (200, "gzip"), "{path}");
            assert!(pressed.bytes.len() * 2 < plain.bytes.len(), "{path}");
            // By no other name does a stranger have it compressed anew.
            for other in ["*", "x-gzip"] {
                assert_eq!(header(&asking(other).get(path).await, "content-encoding"), "", "{path} {other}");
            }
        }
        test
    })
    .await;
}
