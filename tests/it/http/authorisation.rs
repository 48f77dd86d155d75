//! Every route × every role × own office, other office, nobody. The routes are those that the program has, not those that are
//! described: what nobody described is found too.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use kernel::Role;
use kernel::reference::Reference;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each};
use web::Routes;

/// What of the api is open to who is not logged in.
const OPEN: [&str; 3] = ["/api/v1/auth/login", "/api/v1/auth/logout", "/api/v1/auth/refresh"];

/// What of the rest is: the doors (password, one-time word, code, new factor, first admin), what every page loads, the desk's
/// page that holds nothing, and what machines ask.
pub(super) const PUBLIC: [&str; 14] = [
    "/masuk",
    "/masuk/baru",
    "/masuk/kode",
    "/masuk/faktor",
    "/mulai",
    "/keluar",
    "/favicon.ico",
    web::STYLESHEET,
    "/healthz",
    "/readyz",
    "/metrics",
    "/meja",
    "/meja/",
    "/meja/{berkas}",
];

pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: String,
}

impl Operation {
    pub(super) fn of((method, path): &(Method, String)) -> Self {
        let filled = path
            .replace("{id}", "0190a5de-0000-7000-8000-000000000000")
            .replace("{lampiran_id}", "0190a5de-0000-7000-8000-000000000001")
            .replace("{baris}", "0190a5de-0000-7000-8000-000000000002")
            .replace("{perjanjian}", "2025-pok")
            .replace("{langkah}", "tinjau")
            .replace("{kamus}", "cabang_bpjs")
            .replace("{jenis}/{kode}", "pengaduan/verifikasi")
            .replace("kantor/{kode}", "kantor/BP3MI-BANTEN")
            .replace("{kode}", "serang")
            .replace("{tindakan}", "ubah")
            .replace("{akun}", "tidak.ada")
            .replace("{hari}", "2025-12-25")
            .replace("{surat}", "pengaduan.pelimpahan")
            .replace("{no}", "6");
        assert!(!filled.contains('{'), "{path}: say what stands there");
        Self { method: method.clone(), path: filled }
    }
}

pub(super) fn is_api((_, path): &(Method, String)) -> bool {
    path.starts_with("/api/")
}

/// The operations of the api that ask who it is.
fn operations(test: &Test) -> Vec<Operation> {
    let routes = test.lindung.routes();
    let shut = routes.all().iter().filter(|route| is_api(route) && !OPEN.contains(&route.1.as_str()));
    let all: Vec<Operation> = shut.map(Operation::of).collect();
    assert!(all.len() > 400);
    all
}

fn description() -> Value {
    server::openapi::document(&server::registry(), &Reference::embedded().unwrap())
}

/// Routes that nobody described, and descriptions of what is no route. What only a step makes has a route that refuses whatever is
/// sent with the reason, and nothing to be described.
fn differing(routes: &Routes, document: &Value) -> Vec<String> {
    let written = |method: &str, path: &str| format!("{} {path}", method.to_uppercase());
    let there: BTreeSet<String> = routes
        .all()
        .iter()
        .filter(|route| is_api(route))
        .map(|(method, path)| written(method.as_str(), path))
        .collect();
    let items = document["paths"].as_object().unwrap().iter();
    let descriptions: BTreeSet<String> = items
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| written(method, path)))
        .collect();
    let registry = server::registry();
    let made = registry.all().iter().filter(|kind| kind.info().more.made_by.is_some());
    let refusing: BTreeSet<String> = made.map(|kind| format!("POST /api/v1/{}", kind.info().name)).collect();
    there.symmetric_difference(&descriptions).filter(|one| !refusing.contains(*one)).cloned().collect()
}

#[tokio::test]
async fn every_route_of_the_api_is_described_and_every_description_has_a_route() {
    on_each(&[Backend::Sqlite], async |test| {
        let document = description();
        assert_eq!(differing(&test.lindung.routes(), &document), [""; 0]);
        let open = |(path, item): (&String, &Value)| {
            let all = item.as_object().unwrap().values();
            all.clone().any(|one| one.get("security") == Some(&json!([]))).then(|| path.clone())
        };
        let open: BTreeSet<String> = document["paths"].as_object().unwrap().iter().filter_map(open).collect();
        assert_eq!(open, OPEN.map(str::to_owned).into());
        test
    })
    .await;
}

