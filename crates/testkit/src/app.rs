//! The program behind its router, as a client sees it.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::Test;

/// A client.
#[derive(Clone)]
pub struct TestApp {
    router: Router,
    token: Option<String>,
    headers: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text))
    }
}

const PASSWORD: &str = "kata sandi uji";

fn username(role: &str, office: &str) -> String {
    format!("{role}.{}", office.to_lowercase())
}

impl TestApp {
    /// A client that is not logged in.
    #[must_use]
    pub fn new(test: &Test) -> Self {
        Self::of(test.lindung.router())
    }

    /// A client of another program on the same database.
    #[must_use]
    pub fn of(router: Router) -> Self {
        Self { router, token: None, headers: Vec::new() }
    }

    /// Makes a user with a role in an office.
    pub async fn user(test: &Test, username: &str, role: &str, office: &str) {
        let user = accounts::NewUser { username, name: "Uji Contoh", role, office, password: PASSWORD };
        accounts::add_or_reset(test.house(), &test.lindung.accounts, user).await.unwrap();
    }

    /// A client logged in as a new user with a role in an office.
    pub async fn login(test: &Test, role: &str, office: &str) -> Self {
        Self::user(test, &username(role, office), role, office).await;
        Self::again(test, role, office).await
    }

    /// The user of [`TestApp::login`] once more, as after the clock was set.
    pub async fn again(test: &Test, role: &str, office: &str) -> Self {
        let username = username(role, office);
        let mut app = Self::new(test);
        let answer = app.post("/api/v1/auth/login", &json!({ "username": username, "password": PASSWORD })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        app.token = Some(answer.json()["access_token"].as_str().unwrap().to_owned());
        app
    }

    /// The console of a user that [`TestApp::user`] made.
    pub async fn console(test: &Test, username: &str) -> Self {
        let body = format!("nama={username}&sandi={}", PASSWORD.replace(' ', "+"));
        let answer = Self::new(test).send(Method::POST, "/masuk", "application/x-www-form-urlencoded", body).await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Self::new(test).with_header("cookie", &cookie)
    }

    /// The password of every user that [`TestApp::login`] makes.
    #[must_use]
    pub fn password() -> &'static str {
        PASSWORD
    }

    /// The same client with a token.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// The client's token.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// The same client with one more header on every request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A request.
    pub async fn send(&self, method: Method, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("content-type", kind);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, bytes: bytes.to_vec() }
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "application/json", Body::empty()).await
    }

    /// `POST` of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, "application/json", body.to_string()).await
    }

    /// `POST` of a file and a remark, as a form sends them.
    pub async fn upload(&self, path: &str, (name, file): (&str, &[u8]), remark: &str) -> Answer {
        let head = format!(
            "--batas\r\nContent-Disposition: form-data; name=\"keterangan\"\r\n\r\n{remark}\r\n\
             --batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\
             Content-Type: application/x-msdownload\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--batas--\r\n"].concat();
        self.send(Method::POST, path, "multipart/form-data; boundary=batas", body).await
    }

    /// `POST` of a file as a paper of the record.
    pub async fn upload_as(&self, path: &str, (name, file): (&str, &[u8]), paper: &str) -> Answer {
        let head = format!(
            "--batas\r\nContent-Disposition: form-data; name=\"dokumen\"\r\n\r\n{paper}\r\n\
             --batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\
             Content-Type: application/x-msdownload\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--batas--\r\n"].concat();
        self.send(Method::POST, path, "multipart/form-data; boundary=batas", body).await
    }

    /// `PATCH` of JSON for a version that was read.
    pub async fn patch(&self, path: &str, version: i64, body: &Value) -> Answer {
        self.guarded(Method::PATCH, path, version, body).await
    }

    /// `POST` of JSON to what is done with a version that was read.
    pub async fn act(&self, path: &str, version: i64, body: &Value) -> Answer {
        self.guarded(Method::POST, path, version, body).await
    }

    async fn guarded(&self, method: Method, path: &str, version: i64, body: &Value) -> Answer {
        let app = self.clone().with_header("if-match", &format!("\"{version}\""));
        app.send(method, path, "application/json", body.to_string()).await
    }
}
