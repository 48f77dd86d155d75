//! Every operation of the description × every role × own office, other office, nobody.

use axum::http::{Method, StatusCode};
use kernel::Role;
use kernel::reference::Reference;
use serde_json::{Value, json};
use testkit::{Backend, TestApp, complaint, on_both, on_each};

struct Operation {
    method: Method,
    path: String,
    open: bool,
}

fn operations() -> Vec<Operation> {
    let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let filled = path
                .replace("{id}", "0190a5de-0000-7000-8000-000000000000")
                .replace("{lampiran_id}", "0190a5de-0000-7000-8000-000000000001")
                .replace("{baris}", "0190a5de-0000-7000-8000-000000000002")
                .replace("{perjanjian}", "2025-pok")
                .replace("{no}", "6");
            all.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: filled,
                open: operation.get("security") == Some(&json!([])),
            });
        }
    }
    assert!(all.len() > 60);
    all
}

async fn send(app: &TestApp, operation: &Operation) -> testkit::Answer {
    app.send(operation.method.clone(), &operation.path, "application/json", "{}").await
}

/// Whether a role may use an operation, told from the table of permissions and not from the handlers.
fn may(role: Role, method: &Method, path: &str) -> bool {
    use kernel::Permission as P;
    let step = path.rsplit('/').next().unwrap();
    let name = path.trim_start_matches("/api/v1/").split('/').next().unwrap();
    match name {
        "orang" if path.ends_with("/gabung") => {
            [P::WritePeople, P::RevealPeople].iter().all(|right| role.permissions().contains(right))
        }
        "orang" if path.ends_with("/izin") => {
            [P::ReadPeople, P::RevealPeople].iter().all(|right| role.permissions().contains(right))
        }
        "orang" | "cari" => role.permissions().contains(&P::ReadPeople),
        "tugas" => role.permissions().contains(&P::Tasks),
        "meja" => [P::Pemulangan, P::WritePeople].iter().all(|right| role.permissions().contains(right)),
        "iku" | "perbandingan" | "periksa" => role.permissions().contains(&P::ReadReports),
        "penutupan" => {
            let permission = match (method, step) {
                (&Method::GET, _) => P::ReadReports,
                (_, "tinjau") => P::ReviewClosing,
                (_, "tandatangani") => P::SignClosing,
                _ => P::PrepareClosing,
            };
            role.permissions().contains(&permission)
        }
        kind => {
            let registry = server::registry();
            let kind = registry.find(kind).unwrap();
            if let Some(to) = registry
                .find(step)
                .filter(|to| kind.info().more.leads_to.iter().any(|(name, _)| *name == to.info().name))
            {
                // A complaint is taken down at the desk, by who reads none.
                let also = (to.info().name == "pengaduan").then_some(P::Pemulangan);
                let has = |right: P| role.permissions().contains(&right);
                return has(kind.info().permission) && (has(to.info().permission) || also.is_some_and(has));
            }
            let right = kind.steps().iter().find(|taken| taken.name == step).and_then(|taken| taken.right);
            [Some(kind.info().permission), right].into_iter().flatten().all(|right| role.permissions().contains(&right))
        }
    }
}

#[tokio::test]
async fn no_operation_answers_a_stranger() {
    on_each(&[Backend::Sqlite], async |test| {
        let nobody = TestApp::new(&test);
        let forged = TestApp::new(&test).with_token("eyJhbGciOiJub25lIn0.e30.");
        let proxied =
            TestApp::new(&test).with_header("x-forwarded-user", "kepala").with_header("x-remote-user", "kepala");
        for operation in operations().iter().filter(|o| !o.open) {
            for app in [&nobody, &forged, &proxied] {
                let answer = send(app, operation).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{} {}", operation.method, operation.path);
                assert_eq!(answer.headers["content-type"], "application/problem+json; charset=utf-8");
                assert_eq!(answer.headers["www-authenticate"], "Bearer");
            }
        }
        test
    })
    .await;
}

