//! Text from outside: no control character gets in by any way, on either database; and what the log says of who was refused.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answer, TestApp, complaint, on_both, with};

use super::login::LOGIN;
use super::wire::console;

const FORM: &str = "application/x-www-form-urlencoded";
const NOBODY: &str = "0190a5de-0000-7000-8000-000000000000";

async fn one_complaint(app: &TestApp) -> String {
    let made = app.post("/api/v1/pengaduan", &serde_json::to_value(complaint(1, "2025-06-01")).unwrap()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn no_way_in_takes_a_nul() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let id = one_complaint(&app).await;
        let nul = "a\0b";
        let credentials = [json!({ "username": nul, "password": "x" }), json!({ "username": "x", "password": nul })];
        let typed = serde_json::to_value(with(complaint(2, "2025-06-01"), &[("nama", nul)])).unwrap();
        let person = app.get("/api/v1/orang").await.json()["data"][0]["id"].as_str().unwrap().to_owned();
        let record = format!("/api/v1/pengaduan/{id}");
        let sent = [
            app.post(LOGIN, &credentials[0]).await,
            app.post(LOGIN, &credentials[1]).await,
            app.post("/api/v1/auth/refresh", &json!({ "refresh_token": nul })).await,
            app.post("/api/v1/auth/logout", &json!({ "refresh_token": nul })).await,
            app.post("/api/v1/pengaduan", &typed).await,
            app.post("/api/v1/orang", &json!({ "nama": nul })).await,
            app.post("/api/v1/orang/cocok", &json!({ "nama": nul })).await,
            app.post("/api/v1/cari", &json!({ "kata": nul })).await,
            app.patch(&record, 1, &json!({ "alasan_perubahan": nul, "negara": "TW" })).await,
            app.act(&format!("{record}/batalkan"), 1, &json!({ "alasan": nul })).await,
            app.act(&format!("{record}/pindahkan"), 1, &json!({ "alasan": "Uji", "kantor": nul })).await,
            app.act(&format!("/api/v1/orang/{person}/gabung"), 1, &json!({ "alasan": nul, "ke": NOBODY })).await,
            app.post("/api/v1/penutupan", &json!({ "tahun": 2025, "tw": 1, "perjanjian": nul })).await,
            app.post(&format!("/api/v1/penutupan/{NOBODY}/revisi"), &json!({ "alasan": nul })).await,
            app.post("/api/v1/manifes", &json!({ "penerbangan": nul, "baris": [] })).await,
            app.get("/api/v1/pengaduan?cari=a%00b").await,
            app.get("/api/v1/pengaduan?negara=%00").await,
            app.get("/api/v1/pengaduan?%00=x").await,
            app.get("/api/v1/tugas?petugas=%00").await,
            app.get("/api/v1/iku/%00/1/anggota").await,
            app.get(&format!("/api/v1/pengaduan/{id}%00")).await,
            console.get("/pengaduan?cari=a%00b").await,
            console.get("/masuk?kembali=/%00").await,
            console.get("/pengaduan/baru?dari=%00").await,
            console.send(Method::POST, "/masuk", FORM, "nama=a%00b&sandi=x").await,
            console.send(Method::POST, "/masuk", FORM, "nama=x&sandi=a%00b").await,
            console.send(Method::POST, "/pengaduan/baru", FORM, "nama=a%00b").await,
            console.send(Method::POST, "/pengaduan/baru", FORM, "nama=a\0b").await,
            console.send(Method::POST, "/pengaduan/baru", FORM, "nama%00=a").await,
            console.send(Method::POST, &format!("/pengaduan/{id}/batalkan"), FORM, "versi=1&alasan=%00").await,
        ];
        for (at, answer) in sent.iter().enumerate() {
            assert!(answer.status.is_client_error(), "{at}: {} {}", answer.status, answer.text);
        }
        // Named by its place.
        let refused = sent[0].json();
        assert_eq!(
            (sent[0].status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/username"))
        );
        assert_eq!(app.get(&record).await.json()["versi"], json!(1));
        test
    })
    .await;
}

#[tokio::test]
async fn other_control_characters_are_refused_too_and_line_ends_are_not() {
    on_both(async |test| {
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let id = one_complaint(&app).await;
        let record = format!("/api/v1/pengaduan/{id}");
        for bad in ["\u{1b}[31m", "\u{7f}", "\u{85}", "\u{8}", "\u{c}"] {
            let answer = app.act(&format!("{record}/batalkan"), 1, &json!({ "alasan": bad })).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
            assert_eq!(answer.json()["errors"][0]["pointer"], "/alasan", "{bad:?}");
        }
        let change = json!({ "alasan_perubahan": "Uji", "kronologi": "Baris satu\r\n\tbaris dua \\u0000" });
        let changed = app.patch(&record, 1, &change).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
        assert!(changed.text.contains("Baris satu"));
        test
    })
    .await;
}