#[tokio::test]
async fn a_route_that_nobody_described_is_found() {
    on_each(&[Backend::Sqlite], async |test| {
        let document = description();
        let planted =
            test.lindung.routes().get("/api/v1/hantu", async || "hantu").patch("/api/v1/orang", async || "hantu");
        assert_eq!(differing(&planted, &document), ["GET /api/v1/hantu", "PATCH /api/v1/orang"]);
        let mut more = document.clone();
        more["paths"]["/api/v1/hantu"] = json!({ "post": {} });
        assert_eq!(differing(&test.lindung.routes(), &more), ["POST /api/v1/hantu"]);
        test
    })
    .await;
}

pub(super) fn whither(answer: &testkit::Answer) -> Option<String> {
    let to = answer.headers.get("location").filter(|_| answer.status == StatusCode::SEE_OTHER);
    to.map(|to| to.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn no_page_of_the_console_opens_to_a_stranger() {
    on_each(&[Backend::Sqlite], async |test| {
        let nobody = TestApp::new(&test);
        let routes = test.lindung.routes();
        let mut public = BTreeSet::new();
        for route in routes.all().iter().filter(|route| !is_api(route)) {
            if let Some(known) = PUBLIC.iter().find(|known| **known == route.1) {
                public.insert(*known);
                continue;
            }
            let Operation { method, path } = Operation::of(route);
            let mut answer = nobody.send(method.clone(), &path, "application/x-www-form-urlencoded", "").await;
            let mut to =
                whither(&answer).unwrap_or_else(|| panic!("{method} {path}: {} {}", answer.status, answer.text));
            // An address that is only sent to leads whoever reads it to its page, which is shut.
            if method == Method::GET && !to.starts_with("/masuk") {
                answer = nobody.get(&to).await;
                to = whither(&answer).unwrap_or_else(|| panic!("{method} {path}: {} {}", answer.status, answer.text));
            }
            assert!(to.starts_with("/masuk"), "{method} {path}: {to}");
        }
        assert_eq!(public, PUBLIC.into());
        test
    })
    .await;
}

async fn send(app: &TestApp, operation: &Operation) -> testkit::Answer {
    app.send(operation.method.clone(), &operation.path, "application/json", "{}").await
}

/// Whether a role may use an operation, told from the table of permissions and not from the handlers.
fn may(role: Role, method: &Method, path: &str) -> bool {
    use kernel::Permission as P;
    let step = path.rsplit('/').next().unwrap();
    let name = path.trim_start_matches("/api/v1/").split('/').next().unwrap();
    match name.trim_end_matches(".xlsx") {
        "orang" if ["/gabung", "/pisahkan", "/pastikan"].iter().any(|road| path.ends_with(road)) => {
            [P::WritePeople, P::RevealPeople].iter().all(|right| role.permissions().contains(right))
        }
        "orang" if ["/jejak", "/salinan", "/penghapusan", "/penahanan"].iter().any(|road| path.contains(road)) => {
            role.permissions().contains(&P::DataProtection)
        }
        "pelindungan" => role.permissions().contains(&P::DataProtection),
        "orang" if path.ends_with("/izin") => {
            [P::ReadPeople, P::RevealPeople].iter().all(|right| role.permissions().contains(right))
        }
        "orang" | "cari" => role.permissions().contains(&P::ReadPeople),
        "akun" if path.starts_with("/api/v1/akun/saya") => true,
        "akun" => role.permissions().contains(&P::ManageUsers),
        "tugas" => role.permissions().contains(&P::Tasks),
        "kantor" | "kata" | "libur" | "tenggat" | "templat" => role.permissions().contains(&P::Words),
        "persetujuan" => role.permissions().contains(&P::TwoPeople),
        "meja" => [P::Pemulangan, P::WritePeople].iter().all(|right| role.permissions().contains(right)),
        "dipa" => role.permissions().contains(&P::Perencanaan),
        "iku" | "laporan-pok" | "perbandingan" | "periksa" | "lkj" => role.permissions().contains(&P::ReadReports),
        "perjanjian" => {
            let permission = match (method, step) {
                (&Method::GET, _) => P::ReadReports,
                (_, "tandatangani") => P::SignClosing,
                _ => P::PrepareClosing,
            };
            role.permissions().contains(&permission)
        }
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
        for operation in &operations(&test) {
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
            for operation in &operations(&test) {
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
            let acts_on = ["gabung", "pisahkan", "pastikan"].map(|road| (Method::POST, format!("{person}/{road}")));
            let more = more.into_iter().chain(acts_on);
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