#[tokio::test]
async fn every_role_reaches_what_its_permissions_say_and_nothing_else() {
    on_each(&[Backend::Sqlite], async |test| {
        for role in Role::ALL {
            let app = TestApp::login(&test, role.code(), "BP3MI-BANTEN").await;
            for operation in operations().iter().filter(|o| !o.open) {
                let answer = send(&app, operation).await;
                let allowed = may(role, &operation.method, &operation.path);
                let refused = answer.status == StatusCode::FORBIDDEN;
                assert_eq!(
                    refused,
                    !allowed,
                    "{} {} {}: {}",
                    role.code(),
                    operation.method,
                    operation.path,
                    answer.status
                );
                assert!(!answer.status.is_server_error());
            }
        }
        test
    })
    .await;
}

#[tokio::test]
async fn another_office_sees_nothing_of_a_record() {
    on_both(async |test| {
        let banten = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let airport = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let other = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        let typed: Value = serde_json::to_value(complaint(1, "2025-06-01")).unwrap();
        let made = airport.post("/api/v1/pengaduan", &typed).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let record = made.json();
        let path = format!("/api/v1/pengaduan/{}", record["id"].as_str().unwrap());
        let person = format!("/api/v1/orang/{}", record["orang_id"].as_str().unwrap());
        // The office above sees it, the one beside does not, on any road.
        for road in [&path, &person] {
            assert_eq!(banten.get(road).await.status, StatusCode::OK);
            assert_eq!(other.get(road).await.status, StatusCode::NOT_FOUND);
        }
        let change = json!({ "alasan_perubahan": "Uji", "negara": "TW" });
        assert_eq!(other.patch(&path, 1, &change).await.status, StatusCode::NOT_FOUND);
        let person_change = json!({ "alasan_perubahan": "Uji", "nama": "Contoh" });
        assert_eq!(other.patch(&person, 1, &person_change).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&format!("{person}/berkas")).await.status, StatusCode::NOT_FOUND);
        let act = json!({ "alasan": "Uji", "kantor": "BP3MI-JABAR" });
        for road in ["batalkan", "pulihkan", "pindahkan"] {
            let answer = other.act(&format!("{path}/{road}"), 1, &act).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{road}");
        }
        let merge = json!({ "alasan": "Uji", "ke": "0190a5de-0000-7000-8000-000000000000" });
        assert_eq!(other.act(&format!("{person}/gabung"), 1, &merge).await.status, StatusCode::NOT_FOUND);
        // Whatever is wrong with what is asked.
        for body in ["", "[]", "{", "{}", "{\"hantu\":1}", "{\"alasan\":1,\"alasan\":1}", "{\"nomor\":\"\\u0000\"}"] {
            let acts = ["batalkan", "pulihkan", "pindahkan", "kaitkan", "verifikasi", "catatan"];
            let acts = acts.map(|road| (Method::POST, format!("{path}/{road}")));
            let more = [(Method::PATCH, path.clone()), (Method::PATCH, person.clone())];
            let more = more.into_iter().chain([(Method::POST, format!("{person}/gabung"))]);
            for (method, road) in acts.into_iter().chain(more) {
                let answer = other.send(method, &road, "application/json", body.to_owned()).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{road} {body}");
            }
        }
        for road in ["/api/v1/pengaduan", "/api/v1/orang"] {
            assert_eq!(banten.get(road).await.json()["data"].as_array().unwrap().len(), 1);
            assert_eq!(other.get(road).await.json()["data"], json!([]));
        }
        let members = "/api/v1/iku/2025-pok/1/anggota?peran=penyebut";
        assert_eq!(banten.get(members).await.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(other.get(members).await.json()["data"], json!([]));
        let figure = async |app: &TestApp| {
            app.get("/api/v1/iku?tahun=2025").await.json()["butir"][0]["tahun"]["penyebut"].clone()
        };
        assert_eq!((figure(&banten).await, figure(&other).await), (json!(1), json!(0)));
        test
    })
    .await;
}