#[tokio::test]
async fn of_what_a_desk_sends_one_bad_text_stops_nothing_else() {
    on_both(async |test| {
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let id = |no: u32| format!("0190a5de-0000-7000-8000-{no:012}");
        let op = |no: u32, name: &str| {
            let content: Value =
                serde_json::to_value(with(testkit::returned(no, "2025-07-01", "sakit"), &[("nama", name)])).unwrap();
            json!({ "id": id(no), "jenis": "terima", "setelah": [], "isi": { "id": id(1_000 + no), "isi": content } })
        };
        let sent =
            json!({ "petugas": "helpdesk.bp3mi-banten", "operasi": [op(1, "Siti\0Contoh"), op(2, "Siti Contoh")] });
        let answer = desk.post("/api/v1/meja/kirim", &sent).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let results = answer.json()["hasil"].clone();
        let words: Vec<&Value> = results.as_array().unwrap().iter().map(|result| &result["hasil"]).collect();
        assert_eq!(words, ["salah", "diterapkan"], "{results}");
        let records = desk.get("/api/v1/kepulangan").await.json();
        assert_eq!(records["data"].as_array().unwrap().len(), 1, "{records} {results}");
        test
    })
    .await;
}

/// The lines of all requests of this process.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn begin() -> Self {
        let kept = Self::default();
        let writer = kept.clone();
        tracing_subscriber::fmt()
            .json()
            .with_env_filter("web::outer=info")
            .with_writer(move || writer.clone())
            .try_init()
            .unwrap();
        kept
    }

    /// The line of the request that was answered so.
    fn line(&self, answer: &Answer) -> Value {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let id = answer.headers["x-request-id"].to_str().unwrap();
        let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["fields"].clone());
        lines.find(|line| line["request"] == id && !line["path"].is_null()).unwrap_or_else(|| panic!("no line of {id}"))
    }
}

#[tokio::test]
async fn a_refused_request_stands_in_the_log_with_its_user() {
    let kept = Kept::begin();
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let id = one_complaint(&head).await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let page = console(&test, "perencana").await;
        let record = format!("/api/v1/pengaduan/{id}");
        let (desks, others, planner) = ("helpdesk.bp3mi-banten", "kepala.bp3mi-jabar", "perencana.bp3mi-banten");
        let deleted = page.send(Method::DELETE, "/pengaduan", FORM, "").await;
        let withdrawn = head.act(&format!("{record}/pulihkan"), 1, &json!({ "alasan": "Uji" })).await;
        let refused = [
            (desk.get("/api/v1/pengaduan?cari=rahasia").await, StatusCode::FORBIDDEN, desks),
            (other.get(&record).await, StatusCode::NOT_FOUND, others),
            (other.get("/api/v1/tidak-ada").await, StatusCode::NOT_FOUND, others),
            (page.get("/pengaduan").await, StatusCode::FORBIDDEN, planner),
            (page.get("/tidak-ada").await, StatusCode::NOT_FOUND, planner),
            (deleted, StatusCode::METHOD_NOT_ALLOWED, planner),
            (withdrawn, StatusCode::CONFLICT, "kepala.bp3mi-banten"),
            (head.get(&record).await, StatusCode::OK, "kepala.bp3mi-banten"),
        ];
        for (answer, status, user) in refused {
            assert_eq!(answer.status, status, "{}", answer.text);
            let line = kept.line(&answer);
            assert_eq!((&line["user"], &line["status"]), (&json!(user), &json!(status.as_u16())), "{line}");
            assert!(!line.to_string().contains("rahasia"), "{line}");
        }
        // Nobody is known without a session.
        let unknown = TestApp::new(&test).get(&record).await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
        assert!(kept.line(&unknown)["user"].is_null());
        // Nobody is believed about an address who is not a proxy of the settings.
        let forged = TestApp::new(&test).with_header("x-forwarded-for", "198.51.100.9").get("/masuk").await;
        assert_eq!(kept.line(&forged)["address"], json!("127.0.0.1"));
        test
    })
    .await;
}

#[tokio::test]
async fn the_viewer_of_the_description_names_what_it_may_not_do() {
    on_both(async |test| {
        let page = TestApp::new(&test).get("/api/docs/").await;
        let policy = page.headers["content-security-policy"].to_str().unwrap().to_owned();
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        test
    })
    .await;
}
